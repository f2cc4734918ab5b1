// SPDX-License-Identifier: GPL-3.0-or-later
// kemai-server's commands as an administrator uses them: the program itself, its output and its exit codes.
#include "ledger/sync_ledger.h"
#include "support/private_cluster.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestKemaiServer : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_database = std::make_unique<PrivateCluster::Database>(PrivateCluster::instance().empty());
        m_environment = QProcessEnvironment::systemEnvironment();
        m_environment.insert(u"KEMAI_SERVER_DATABASE"_s, QString::fromUtf8(m_database->target()));
        m_environment.insert(u"KEMAI_SERVER_SERVER_KEY"_s, m_folder->filePath(u"key"_s));
        QCOMPARE(run({u"key"_s}).code, 0);
    }

    void anOfficeIsSetUp()
    {
        QCOMPARE(run({u"user"_s, u"list"_s}).code, 8); // not migrated
        QJsonObject migrated = run({u"migrate"_s, u"--json"_s}).json();
        QVERIFY(migrated.value(u"tables"_s).toInt() > 20);
        migrated = run({u"migrate"_s, u"--json"_s}).json();
        QCOMPARE(migrated.value(u"tables"_s).toInt(), 0);

        QCOMPARE(run({u"user"_s, u"add"_s, u"wang"_s, u"--name"_s, u"王芳"_s, u"--role"_s, u"supervisor"_s, u"--team"_s, u"华东"_s, u"--password-file"_s, u"-"_s}, "correct horse battery\n").code, 0);
        QCOMPARE(run({u"user"_s, u"add"_s, u"wang"_s}).code, 9);
        QCOMPARE(run({u"user"_s, u"add"_s, u"li"_s, u"--role"_s, u"god"_s}).code, 3);
        QCOMPARE(run({u"user"_s, u"add"_s, u"li"_s, u"--password-file"_s, u"-"_s}, "short\n").code, 8);
        QCOMPARE(run({u"user"_s, u"add"_s, u"li"_s, u"--team"_s, u"华东"_s}).code, 0);
        QCOMPARE(run({u"user"_s, u"add"_s}).code, 2);
        const QJsonArray users = run({u"user"_s, u"list"_s, u"--json"_s}).json().value(u"users"_s).toArray();
        QCOMPARE(users.size(), 2);
        const auto connection = m_database->connect();
        QCOMPARE(*connection->number("SELECT count(DISTINCT team) FROM \"user\""), 1);
        QVERIFY(connection->query("SELECT password FROM sync.credential")->text(0, 0).startsWith(u"$argon2id$"));

        const QString token = run({u"token"_s, u"li"_s, u"--json"_s}).json().value(u"token"_s).toString();
        QCOMPARE(token.size(), 43);
        QCOMPARE(*connection->number("SELECT count(*) FROM sync.enrolment WHERE position($1::bytea IN token_hash) > 0", ledger::Parameters().addBytes(token.toLatin1())), 0); // only its hash
        QCOMPARE(run({u"token"_s, u"nobody"_s}).code, 3);
        QCOMPARE(run({u"user"_s, u"role"_s, u"li"_s, u"service"_s}).code, 0);
        QCOMPARE(run({u"user"_s, u"totp"_s, u"li"_s, u"--json"_s}).json().value(u"recovery"_s).toArray().size(), 10);
        QCOMPARE(run({u"user"_s, u"disable"_s, u"li"_s}).code, 0);
        QCOMPARE(*connection->number("SELECT count(*) FROM \"user\" WHERE state = 'disabled'"), 1);
        QCOMPARE(run({u"user"_s, u"enable"_s, u"li"_s}).code, 0);
        QCOMPARE(run({u"user"_s, u"offboard"_s, u"li"_s, u"--to"_s, u"wang"_s}).code, 0);
        QCOMPARE(run({u"device"_s, u"revoke"_s, u"x"_s}).code, 8);
        QCOMPARE(run({u"device"_s, u"revoke"_s, u"00000000-0000-7000-8000-000000000099"_s}).code, 3);
        QCOMPARE(run({u"device"_s, u"list"_s, u"li"_s}).code, 0);
    }

    void rolesAreComposed()
    {
        QCOMPARE(run({u"migrate"_s}).code, 0);
        QCOMPARE(run({u"role"_s, u"add"_s, u"night"_s, u"--reach"_s, u"team"_s, u"--pool"_s, u"--includes"_s, u"service"_s}).code, 0);
        QCOMPARE(run({u"role"_s, u"add"_s, u"night"_s}).code, 9);
        QCOMPARE(run({u"role"_s, u"add"_s, u"x"_s, u"--reach"_s, u"world"_s}).code, 8);
        QCOMPARE(run({u"role"_s, u"add"_s, u"x"_s, u"--includes"_s, u"nobody"_s}).code, 3);
        QCOMPARE(run({u"role"_s, u"grant"_s, u"night"_s, u"supervisor"_s}).code, 0);
        QCOMPARE(run({u"role"_s, u"grant"_s, u"supervisor"_s, u"night"_s}).code, 9); // a circle
        QCOMPARE(run({u"user"_s, u"add"_s, u"li"_s, u"--role"_s, u"night"_s, u"--team"_s, u"华东"_s}).code, 0);
        const auto connection = m_database->connect();
        const Id li = connection->query("SELECT id FROM \"user\"")->id(0, 0);
        const auto grants = [&] { return ledger::SyncLedger(*connection, Clock::system()).grants(li); };
        QCOMPARE(grants()->roles, (QStringList{u"night"_s, u"service"_s, u"supervisor"_s}));
        QVERIFY(!grants()->hidden.isEmpty()); // a composed role shows nothing by itself
        QCOMPARE(run({u"role"_s, u"mask"_s, u"night"_s, u"opportunity.amount"_s, u"read"_s}).code, 0);
        QVERIFY(grants()->hidden.isEmpty());
        QVERIFY(!grants()->readOnly.isEmpty());
        QCOMPARE(run({u"role"_s, u"mask"_s, u"service"_s, u"customer.note"_s, u"hide"_s}).code, 0); // and with it for who includes it
        QVERIFY(grants()->hidden.isEmpty()); // the supervisor in it still reads it
        QCOMPARE(run({u"role"_s, u"take"_s, u"night"_s, u"supervisor"_s}).code, 0);
        QVERIFY(!grants()->hidden.isEmpty());
        QCOMPARE(run({u"role"_s, u"mask"_s, u"night"_s, u"customer.nothing"_s, u"hide"_s}).code, 3);
        QCOMPARE(run({u"role"_s, u"mask"_s, u"night"_s, u"customer.note"_s, u"delete"_s}).code, 8); // no role can
        const QJsonArray list = run({u"role"_s, u"list"_s, u"--json"_s}).json().value(u"roles"_s).toArray();
        QCOMPARE(list.size(), 8);
    }

    void fsckFindsOneByteAndACutTail()
    {
        QCOMPARE(run({u"migrate"_s}).code, 0);
        QCOMPARE(run({u"user"_s, u"add"_s, u"wang"_s}).code, 0);
        QCOMPARE(run({u"seal"_s, u"--json"_s}).json().value(u"seal"_s).toInt(), 1);
        QCOMPARE(run({u"user"_s, u"add"_s, u"li"_s}).code, 0);
        QCOMPARE(run({u"seal"_s}).code, 0);
        QCOMPARE(run({u"fsck"_s}).code, 0);
        const auto connection = m_database->connect();
        QVERIFY(connection->script("CREATE TABLE kept AS SELECT * FROM history; UPDATE history SET edits = replace(edits::text, 'wang', 'wanh')::json"));
        Answer answer = run({u"fsck"_s, u"--json"_s});
        QCOMPARE(answer.code, 1);
        QCOMPARE(answer.json().value(u"broken_at"_s).toInt(), 1);
        QVERIFY(connection->script("UPDATE history h SET edits = k.edits FROM kept k WHERE k.seq = h.seq"));
        QCOMPARE(run({u"fsck"_s}).code, 0);
        QVERIFY(connection->script("DELETE FROM history WHERE seq = 2; DELETE FROM change_set WHERE seq = 2; DELETE FROM sync.seal WHERE n = 2"));
        answer = run({u"fsck"_s, u"--quick"_s, u"--json"_s});
        QCOMPARE(answer.code, 1);
        QCOMPARE(answer.json().value(u"missing"_s).toInt(), 1);
        QCOMPARE(run({u"fsck"_s, u"--quick"_s, u"--head"_s, m_folder->filePath(u"none"_s)}).code, 0); // without the head nobody can know
    }

    void aRestoreBeginsANewEpoch()
    {
        QCOMPARE(run({u"migrate"_s}).code, 0);
        QCOMPARE(run({u"user"_s, u"add"_s, u"wang"_s}).code, 0);
        const QString file = m_folder->filePath(u"backup"_s);
        QCOMPARE(run({u"backup"_s, file}).code, 0);
        QCOMPARE(run({u"backup"_s, file}).code, 9);
        QCOMPARE(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        QCOMPARE(run({u"user"_s, u"add"_s, u"late"_s}).code, 0); // lost by the restore
        QCOMPARE(run({u"restore"_s, file}).code, 9);               // not over what is there
        const QString before = m_database->connect()->query("SELECT epoch::text FROM sync.epoch")->text(0, 0);
        const PrivateCluster::Database other = PrivateCluster::instance().empty();
        m_environment.insert(u"KEMAI_SERVER_DATABASE"_s, QString::fromUtf8(other.target()));
        const Answer restored = run({u"restore"_s, file, u"--json"_s});
        QCOMPARE(restored.code, 0);
        const auto connection = other.connect();
        QCOMPARE(connection->query("SELECT epoch::text FROM sync.epoch")->text(0, 0), restored.json().value(u"epoch"_s).toString());
        QVERIFY(restored.json().value(u"epoch"_s).toString() != before);
        QCOMPARE(*connection->number("SELECT count(*) FROM \"user\""), 1);
        QCOMPARE(run({u"fsck"_s}).code, 0);
        QCOMPARE(run({u"user"_s, u"add"_s, u"li"_s}).code, 0); // and it goes on
        QCOMPARE(run({u"seal"_s}).code, 0);
        QCOMPARE(run({u"fsck"_s}).code, 0);
        QCOMPARE(run({u"new-epoch"_s}).code, 0);
        QCOMPARE(run({u"fsck"_s}).code, 0);
        QCOMPARE(run({u"restore"_s, m_folder->filePath(u"none"_s)}).code, 3);
    }

    void settingsAndRefusals()
    {
        QCOMPARE(run({u"no-such"_s}).code, 2);
        QCOMPARE(run({}).code, 2);
        QCOMPARE(run({u"--help"_s}).code, 0);
        m_environment.remove(u"KEMAI_SERVER_DATABASE"_s);
        QVERIFY(run({u"migrate"_s, u"--lang"_s, u"en"_s}).err.contains("database"));
        const auto write = [this](const QByteArray &text) {
            QFile out(m_folder->filePath(u"server.json"_s));
            if (!out.open(QIODevice::WriteOnly) || out.write(text) != text.size())
                qFatal("write");
            return out.fileName();
        };
        QCOMPARE(run({u"migrate"_s, u"--config"_s, write("{\"database\": ")}).code, 8);
        QCOMPARE(run({u"migrate"_s, u"--config"_s, m_folder->filePath(u"none"_s)}).code, 8);
        const QByteArray target = m_database->target();
        QCOMPARE(run({u"migrate"_s, u"--config"_s, write("{\"database\": \"" + target + "\"}")}).code, 0);
        QCOMPARE(run({u"migrate"_s, u"--config"_s, write("{\"database\": \"" + target + "x\"}")}).code, 3); // no such database
        QCOMPARE(run({u"migrate"_s, u"--config"_s, write("{\"database\": \"host=/nowhere dbname=x\"}")}).code, 7);
    }

private:
    struct Answer {
        int code = -1;
        QByteArray out;
        QByteArray err;
        QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
    };
    Answer run(const QStringList &words, const QByteArray &input = {})
    {
        QProcess process;
        process.setProcessEnvironment(m_environment);
        process.start(QStringLiteral(KEMAI_BINARY_DIR "/bin/kemai-server"), words);
        process.write(input);
        process.closeWriteChannel();
        if (!process.waitForFinished(120'000))
            return {};
        Answer answer{process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(), process.readAllStandardError()};
        if (answer.code != 0)
            qInfo("%s: %d %s", qPrintable(words.join(u' ')), answer.code, answer.err.trimmed().constData());
        return answer;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<PrivateCluster::Database> m_database;
    QProcessEnvironment m_environment;
};

QTEST_GUILESS_MAIN(TestKemaiServer)
#include "tst_kemai_server.moc"
