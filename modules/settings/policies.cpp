// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/policies.h"

#include "settings/setting.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSettings>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

constexpr qint64 largestFile = 256 * 1024;

void take(Policies &policies, const QString &name, const QVariant &value)
{
    const Setting *setting = findPolicy(name);
    if (!setting) {
        policies.problems << name + u": there is no such policy"_s;
        return;
    }
    QString written = value.toString();
    if (value.typeId() == QMetaType::Double && value.toDouble() == double(value.toLongLong()))
        written = QString::number(value.toLongLong());
    const QString read = value.canConvert<QString>() ? readValue(*setting, written) : QString();
    if (read.isNull())
        policies.problems << name + u": the value does not fit"_s;
    else
        policies.values.insert(QString::fromLatin1(setting->key), read);
}

Policies readJson(const QString &name)
{
    Policies policies;
    QFile file(name);
    if (!file.exists())
        return policies;
    if (!file.open(QIODevice::ReadOnly)) {
        policies.problems << u"the file cannot be read: "_s + file.errorString();
        return policies;
    }
    if (file.size() > largestFile) {
        policies.problems << u"the file is too large"_s;
        return policies;
    }
    QJsonParseError wrong;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &wrong);
    if (!document.isObject()) {
        policies.problems << u"no JSON object: "_s + wrong.errorString();
        return policies;
    }
    const QJsonObject object = document.object();
    for (auto it = object.begin(); it != object.end(); ++it)
        take(policies, it.key(), it.value().isArray() || it.value().isObject() ? QVariant(QVariantList()) : it.value().toVariant());
    return policies;
}

// The registry and property lists, by Qt's own readers; Windows and macOS only.
Policies readNative(const QString &place)
{
    Policies policies;
    const QSettings native(place, QSettings::NativeFormat);
    const QStringList names = native.childKeys();
    for (const QString &name : names)
        take(policies, name, native.value(name));
    return policies;
}

} // namespace

QString policyPlace()
{
#if defined(Q_OS_WIN)
    return u"HKEY_LOCAL_MACHINE\\Software\\Policies\\Kemai"_s;
#elif defined(Q_OS_MACOS)
    return u"/Library/Managed Preferences/cn.kemai.workstation.plist"_s;
#else
    return u"/etc/kemai/policies.json"_s;
#endif
}

Policies readPolicies(const QString &place)
{
    return place.endsWith(".json"_L1) ? readJson(place) : readNative(place);
}

} // namespace kemai
