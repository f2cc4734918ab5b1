// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"

#include "base/error_text.h"
#include "formats/csv_writer.h"
#include "timeline/import_interactions.h"
#include "timeline/timeline.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>
#include <QSaveFile>

namespace kemai {

Result<qint64> timeOption(const Session &session, const char *name)
{
    if (!session.arguments.has(name))
        return 0;
    const QString text = session.arguments.value(name);
    QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!time.isValid() || !time.date().isValid())
        return fail(Error::Code::Invalid, QStringLiteral("ctl.time"), {}, {QLatin1String(name), text});
    return time.toMSecsSinceEpoch();
}

Exit runTimeline(Session &session)
{
    if (session.arguments.operands.isEmpty())
        return missingOperand(session, "CUSTOMER");
    const auto limit = session.arguments.number("limit", 50, 1, 100'000);
    if (!limit)
        return failed(session, limit.error());
    const auto before = timeOption(session, "before");
    if (!before)
        return failed(session, before.error());
    const auto id = session.customer(session.arguments.operands.join(u' '));
    if (!id)
        return failed(session, id.error());
    TimelineFilter filter{*id, session.arguments.value("channel").split(u',', Qt::SkipEmptyParts)};
    const auto store = session.store();
    const auto events = (*store)->read([&](Records &records) { return timelinePage(records, filter, *limit, *before); }).result();
    if (!events)
        return failed(session, events.error());
    Output &out = session.out;
    QJsonArray rows;
    for (const Record &event : *events) {
        const QDateTime at = QDateTime::fromMSecsSinceEpoch(event[interaction::at]);
        const QString channel = event[interaction::channel];
        QString body = event[interaction::body];
        rows.append(QJsonObject{{QStringLiteral("id"), event.id.toString()},
                                {QStringLiteral("at"), at.toUTC().toString(Qt::ISODateWithMs)},
                                {QStringLiteral("channel"), channel},
                                {QStringLiteral("direction"), event[interaction::direction]},
                                {QStringLiteral("subject"), event[interaction::subject]},
                                {QStringLiteral("body"), body},
                                {QStringLiteral("author"), event[interaction::author_name]},
                                {QStringLiteral("durationSeconds"), event[interaction::duration_s]},
                                {QStringLiteral("externalId"), event[interaction::external_id]}});
        body.replace(u'\n', QStringLiteral("\n        "));
        QStringList head{at.toString(QStringLiteral("yyyy-MM-dd HH:mm")), choiceLabel(interaction::channel.field(), channel, out.chinese())};
        if (const QString author = event[interaction::author_name]; !author.isEmpty())
            head << author;
        if (const QString subject = event[interaction::subject]; !subject.isEmpty())
            head << subject;
        out.line(head.join(QStringLiteral(" · ")));
        if (!body.isEmpty())
            out.line(QStringLiteral("        ") + body);
    }
    if (events->isEmpty())
        out.note(out.say(u"这里还没有互动。", u"No contact here yet."));
    out.result(QJsonObject{{QStringLiteral("customer"), id->toString()}, {QStringLiteral("events"), rows}});
    return Exit::Done;
}

Exit runImportInteractions(Session &session)
{
    if (session.arguments.operands.isEmpty())
        return missingOperand(session, "FILE");
    Output &out = session.out;
    const QString name = session.arguments.operands.first();
    QFile file(name);
    const bool readable = name == QStringLiteral("-") ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!readable)
        return failed(session, makeError(Error::Code::NotFound, QStringLiteral("ctl.fileUnreadable"), {}, {name}));
    const auto store = session.store();
    if (!store)
        return failed(session, store.error());

    std::optional<QSaveFile> report;
    std::optional<CsvWriter> lines;
    InteractionImport::Options options;
    options.mode = session.arguments.has("dry-run") ? InteractionImport::Mode::DryRun : InteractionImport::Mode::Write;
    options.fileName = QFileInfo(name).fileName();
    if (session.arguments.has("report")) {
        report.emplace(session.arguments.value("report"));
        if (!report->open(QIODevice::WriteOnly))
            return failed(session, makeError(Error::Code::Io, QStringLiteral("ctl.fileUnwritable"), {}, {report->fileName()}));
        lines.emplace(*report);
        (void)lines->write({out.say(u"行号", u"line"), out.say(u"原因", u"reason"), out.say(u"说明", u"text"), out.say(u"原文", u"raw")});
        options.rejected = [&](const InteractionRejection &rejection) {
            (void)lines->write({QString::number(rejection.line), rejection.reason.id,
                                   errorText(rejection.reason, out.chinese() ? ErrorLanguage::Chinese : ErrorLanguage::English),
                                   QString::fromUtf8(rejection.raw)});
        };
    }
    InteractionImport import(file, options);
    const bool writes = options.mode == InteractionImport::Mode::Write;
    if (writes)
        if (const auto bulk = (*store)->setBulk(true).result(); !bulk)
            return failed(session, bulk.error());
    std::optional<Error> error;
    while (!error) {
        const auto more = (*store)->write([&import](Records &records) { return import.step(records); }).result();
        if (!more)
            error = more.error();
        else if (!*more)
            break;
        if (!out.progress(out.say(u"导入", u"importing"), import.summary().bytesRead, import.summary().bytesTotal))
            import.cancel();
    }
    out.progressDone();
    if (writes)
        if (const auto settled = (*store)->setBulk(false).result(); !settled && !error)
            error = settled.error();
    if (report && !report->commit() && !error)
        error = makeError(Error::Code::Io, QStringLiteral("ctl.fileUnwritable"), {}, {report->fileName()});
    if (error)
        return failed(session, *error);

    const InteractionImportSummary &summary = import.summary();
    const QString batch = summary.batch.isNull() ? QString() : summary.batch.toString();
    QJsonObject json{{QStringLiteral("batch"), batch.isEmpty() ? QJsonValue() : QJsonValue(batch)},
                     {QStringLiteral("dryRun"), !writes},
                     {QStringLiteral("canceled"), summary.canceled}};
    for (const auto &[key, count] : {std::pair{QStringLiteral("rows"), summary.lines}, std::pair{QStringLiteral("created"), summary.created},
                                     std::pair{QStringLiteral("duplicates"), summary.duplicates}, std::pair{QStringLiteral("rejected"), summary.rejected},
                                     std::pair{QStringLiteral("cleaned"), summary.cleaned}}) {
        out.line(key.leftJustified(12) + QString::number(count));
        json.insert(key, count);
    }
    out.line(QStringLiteral("batch").leftJustified(12) + (batch.isEmpty() ? QStringLiteral("-") : batch));
    out.result(json);
    return summary.canceled ? Exit::Busy : Exit::Done;
}

} // namespace kemai
