// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault/archive.h"
#include "vault/attachments.h"

#include <QScopeGuard>

#include <sqlite3.h>

namespace kemai {

using namespace Qt::StringLiterals;

namespace {

bool goesOn(const ArchiveProgress &progress, ArchiveStage stage, qint64 done, qint64 total)
{
    return !progress || progress(stage, done, total);
}

Failure cancelled()
{
    return fail(Error::Code::Busy, u"vault.cancelled"_s, u"cancelled"_s);
}

// SQLite's answers as lines. Its text names tables and pages, never rows' values.
int rowsOf(sqlite3 *connection, const char *sql, QStringList &rows)
{
    sqlite3_stmt *statement = nullptr;
    int code = sqlite3_prepare_v2(connection, sql, -1, &statement, nullptr);
    while (code == SQLITE_OK && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        rows.append(QString::fromUtf8(reinterpret_cast<const char *>(sqlite3_column_text(statement, 0))));
        code = SQLITE_OK;
    }
    sqlite3_finalize(statement);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

// The index's own check is an INSERT into it that changes nothing; rolled back all the same.
int checkFullText(sqlite3 *connection, const QString &table)
{
    QString quoted = table;
    quoted.replace(u'"', u"\"\""_s);
    const QByteArray sql = u"INSERT INTO \"%1\"(\"%1\") VALUES('integrity-check')"_s.arg(quoted).toUtf8();
    int code = sqlite3_exec(connection, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr);
    if (code == SQLITE_OK) {
        code = sqlite3_exec(connection, sql.constData(), nullptr, nullptr, nullptr);
        sqlite3_exec(connection, "ROLLBACK", nullptr, nullptr, nullptr);
    }
    return code;
}

Result<> checkStructures(const Vault &vault, VerifyReport &report, const ArchiveProgress &progress)
{
    // Not a reader: the full-text check needs an INSERT. It never checkpoints and never commits.
    const Result<sqlite3 *> connection = openEncrypted(vault.databaseFile(), vault.keyHandle(), OpenMode::ReadWrite);
    if (!connection) {
        if (connection.error().code != Error::Code::Corrupt)
            return fail(connection.error());
        report.problems.append(u"the database does not open: "_s + connection.error().log);
        return {};
    }
    const auto close = qScopeGuard([&] { sqlite3_close(*connection); });
    bool stopped = false;
    const auto ask = [&] {
        stopped = stopped || !goesOn(progress, ArchiveStage::CheckingDatabase, 0, 0);
        return stopped;
    };
    using Ask = decltype(ask);
    sqlite3_progress_handler(*connection, 100'000, [](void *context) -> int {
        return (*static_cast<const Ask *>(context))() ? 1 : 0;
    }, const_cast<void *>(static_cast<const void *>(&ask)));

    QStringList answers;
    int code = rowsOf(*connection, "PRAGMA integrity_check(100)", answers);
    if (stopped)
        return cancelled();
    if (code != SQLITE_OK)
        report.problems.append(u"integrity_check stopped with code %1"_s.arg(code));
    answers.removeAll(u"ok"_s);
    report.problems += answers;

    QStringList tables;
    code = rowsOf(*connection, "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%USING fts5%'",
                  tables);
    if (stopped)
        return cancelled();
    if (code != SQLITE_OK)
        report.problems.append(u"the schema cannot be read, code %1"_s.arg(code));
    for (const QString &table : std::as_const(tables)) {
        code = checkFullText(*connection, table);
        if (stopped)
            return cancelled();
        if ((code & 0xff) == SQLITE_BUSY)
            return fail(sqliteError(code, u"checking a full-text index"_s));
        if (code != SQLITE_OK)
            report.problems.append(u"full-text index %1: code %2"_s.arg(table).arg(code));
        ++report.fullTextIndexes;
    }
    return {};
}

} // namespace

Result<VerifyReport> verify(const Vault &vault, const ArchiveProgress &progress)
{
    VerifyReport report;
    const Result<qint64> pages = verifyPages(vault.databaseFile(), vault.keyHandle(), [&](qint64 done, qint64 total) {
        return goesOn(progress, ArchiveStage::CheckingDatabase, done, total);
    });
    if (pages)
        report.pages = *pages;
    else if (pages.error().code == Error::Code::Corrupt)
        report.problems.append(pages.error().details.isEmpty()
                                   ? pages.error().log
                                   : u"damaged pages: %1, the first is page %2"_s.arg(pages.error().details.value(0), pages.error().details.value(1)));
    else
        return fail(pages.error());
    if (const Result<> checked = checkStructures(vault, report, progress); !checked)
        return fail(checked.error());

    const Attachments attachments(vault);
    const Result<QList<QByteArray>> names = attachments.names();
    if (!names)
        return fail(names.error());
    for (const QByteArray &name : *names) {
        if (!goesOn(progress, ArchiveStage::CheckingAttachments, report.attachments, names->size()))
            return cancelled();
        const Result<> sound = attachments.verify(name);
        if (!sound && sound.error().code != Error::Code::NotFound) // removed meanwhile is not damaged
            report.damagedAttachments.append(QString::fromLatin1(name.toHex()));
        ++report.attachments;
    }
    return report;
}

} // namespace kemai
