// SPDX-License-Identifier: GPL-3.0-or-later
// Backup and restore by PostgreSQL's own pg_dump and pg_restore, and the new epoch that a restored database begins.
#include "commands.h"

#include "ledger/migration.h"

#include <QFile>
#include <QFileInfo>
#include <QProcess>

#include <libpq-fe.h>

#include <sys/stat.h>

namespace kemai {

namespace {

// The connection as environment variables: a command line can be read by others on the machine, an environment cannot.
Result<QProcessEnvironment> environmentOf(const QByteArray &target)
{
    static const QHash<QByteArray, QString> variables{
        {"host", QStringLiteral("PGHOST")},         {"hostaddr", QStringLiteral("PGHOSTADDR")},   {"port", QStringLiteral("PGPORT")},
        {"user", QStringLiteral("PGUSER")},         {"password", QStringLiteral("PGPASSWORD")},   {"dbname", QStringLiteral("PGDATABASE")},
        {"passfile", QStringLiteral("PGPASSFILE")}, {"sslmode", QStringLiteral("PGSSLMODE")},     {"sslrootcert", QStringLiteral("PGSSLROOTCERT")},
        {"sslcert", QStringLiteral("PGSSLCERT")},   {"sslkey", QStringLiteral("PGSSLKEY")},       {"service", QStringLiteral("PGSERVICE")}};
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    PQconninfoOption *options = PQconninfoParse(target.constData(), nullptr);
    if (!options) // a bare name is a database
        environment.insert(QStringLiteral("PGDATABASE"), QString::fromUtf8(target));
    for (PQconninfoOption *option = options; option && option->keyword; ++option)
        if (option->val && variables.contains(option->keyword))
            environment.insert(variables.value(option->keyword), QString::fromUtf8(option->val));
    PQconninfoFree(options);
    return environment;
}

QString program(const QString &name)
{
    for (const QString &version : {QStringLiteral("15"), QStringLiteral("16"), QStringLiteral("17")})
        if (const QString path = QStringLiteral("/usr/lib/postgresql/%1/bin/%2").arg(version, name); QFile::exists(path))
            return path;
    return name;
}

// Errors: NotFound "office.noProgram", Io "office.programFailed" (details: the program, its last line).
Result<> runProgram(const QString &name, const QStringList &words, const QProcessEnvironment &environment)
{
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setStandardOutputFile(QProcess::nullDevice());
    process.start(program(name), words);
    if (!process.waitForStarted())
        return fail(Error::Code::NotFound, QStringLiteral("office.noProgram"), {}, {name});
    while (!process.waitForFinished(500))
        if (stopRequested()) {
            process.kill();
            process.waitForFinished();
            return fail(Error::Code::Busy, QStringLiteral("office.stopped"));
        }
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0) {
        const QStringList lines = QString::fromUtf8(process.readAllStandardError()).trimmed().split(u'\n');
        return fail(Error::Code::Io, QStringLiteral("office.programFailed"), {}, {name, lines.last()});
    }
    return {};
}

Result<Id> beginEpoch(OfficeSession &office)
{
    const auto key = office.sealKey();
    if (!key)
        return fail(key.error());
    const auto connection = office.connection();
    if (!connection)
        return fail(connection.error());
    const auto epoch = ledger::newEpoch(**connection, *key, Clock::system().nowMs());
    if (!epoch)
        return fail(epoch.error());
    const auto seal = ledger::lastSeal(**connection);
    if (!seal)
        return fail(seal.error());
    if (*seal && !office.headFile().isEmpty())
        if (const auto written = ledger::writeHead(office.headFile(), **seal); !written)
            return fail(written.error());
    return epoch;
}

Exit toldEpoch(OfficeSession &office, const Result<Id> &epoch)
{
    if (!epoch)
        return office.failed(epoch.error());
    office.out.line(office.out.say(u"新的纪元：", u"The new epoch: ") + epoch->toString());
    office.out.line(office.out.say(u"每台工作站下次联系时会重新核对，并再次发送服务器没有的修改。",
                                   u"At its next contact each workstation compares everything anew, and sends again what the server lacks."));
    office.out.result(QJsonObject{{QStringLiteral("epoch"), epoch->toString()}});
    return Exit::Done;
}

} // namespace

Exit runBackup(OfficeSession &office)
{
    if (office.arguments.operands.isEmpty())
        return office.missingOperand("FILE");
    const QString file = office.arguments.operands.first();
    if (QFile::exists(file))
        return office.failed(makeError(Error::Code::Conflict, QStringLiteral("office.fileExists"), {}, {file}));
    const auto connection = office.connection();
    if (!connection)
        return office.failed(connection.error());
    const auto environment = environmentOf(*office.database());
    // Sealed first, so that the backup proves what it holds.
    if (const auto key = office.sealKey(); key)
        if (const auto sealed = ledger::sealAudit(**connection, *key, Clock::system().nowMs()); !sealed)
            return office.failed(sealed.error());
    const QString part = file + QStringLiteral(".part");
    ::umask(077); // it holds everybody's customers
    watchForStop();
    const auto done = runProgram(QStringLiteral("pg_dump"), {QStringLiteral("--format=custom"), QStringLiteral("--no-owner"), QStringLiteral("--file"), part}, *environment);
    if (!done) {
        QFile::remove(part);
        return office.failed(done.error());
    }
    if (!QFile::rename(part, file))
        return office.failed(makeError(Error::Code::Io, QStringLiteral("ctl.fileUnwritable"), {}, {file}));
    const qint64 size = QFileInfo(file).size();
    office.out.line(office.out.say(u"备份完成：", u"Backed up: ") + file + QStringLiteral(" (%1 MB)").arg(double(size) / 1e6, 0, 'f', 1));
    office.out.result(QJsonObject{{QStringLiteral("file"), file}, {QStringLiteral("bytes"), size}});
    return Exit::Done;
}

Exit runRestore(OfficeSession &office)
{
    if (office.arguments.operands.isEmpty())
        return office.missingOperand("FILE");
    const QString file = office.arguments.operands.first();
    if (!QFile::exists(file))
        return office.failed(makeError(Error::Code::NotFound, QStringLiteral("ctl.fileUnreadable"), {}, {file}));
    if (const auto key = office.sealKey(); !key) // would be missed only at the end
        return office.failed(key.error());
    const auto target = office.database();
    if (!target)
        return office.failed(target.error());
    {
        auto connection = ledger::Connection::open(*target);
        if (!connection)
            return office.failed(connection.error());
        const auto empty = ledger::isEmptyDatabase(**connection);
        if (!empty)
            return office.failed(empty.error());
        if (!*empty)
            return office.failed(makeError(Error::Code::Conflict, QStringLiteral("office.databaseNotEmpty")));
        if (const auto made = ledger::makePullRole(**connection); !made)
            return office.failed(made.error());
    }
    const auto environment = environmentOf(*target);
    watchForStop();
    const auto done = runProgram(QStringLiteral("pg_restore"),
                                 {QStringLiteral("--no-owner"), QStringLiteral("--exit-on-error"), QStringLiteral("--single-transaction"), QStringLiteral("--dbname"),
                                  environment->value(QStringLiteral("PGDATABASE")), file},
                                 *environment);
    if (!done)
        return office.failed(done.error());
    // An older backup is brought up first: the epoch is this program's.
    const auto connection = office.connection(OfficeSession::Version::Any);
    if (!connection)
        return office.failed(connection.error());
    if (const auto migrated = ledger::migrate(**connection, Clock::system().nowMs()); !migrated)
        return office.failed(migrated.error());
    return toldEpoch(office, beginEpoch(office));
}

Exit runNewEpoch(OfficeSession &office) { return toldEpoch(office, beginEpoch(office)); }

} // namespace kemai
