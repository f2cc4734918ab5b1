// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"

#include "base/error_text.h"
#include "customers/customer_list.h"
#include "customers/export_customers.h"
#include "customers/import_customers.h"
#include "customers/import_errors.h"
#include "customers/import_report.h"
#include "settings/export_policy.h"

#include <QBuffer>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace kemai {

namespace {

Result<QJsonObject> mappingFile(const QString &name)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return fail(Error::Code::NotFound, QStringLiteral("ctl.fileUnreadable"), {}, {name});
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll());
    if (!document.isObject())
        return fail(Error::Code::Invalid, QStringLiteral("customers.mappingUnreadable"), {}, {name});
    return document.object();
}

// A file by its name. Standard input that is a pipe is kept in memory: its customers must not lie on the disk unencrypted.
Result<std::unique_ptr<QIODevice>> inputFile(const Session &session, const QString &name)
{
    constexpr qint64 mostBytes = 128 * 1024 * 1024;
    auto file = std::make_unique<QFile>(name);
    if (name != QStringLiteral("-")) {
        if (!file->open(QIODevice::ReadOnly))
            return fail(Error::Code::NotFound, QStringLiteral("ctl.fileUnreadable"), {}, {name});
        return file;
    }
    if (session.arguments.value("passphrase-file") == QStringLiteral("-"))
        return fail(Error::Code::Invalid, QStringLiteral("ctl.inputTwice"));
    if (!file->open(stdin, QIODevice::ReadOnly))
        return fail(Error::Code::Io, QStringLiteral("ctl.fileUnreadable"), {}, {name});
    if (!file->isSequential())
        return file;
    QByteArray bytes;
    for (;;) {
        const QByteArray piece = file->read(1024 * 1024);
        if (piece.isEmpty())
            break;
        bytes += piece;
        if (bytes.size() > mostBytes)
            return fail(Error::Code::Invalid, QStringLiteral("ctl.inputTooLong"), {}, {QString::number(mostBytes / 1024 / 1024)});
    }
    auto buffer = std::make_unique<QBuffer>();
    buffer->setData(bytes);
    (void)buffer->open(QIODevice::ReadOnly);
    return buffer;
}

void printSummary(Output &out, const ImportSummary &summary, bool dryRun)
{
    const QList<std::pair<QString, qint64>> counts{{QStringLiteral("rows"), summary.rows},
                                                   {QStringLiteral("created"), summary.created},
                                                   {QStringLiteral("updated"), summary.updated},
                                                   {QStringLiteral("duplicates"), summary.duplicates},
                                                   {QStringLiteral("rejected"), summary.rejected},
                                                   {QStringLiteral("cleaned"), summary.cleaned},
                                                   {QStringLiteral("warnings"), summary.warnings},
                                                   {QStringLiteral("suspected"), summary.suspected}};
    QJsonObject json;
    for (const auto &[name, count] : counts) {
        out.line(name.leftJustified(12) + QString::number(count));
        json.insert(name, count);
    }
    const QString batch = summary.batch.isNull() ? QString() : summary.batch.toString();
    out.line(QStringLiteral("batch").leftJustified(12) + (batch.isEmpty() ? QStringLiteral("-") : batch));
    json.insert(QStringLiteral("batch"), batch.isEmpty() ? QJsonValue() : QJsonValue(batch));
    json.insert(QStringLiteral("dryRun"), dryRun);
    json.insert(QStringLiteral("canceled"), summary.canceled);
    out.result(json);
    if (summary.canceled)
        out.note(out.say(u"已取消。写入的部分可以用 undo 加批次号撤销。", u"Canceled. What was written can be undone with undo and the batch."));
    else if (dryRun)
        out.note(out.say(u"试运行：没有写入任何内容。", u"Dry run: nothing was written."));
}

} // namespace

Exit runImportCustomers(Session &session)
{
    if (session.arguments.operands.isEmpty())
        return missingOperand(session, "FILE");
    Output &out = session.out;
    const QString name = session.arguments.operands.first();
    auto file = inputFile(session, name);
    if (!file)
        return failed(session, file.error());

    CustomerImport::Options options;
    const QString known = session.arguments.value("on-duplicate", QStringLiteral("skip"));
    if (known == QStringLiteral("update"))
        options.known = CustomerImport::Known::Update;
    else if (known == QStringLiteral("create"))
        options.known = CustomerImport::Known::Create;
    else if (known != QStringLiteral("skip"))
        return failed(session, makeError(Error::Code::Invalid, QStringLiteral("ctl.choice"), {},
                                         {QStringLiteral("on-duplicate"), known, QStringLiteral("skip, update, create")}));
    options.sheet = session.arguments.value("sheet");
    options.mode = session.arguments.has("dry-run") ? CustomerImport::Mode::DryRun : CustomerImport::Mode::Write;
    options.encoding = session.arguments.value("encoding");
    if (session.arguments.has("delimiter")) {
        const QString delimiter = session.arguments.value("delimiter");
        options.delimiter = delimiter == QStringLiteral("\\t") || delimiter == QStringLiteral("tab") ? QChar(u'\t') : delimiter.isEmpty() ? QChar() : delimiter.front();
    }
    options.fileName = name == QStringLiteral("-") ? out.say(u"标准输入", u"standard input") : QFileInfo(name).fileName();
    if (session.arguments.has("mapping")) {
        const auto mapping = mappingFile(session.arguments.value("mapping"));
        if (!mapping)
            return failed(session, mapping.error());
        options.mapping = *mapping;
    }
    const auto opened = session.store();
    if (!opened)
        return failed(session, opened.error());
    Store &store = **opened;
    const auto customFields = store.read([](Records &records) { return customFieldsOf(records); }).result();
    if (!customFields)
        return failed(session, customFields.error());
    options.customFields = *customFields;
    options.remembered = [&store, &out](const QStringList &headings) {
        const auto mapping = store.read([&headings](Records &records) { return rememberedMapping(records, headings); }).result();
        if (mapping && !mapping->isEmpty())
            out.note(out.say(u"这些标题以前导入过，沿用上次的对应关系。", u"These headings were imported before; the mapping of last time is used."));
        return mapping ? *mapping : QJsonObject();
    };

    std::optional<QSaveFile> reportFile;
    std::optional<ImportReport> report;
    if (session.arguments.has("report")) {
        reportFile.emplace(session.arguments.value("report"));
        if (!reportFile->open(QIODevice::WriteOnly))
            return failed(session, makeError(Error::Code::Io, QStringLiteral("ctl.fileUnwritable"), {}, {reportFile->fileName()}));
        const bool chinese = out.chinese();
        const bool jsonLines = reportFile->fileName().endsWith(QStringLiteral(".jsonl"));
        report.emplace(*reportFile, jsonLines ? ImportReport::Format::JsonLines : ImportReport::Format::Csv, chinese,
                       [chinese](const Error &error) { return errorText(error, chinese ? ErrorLanguage::Chinese : ErrorLanguage::English); });
    }
    std::optional<ImportErrorFile> errors;
    options.remark = [&report, &errors](const ImportRemark &remark) {
        if (report)
            report->add(remark);
        if (errors)
            errors->add(remark);
    };
    auto import = CustomerImport::open(std::move(*file), options);
    if (!import)
        return failed(session, import.error());
    CustomerImport &run = **import;
    if (session.arguments.has("errors"))
        errors.emplace(session.arguments.value("errors"), run.form(), run.headings(), out.chinese(), [&out](const Error &error) {
            return errorText(error, out.chinese() ? ErrorLanguage::Chinese : ErrorLanguage::English);
        });
    const bool dryRun = options.mode == CustomerImport::Mode::DryRun;
    if (!dryRun)
        if (const auto bulk = store.setBulk(true).result(); !bulk)
            return failed(session, bulk.error());
    std::optional<Error> error;
    while (!error) {
        const auto more = store.write([&run](Records &records) { return run.step(records); }).result();
        if (!more)
            error = more.error();
        else if (!*more)
            break;
        if (!out.progress(out.say(u"导入", u"importing"), run.summary().bytesRead, run.summary().bytesTotal))
            run.cancel();
    }
    out.progressDone();
    if (!dryRun) {
        if (run.summary().rows > 50'000)
            (void)store.optimizeSearch().result();
        if (const auto settled = store.setBulk(false).result(); !settled && !error)
            error = settled.error();
    }
    if (errors)
        if (const auto finished = errors->finish(); !finished && !error)
            error = finished.error();
    if (report) {
        const auto finished = report->finish();
        if (!finished && !error)
            error = finished.error();
        if (!reportFile->commit() && !error)
            error = makeError(Error::Code::Io, QStringLiteral("ctl.fileUnwritable"), {}, {reportFile->fileName()});
    }
    if (error) {
        if (run.summary().rows > 0)
            out.note(out.say(u"已写入 %1 行，批次 %2。", u"%1 rows were written, batch %2.").arg(run.summary().created + run.summary().updated).arg(run.summary().batch.toString()));
        return failed(session, *error);
    }
    printSummary(out, run.summary(), dryRun);
    if (errors && errors->rows() > 0)
        out.note(out.say(u"%1 行需要修改，已写入 %2，改好后可再次导入。", u"%1 rows want correcting and stand in %2; import it again when they are.")
                     .arg(errors->rows()).arg(session.arguments.value("errors")));
    return run.summary().canceled ? Exit::Busy : Exit::Done;
}

Exit runExportCustomers(Session &session)
{
    if (session.arguments.operands.isEmpty())
        return missingOperand(session, "FILE");
    Output &out = session.out;
    const QString name = session.arguments.operands.first();
    const auto store = session.store();
    if (!store)
        return failed(session, store.error());
    const Settings settings({.application = QStringLiteral("Kemai")});
    const auto all = (*store)->read([](Records &records) { return countCustomers(records, {}); }).result();
    if (!all)
        return failed(session, all.error());
    if (const Result<> may = mayExport(settings, *all); !may)
        return failed(session, may.error());
    QSaveFile file(name); // an unfinished export never stands in the place of a whole one
    if (!file.open(QIODevice::WriteOnly))
        return failed(session, makeError(Error::Code::Io, QStringLiteral("ctl.fileUnwritable"), {}, {name}));
    // Headings are Chinese unless English is asked for: the file is for colleagues, whatever the terminal speaks.
    const Language language = session.arguments.value("lang").startsWith(QStringLiteral("en")) ? Language::English : Language::Chinese;
    const auto rows = (*store)->read([&](Records &records) {
        return exportCustomers(records, file, language, [&out](qint64 done) { return out.progress(out.say(u"导出", u"exporting"), done, 0); });
    }).result();
    out.progressDone();
    if (!rows)
        return failed(session, rows.error());
    if (!file.commit())
        return failed(session, makeError(Error::Code::Io, QStringLiteral("ctl.fileUnwritable"), {}, {name}));
    out.line(out.say(u"已导出 %1 位客户到 ", u"Exported %1 customers to ").arg(*rows) + name);
    out.result(QJsonObject{{QStringLiteral("rows"), *rows}, {QStringLiteral("file"), name}});
    return Exit::Done;
}

} // namespace kemai
