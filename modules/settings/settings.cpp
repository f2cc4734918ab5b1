// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/settings.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QFileSystemWatcher>
#include <QPointer>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

std::unique_ptr<QSettings> openSettings(const QString &file, QSettings::Scope scope, const QString &application)
{
    const QString whose = application.isEmpty() ? QCoreApplication::applicationName() : application;
    auto opened = file.isEmpty() ? std::make_unique<QSettings>(QSettings::NativeFormat, scope, QCoreApplication::organizationName(),
                                                               whose)
                                 : std::make_unique<QSettings>(file, QSettings::IniFormat);
    opened->setFallbacksEnabled(false); // each source speaks for itself
    return opened;
}

} // namespace

Settings::Settings(const SettingPlaces &places, QObject *parent)
    : QObject(parent), m_places(places), m_machine(openSettings(places.machine, QSettings::SystemScope, places.application)),
      m_user(openSettings(places.user, QSettings::UserScope, places.application))
{
    reload();
    watch();
}

Settings::~Settings() = default;

Settings::Known Settings::look(const Setting &setting, const Policies &policies) const
{
    const QString key = QString::fromLatin1(setting.key);
    if (const auto prescribed = policies.values.constFind(key); prescribed != policies.values.constEnd())
        return {*prescribed, SettingSource::Policy};
    for (const auto &[values, source] : {std::pair{m_machine.get(), SettingSource::Machine}, std::pair{m_user.get(), SettingSource::User}}) {
        if (!values->contains(key))
            continue;
        if (const QString value = readValue(setting, values->value(key).toString()); !value.isNull())
            return {value, source};
    }
    return {QString::fromLatin1(setting.fallback), SettingSource::Default};
}

const Settings::Known &Settings::known(const Setting &setting) const
{
    const auto it = m_known.constFind(&setting);
    Q_ASSERT(it != m_known.constEnd()); // a setting that allSettings() forgot
    return *it;
}

void Settings::reload()
{
    m_policies = readPolicies(m_places.policies);
    m_problems = m_policies.problems;
    m_machine->sync();
    m_user->sync();
    QList<const Setting *> different;
    for (const Setting *setting : allSettings()) {
        const Known now = look(*setting, m_policies);
        Known &before = m_known[setting];
        if (before.value != now.value || before.source != now.source)
            different << setting;
        before = now;
    }
    for (const Setting *setting : std::as_const(different))
        emit changed(*setting);
}

QString Settings::text(const Setting &setting) const
{
    return known(setting).value;
}

SettingSource Settings::source(const Setting &setting) const
{
    return known(setting).source;
}

bool Settings::mayChange(const Setting &setting) const
{
    return source(setting) < SettingSource::Machine;
}

Result<> Settings::set(const Setting &setting, const QString &value)
{
    if (!mayChange(setting))
        return fail(Error::Code::Denied, source(setting) == SettingSource::Policy ? u"settings.prescribed"_s : u"settings.machine"_s);
    const QString read = readValue(setting, value);
    if (read.isNull())
        return fail(Error::Code::Invalid, u"settings.value"_s, {}, {value});
    m_user->setValue(QString::fromLatin1(setting.key), read);
    if (m_user->status() == QSettings::AccessError)
        return fail(Error::Code::Io, u"settings.unwritable"_s, {}, {m_user->fileName()});
    const Known before = std::exchange(m_known[&setting], Known{read, SettingSource::User});
    if (before.value != read || before.source != SettingSource::User)
        emit changed(setting);
    return {};
}

Result<> Settings::reset(const Setting &setting)
{
    m_user->remove(QString::fromLatin1(setting.key));
    const Known now = look(setting, m_policies);
    const Known before = std::exchange(m_known[&setting], now);
    if (before.value != now.value || before.source != now.source)
        emit changed(setting);
    return {};
}

void Settings::watch()
{
    const QFileInfo file(m_places.policies);
    if (!m_places.policies.endsWith(".json"_L1) || !file.absoluteDir().exists() || !QCoreApplication::instance())
        return;
    // Editors replace the file, so the folder is watched as well; the reading waits until the writing is over.
    m_watcher = new QFileSystemWatcher(this);
    auto *soon = new QTimer(this);
    soon->setSingleShot(true);
    soon->setInterval(300);
    const auto watchFile = [this, path = file.absoluteFilePath()] {
        if (QFileInfo::exists(path) && !m_watcher->files().contains(path))
            m_watcher->addPath(path);
    };
    m_watcher->addPath(file.absolutePath());
    watchFile();
    connect(m_watcher, &QFileSystemWatcher::directoryChanged, soon, qOverload<>(&QTimer::start));
    connect(m_watcher, &QFileSystemWatcher::fileChanged, soon, qOverload<>(&QTimer::start));
    connect(soon, &QTimer::timeout, this, [this, watchFile] {
        watchFile();
        reload();
    });
}

Settings &settings()
{
    static QPointer<Settings> instance;
    if (!instance)
        instance = new Settings({}, QCoreApplication::instance());
    return *instance;
}

} // namespace kemai
