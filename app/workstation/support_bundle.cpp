// SPDX-License-Identifier: GPL-3.0-or-later
#include "support_bundle.h"

#include "log_file.h"
#include "schema/schema.h"
#include "settings/settings.h"
#include "speed.h"
#include "store/store.h"
#include "widgets/language.h"
#include "widgets/theme.h"

#include <QDir>
#include <QDirIterator>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSaveFile>
#include <QScreen>
#include <QSysInfo>
#include <QtConcurrentRun>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

QByteArray json(const QJsonObject &object)
{
    return QJsonDocument(object).toJson();
}

QByteArray about(const QString &lastRun)
{
    QJsonArray screens;
    const QList<QScreen *> all = QGuiApplication::screens();
    for (const QScreen *screen : all)
        screens.append(QJsonObject{{u"size"_s, u"%1x%2"_s.arg(screen->size().width()).arg(screen->size().height())},
                                   {u"ratio"_s, screen->devicePixelRatio()}});
    return json({{u"version"_s, QStringLiteral(KEMAI_VERSION)},
                 {u"qt"_s, QString::fromLatin1(qVersion())},
                 {u"system"_s, QSysInfo::prettyProductName()},
                 {u"kernel"_s, QString(QSysInfo::kernelType() + u' ' + QSysInfo::kernelVersion())},
                 {u"cpu"_s, QSysInfo::currentCpuArchitecture()},
                 {u"platform"_s, QGuiApplication::platformName()},
                 {u"locale"_s, QLocale::system().name()},
                 {u"language"_s, tongueCode(language().tongue())},
                 {u"textScale"_s, theme().textScale()},
                 {u"screens"_s, screens},
                 {u"lastRun"_s, lastRun.isNull() ? u"ended by itself"_s : lastRun}});
}

QByteArray settingsPart()
{
    constexpr const char *sources[] = {"default", "user", "machine", "policy"};
    QJsonObject values;
    for (const Setting *setting : allSettings())
        values.insert(QLatin1StringView(setting->key),
                      QJsonObject{{u"value"_s, setting->sensitive ? u"(masked)"_s : settings().text(*setting)},
                                  {u"source"_s, QString::fromLatin1(sources[int(settings().source(*setting))])}});
    return json({{u"settings"_s, values},
                 {u"policyFile"_s, policyPlace()},
                 {u"policyProblems"_s, QJsonArray::fromStringList(settings().policyProblems())}});
}

QByteArray speedPart(const QList<Block> &blocks)
{
    constexpr const char *names[] = {"start", "openCustomer", "keyEcho", "search", "blocked"};
    QJsonObject object;
    for (int i = 0; i < measureCount; ++i) {
        const Speed::Summary summary = speed().summary(Measure(i));
        object.insert(QLatin1StringView(names[i]), QJsonObject{{u"budgetUs"_s, budgetUs(Measure(i))},
                                                               {u"count"_s, summary.count},
                                                               {u"lastUs"_s, summary.lastUs},
                                                               {u"p95Us"_s, summary.p95Us},
                                                               {u"worstUs"_s, summary.worstUs},
                                                               {u"overBudget"_s, summary.over}});
    }
    QJsonArray list;
    for (const Block &block : blocks)
        list.append(QString(QDateTime::fromMSecsSinceEpoch(block.atMs, Qt::UTC).toString(Qt::ISODate) + u' ' + block.text()));
    return json({{u"measures"_s, object}, {u"blocks"_s, list}});
}

QByteArray schemaPart()
{
    QByteArray text;
    for (const Entity *entity : allEntities()) {
        text += QByteArray(entity->name) + ':';
        for (const Field &field : entity->fields)
            text += QByteArray(" ") + field.name;
        text += '\n';
    }
    return text;
}

QJsonObject sizes(const QString &directory)
{
    QJsonObject object;
    for (const QString &name : {StoreFiles::database(), StoreFiles::log(), StoreFiles::key()})
        object.insert(name, QFileInfo(directory + u'/' + name).size());
    qint64 files = 0;
    qint64 bytes = 0;
    QDirIterator attachments(directory + u'/' + StoreFiles::attachments(), QDir::Files, QDirIterator::Subdirectories);
    while (attachments.hasNext()) {
        attachments.next();
        ++files;
        bytes += attachments.fileInfo().size();
    }
    object.insert(u"attachments"_s, files);
    object.insert(u"attachmentBytes"_s, bytes);
    return object;
}

} // namespace

QByteArray masked(const QByteArray &log)
{
    QString text = QString::fromUtf8(log);
    static const QRegularExpression mail(u"[^\\s<>\"']+@[^\\s<>\"']+"_s);
    static const QRegularExpression digits(u"\\+?\\d[\\d \\-()]{4,}\\d"_s);
    static const QRegularExpression han(u"[\\x{2e80}-\\x{9fff}\\x{f900}-\\x{faff}\\x{20000}-\\x{3ffff}]+"_s, QRegularExpression::UseUnicodePropertiesOption);
    // The time at the head of a line stays: without it a log is none.
    QStringList lines = text.split(u'\n');
    for (QString &line : lines) {
        const qsizetype head = line.startsWith("20"_L1) && line.size() > 24 && line[23] == u'Z' ? 24 : 0;
        QString rest = line.mid(head);
        rest.replace(mail, u"(mail)"_s).replace(digits, u"(number)"_s).replace(han, u"(text)"_s);
        if (const QString home = QDir::homePath(); home.size() > 1)
            rest.replace(home, u"~"_s);
        line = line.left(head) + rest;
    }
    return lines.join(u'\n').toUtf8();
}

QFuture<Result<QList<ZipEntry>>> collectBundle(Store *store, const BundleFacts &facts)
{
    // What belongs to the GUI thread is read here, the disk and the store elsewhere.
    const QList<ZipEntry> first{{u"about.json"_s, about(facts.lastRun)},
                                {u"settings.json"_s, settingsPart()},
                                {u"speed.json"_s, speedPart(facts.blocks)}};
    const auto rest = [first, directory = facts.directory](const QJsonObject &counts) {
        QList<ZipEntry> parts = first;
        parts << ZipEntry{u"store.json"_s, json({{u"bytes"_s, sizes(directory)}, {u"records"_s, counts}})};
        parts << ZipEntry{u"schema.txt"_s, schemaPart()};
        parts << ZipEntry{u"log.txt"_s, masked(logFile::recent())};
        return parts;
    };
    if (!store)
        return QtConcurrent::run([rest]() -> Result<QList<ZipEntry>> { return rest({}); });
    return store->read([rest](Records &records) -> Result<QList<ZipEntry>> {
        QJsonObject counts;
        for (const Entity *entity : allEntities()) {
            const Result<qint64> count = records.count(Query(*entity));
            if (!count)
                return fail(count.error());
            counts.insert(QLatin1StringView(entity->name), *count);
        }
        return rest(counts);
    });
}

Result<> saveBundle(const QList<ZipEntry> &parts, const QString &file, const QDateTime &when)
{
    QSaveFile saved(file);
    const QByteArray zip = storedZip(parts, when);
    if (!saved.open(QIODevice::WriteOnly) || saved.write(zip) != zip.size() || !saved.commit())
        return fail(Error::Code::Io, u"support.unwritable"_s, saved.errorString(), {file});
    return {};
}

} // namespace kemai
