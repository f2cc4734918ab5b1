// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * PrivateCluster: a PostgreSQL of a test program's own, real and thrown away: initdb into a temporary directory, reached only by a
 * Unix socket in it, fsync on unless KEMAI_TEST_FSYNC=off, further options in KEMAI_TEST_POSTGRES. Made when the first database is asked for, once a program.
 *
 * A shell watches over it: when this process ends, however it ends, the pipe to the shell closes, and it stops the server and wipes
 * the directory. PostgreSQL refuses to run as root; then it runs as the user postgres.
 *
 *     Database db = PrivateCluster::instance().freshLedger();   // migrated, empty, dropped at the end
 *     ledger::Connection::open(db.target())
 */
#pragma once

#include "base/clock.h"
#include "ledger/connection.h"
#include "ledger/migration.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QThread>

#include <unistd.h>

namespace kemai {

class PrivateCluster
{
public:
    class Database
    {
    public:
        Database(PrivateCluster &cluster, QByteArray name) : m_cluster(&cluster), m_name(std::move(name)) { }
        Database(Database &&other) noexcept : m_cluster(std::exchange(other.m_cluster, nullptr)), m_name(std::move(other.m_name)) { }
        Database &operator=(Database &&) = delete;
        ~Database()
        {
            if (m_cluster)
                (void)m_cluster->administer("DROP DATABASE IF EXISTS " + m_name + " WITH (FORCE)");
        }
        QByteArray target() const { return m_cluster->target(m_name); }
        QByteArray name() const { return m_name; }
        std::unique_ptr<ledger::Connection> connect(const ledger::ConnectionOptions &options = {}) const
        {
            auto connection = ledger::Connection::open(target(), options);
            if (!connection)
                qFatal("%s", qPrintable(connection.error().log));
            return std::move(*connection);
        }

    private:
        PrivateCluster *m_cluster;
        QByteArray m_name;
    };

    static PrivateCluster &instance()
    {
        static PrivateCluster cluster;
        return cluster;
    }

    // A migrated database, copied from a template that is migrated once.
    Database freshLedger()
    {
        if (!m_template) {
            require(administer("CREATE DATABASE ledger_template TEMPLATE template0 ENCODING 'UTF8'"));
            auto connection = ledger::Connection::open(target("ledger_template"));
            if (!connection)
                qFatal("%s", qPrintable(connection.error().log));
            const auto migrated = ledger::migrate(**connection, 1'700'000'000'000);
            if (!migrated)
                qFatal("migrate: %s %s", qPrintable(migrated.error().id), qPrintable(migrated.error().log));
            m_template = true;
        }
        return made("TEMPLATE ledger_template");
    }
    Database empty() { return made("TEMPLATE template0 ENCODING 'UTF8'"); }

    QByteArray target(const QByteArray &database) const
    {
        return "host=" + m_folder.toUtf8() + " port=5432 user=postgres dbname=" + database;
    }
    Result<> administer(const QByteArray &sql)
    {
        if (!m_connection) {
            auto connection = ledger::Connection::open(target("postgres"));
            if (!connection)
                return fail(connection.error());
            m_connection = std::move(*connection);
        }
        return m_connection->script(sql);
    }

    // As after a power cut; then started anew.
    void crashAndRestart()
    {
        m_connection.reset();
        run({QStringLiteral("pg_ctl"), QStringLiteral("-D"), m_folder + QStringLiteral("/data"), QStringLiteral("-m"), QStringLiteral("immediate"),
             QStringLiteral("-w"), QStringLiteral("restart"), QStringLiteral("-l"), m_folder + QStringLiteral("/log")});
    }

private:
    PrivateCluster()
    {
        QTemporaryDir folder(QDir::tempPath() + QStringLiteral("/kemai-pg-XXXXXX"));
        folder.setAutoRemove(false); // the watcher wipes it
        m_folder = folder.path();
        QFile::setPermissions(m_folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadGroup | QFile::ExeGroup | QFile::ReadOther | QFile::ExeOther);
        if (geteuid() == 0)
            runAsIs({QStringLiteral("chown"), QStringLiteral("postgres"), m_folder});
        // "read" answers when the pipe closes: this process is gone, or done.
        m_watcher.setProgram(QStringLiteral("/bin/sh"));
        m_watcher.setArguments({QStringLiteral("-c"),
                                QStringLiteral("trap '' INT TERM HUP; read line; ") + asUser() + binary(QStringLiteral("pg_ctl")) + QStringLiteral(" -D '") + m_folder
                                    + QStringLiteral("/data' -m immediate stop >/dev/null 2>&1; rm -rf '") + m_folder + QStringLiteral("'")});
        m_watcher.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_watcher.start();
        if (!m_watcher.waitForStarted())
            qFatal("no shell");
        run({QStringLiteral("initdb"), QStringLiteral("-D"), m_folder + QStringLiteral("/data"), QStringLiteral("-A"), QStringLiteral("trust"), QStringLiteral("-U"),
             QStringLiteral("postgres"), QStringLiteral("-E"), QStringLiteral("UTF8"), QStringLiteral("--locale=C.UTF-8"), QStringLiteral("--no-sync")});
        const QString sync = qgetenv("KEMAI_TEST_FSYNC") == "off" ? QStringLiteral("off") : QStringLiteral("on");
        run({QStringLiteral("pg_ctl"), QStringLiteral("-D"), m_folder + QStringLiteral("/data"), QStringLiteral("-w"), QStringLiteral("-l"), m_folder + QStringLiteral("/log"),
             QStringLiteral("-o"),
             QStringLiteral("-c listen_addresses= -c unix_socket_directories=%1 -c port=5432 -c fsync=%2 -c max_connections=80 -c shared_buffers=128MB "
                            "-c deadlock_timeout=100ms -c jit=off -c autovacuum_naptime=5s ").arg(m_folder, sync)
                 + QString::fromLocal8Bit(qgetenv("KEMAI_TEST_POSTGRES")), // further -c options
             QStringLiteral("start")});
    }
    ~PrivateCluster()
    {
        m_connection.reset();
        m_watcher.closeWriteChannel();
        m_watcher.waitForFinished(20'000);
    }

    Database made(const QByteArray &how)
    {
        const QByteArray name = "t" + QByteArray::number(++m_count);
        require(administer("CREATE DATABASE " + name + ' ' + how));
        return Database(*this, name);
    }
    static void require(const Result<> &done)
    {
        if (!done)
            qFatal("%s", qPrintable(done.error().log));
    }
    static QString asUser() { return geteuid() == 0 ? QStringLiteral("setpriv --reuid=postgres --regid=postgres --init-groups ") : QString(); }
    static QString binary(const QString &name)
    {
        for (const QString &folder : {QStringLiteral("/usr/lib/postgresql/15/bin/"), QStringLiteral("/usr/lib/postgresql/16/bin/"), QStringLiteral("/usr/lib/postgresql/17/bin/")})
            if (QFile::exists(folder + name))
                return folder + name;
        return name;
    }
    static void runAsIs(const QStringList &words)
    {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        // pg_ctl leaves a server behind that would hold the pipe.
        process.setStandardOutputFile(QProcess::nullDevice());
        process.setWorkingDirectory(QStringLiteral("/"));
        process.start(words.first(), words.sliced(1));
        if (!process.waitForFinished(60'000) || process.exitCode() != 0)
            qFatal("%s failed: is postgresql-15 installed?", qPrintable(words.join(u' ')));
    }
    static void run(QStringList words)
    {
        words.first() = binary(words.first());
        const QString user = asUser();
        runAsIs(user.isEmpty() ? words : user.split(u' ', Qt::SkipEmptyParts) + words);
    }

    QString m_folder;
    QProcess m_watcher;
    std::unique_ptr<ledger::Connection> m_connection;
    int m_count = 0;
    bool m_template = false;
};

} // namespace kemai
