// SPDX-License-Identifier: GPL-3.0-or-later
// kemaictl as somebody uses it: the program itself, its output and its exit codes.
#include <QDateTime>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class TestKemaictl : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        write(u"passphrase"_s, "correct horse\n");
        QCOMPARE(run({u"init"_s}).code, 0);
    }

    void anImportAddsUpAndADryRunSaysTheSame()
    {
        const QString file = write(u"customers.csv"_s, "姓名,公司,电话,备注\r\n"
                                                       "张敏,南京启明教育科技有限公司,138 1234 5678,家长\r\n"
                                                       "张敏,,+86 13812345678,\r\n"
                                                       ",,,\r\n"
                                                       "单雄信,重庆银行,021-62888888转801,\r\n");
        const QJsonObject dry = run({u"import"_s, u"customers"_s, file, u"--dry-run"_s, u"--json"_s}).json();
        QVERIFY(dry.value(u"batch"_s).isNull());
        QVERIFY(run({u"find"_s, u"张敏"_s, u"--json"_s}).json().value(u"hits"_s).toArray().isEmpty());
        const QString report = m_folder->filePath(u"report.csv"_s);
        const QJsonObject done = run({u"import"_s, u"customers"_s, file, u"--report"_s, report, u"--json"_s}).json();
        for (const QString &count : {u"rows"_s, u"created"_s, u"updated"_s, u"duplicates"_s, u"rejected"_s, u"cleaned"_s})
            QCOMPARE(done.value(count), dry.value(count));
        QCOMPARE(done.value(u"rows"_s).toInt(), 4);
        QCOMPARE(done.value(u"rows"_s).toInt(), done.value(u"created"_s).toInt() + done.value(u"updated"_s).toInt()
                     + done.value(u"duplicates"_s).toInt() + done.value(u"rejected"_s).toInt());
        QCOMPARE(done.value(u"duplicates"_s).toInt(), 1);
        QCOMPARE(done.value(u"rejected"_s).toInt(), 1);
        QFile reported(report);
        QVERIFY(reported.open(QIODevice::ReadOnly));
        QCOMPARE(reported.readAll().count("\r\n"), 3); // headings, a duplicate, a rejection

        // Found by everything; the extension stands behind the number.
        const auto phonesOf = [this](const QString &query) {
            return run({u"find"_s, query, u"--json"_s}).json().value(u"hits"_s).toArray().first().toObject().value(u"phones"_s).toArray();
        };
        QCOMPARE(phonesOf(u"shanx"_s), QJsonArray{u"+862162888888 ext. 801"_s});
        QCOMPARE(phonesOf(u"5678"_s), QJsonArray{u"+8613812345678"_s});

        // What was exported is what we have.
        const QString out = m_folder->filePath(u"out.csv"_s);
        QCOMPARE(run({u"export"_s, u"customers"_s, out}).code, 0);
        QFile exported(out);
        QVERIFY(exported.open(QIODevice::ReadOnly));
        QVERIFY(exported.readLine().startsWith("\xef\xbb\xbf编号,姓名,公司,手机,邮箱,地址,城市,来源,生日,备注"));
        const QJsonObject again = run({u"import"_s, u"customers"_s, out, u"--json"_s}).json();
        QCOMPARE(again.value(u"duplicates"_s).toInt(), 2);
        QCOMPARE(again.value(u"created"_s).toInt(), 0);

        // The batch goes as a whole, and verify finds nothing wrong.
        QCOMPARE(run({u"undo"_s, done.value(u"batch"_s).toString(), u"--json"_s}).json().value(u"withdrawnCustomers"_s).toInt(), 2);
        QVERIFY(run({u"find"_s, u"张敏"_s, u"--json"_s}).json().value(u"hits"_s).toArray().isEmpty());
        QVERIFY(run({u"verify"_s, u"--json"_s}).json().value(u"sound"_s).toBool());
    }

    void anImportTakesAPipeAndGivesBackWhatIsWrong()
    {
        const QString errors = m_folder->filePath(u"errors.csv"_s);
        const QByteArray rows = "姓名;手机;城市\n张敏;13812345678;南京\n;打给我;\n";
        const QJsonObject first = run({u"import"_s, u"customers"_s, u"-"_s, u"--errors"_s, errors, u"--json"_s}, rows).json();
        QCOMPARE(first.value(u"created"_s).toInt(), 1);
        QCOMPARE(first.value(u"rejected"_s).toInt(), 1);
        QFile file(errors);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QByteArray wrong = file.readAll();
        QVERIFY(wrong.startsWith("\xEF\xBB\xBF" "姓名;手机;城市;"));
        const QString corrected = write(u"corrected.csv"_s, wrong.replace("打给我", "13900139000"));
        QCOMPARE(run({u"import"_s, u"customers"_s, corrected, u"--json"_s}).json().value(u"created"_s).toInt(), 1);
        const QByteArray moved = "姓名;手机;城市\n张敏;13812345678;上海\n";
        QCOMPARE(run({u"import"_s, u"customers"_s, u"-"_s, u"--json"_s}, moved).json().value(u"duplicates"_s).toInt(), 1);
        QCOMPARE(run({u"import"_s, u"customers"_s, u"-"_s, u"--on-duplicate"_s, u"update"_s, u"--json"_s}, moved).json().value(u"updated"_s).toInt(), 1);
        QCOMPARE(run({u"import"_s, u"customers"_s, u"-"_s, u"--on-duplicate"_s, u"perhaps"_s}, moved).code, 2);
        QCOMPARE(run({u"import"_s, u"customers"_s, u"-"_s, u"--sheet"_s, u"x"_s, u"--json"_s}, QByteArray("PK\3\4")).code, 8);
        const QJsonObject preview = run({u"cleanse"_s, u"--preview"_s, u"--json"_s}).json();
        QCOMPARE(preview.value(u"customers"_s).toInt(), 2);
        QCOMPARE(run({u"cleanse"_s, u"--json"_s}).json().value(u"changed"_s), preview.value(u"changed"_s));
    }

    void duplicatesAreFoundMergedAndTakenApart()
    {
        const QString file = write(u"customers.csv"_s, "姓名,公司,电话\r\n张伟,南京启明教育科技有限公司,138 1234 1234\r\n张偉,,13812341234\r\n李娜,,13900001111\r\n");
        QCOMPARE(run({u"import"_s, u"customers"_s, file}).code, 0);
        const QJsonArray found = run({u"duplicates"_s, u"check"_s, u"--name"_s, u"张玮"_s, u"--phone"_s, u"+86 138-1234-1234"_s, u"--json"_s}).json().value(u"candidates"_s).toArray();
        QCOMPARE(found.size(), 2);
        QVERIFY(found.first().toObject().value(u"score"_s).toInt() >= 70);
        QVERIFY(!found.first().toObject().value(u"words"_s).toArray().isEmpty());
        QVERIFY(run({u"duplicates"_s, u"check"_s, u"--name"_s, u"赵敏"_s, u"--json"_s}).json().value(u"candidates"_s).toArray().isEmpty());
        QCOMPARE(run({u"duplicates"_s, u"check"_s}).code, 2);

        const QJsonObject clusters = run({u"duplicates"_s, u"clusters"_s, u"--json"_s}).json();
        QCOMPARE(clusters.value(u"clusters"_s).toInt(), 1);
        const QJsonArray members = clusters.value(u"rows"_s).toArray().first().toObject().value(u"customers"_s).toArray();
        QCOMPARE(members.size(), 2);
        const QString first = members[0].toObject().value(u"customer"_s).toString();
        const QString second = members[1].toObject().value(u"customer"_s).toString();
        QCOMPARE(run({u"merge"_s, first}).code, 2);
        QVERIFY(run({u"merge"_s, first, second, u"--plan"_s, u"--json"_s}).json().contains(u"moved"_s));
        const QJsonObject merged = run({u"merge"_s, first, second, u"--json"_s}).json();
        QCOMPARE(merged.value(u"before"_s).toInt(), 2);
        QCOMPARE(merged.value(u"after"_s).toInt(), 1);
        QCOMPARE(merged.value(u"linked"_s).toInt(), 1);
        QVERIFY(merged.value(u"reconciles"_s).toBool());
        QCOMPARE(run({u"duplicates"_s, u"check"_s, u"--phone"_s, u"13812341234"_s, u"--json"_s}).json().value(u"candidates"_s).toArray().size(), 1);
        QCOMPARE(run({u"undo"_s, merged.value(u"set"_s).toString()}).code, 0);
        QCOMPARE(run({u"duplicates"_s, u"check"_s, u"--phone"_s, u"13812341234"_s, u"--json"_s}).json().value(u"candidates"_s).toArray().size(), 2);
    }

    void interactionsComeOnceAndStandOnTheTimeline()
    {
        const QString customers = write(u"customers.csv"_s, "name,phone\n张敏,13812345678\n");
        QCOMPARE(run({u"import"_s, u"customers"_s, customers}).code, 0);
        const QString file = write(u"events.jsonl"_s,
                                   "{\"channel\":\"call\",\"external_id\":\"c1\",\"at\":\"2026-11-20T10:00:00+08:00\",\"phone\":\"13812345678\",\"body\":\"你好\"}\n"
                                   "{\"channel\":\"call\"\n"
                                   "{\"channel\":\"wechat\",\"external_id\":\"w1\",\"at\":\"2026-11-21T10:00:00+08:00\",\"phone\":\"13999999999\",\"body\":\"x\"}\n");
        const QJsonObject first = run({u"import"_s, u"interactions"_s, file, u"--json"_s}).json();
        QCOMPARE(first.value(u"created"_s).toInt(), 1);
        QCOMPARE(first.value(u"rejected"_s).toInt(), 2);
        const QJsonObject second = run({u"import"_s, u"interactions"_s, file, u"--json"_s}).json();
        QCOMPARE(second.value(u"duplicates"_s).toInt(), 1);
        const QJsonArray events = run({u"timeline"_s, u"张敏"_s, u"--channel"_s, u"call"_s, u"--json"_s}).json().value(u"events"_s).toArray();
        QCOMPARE(events.size(), 1);
        QCOMPARE(events.first().toObject().value(u"body"_s).toString(), u"你好"_s);
        QVERIFY(run({u"timeline"_s, u"张敏"_s, u"--before"_s, u"2026-11-20T00:00:00Z"_s, u"--json"_s}).json().value(u"events"_s).toArray().isEmpty());
        QVERIFY(!run({u"history"_s, u"张敏"_s, u"--json"_s}).json().value(u"lines"_s).toArray().isEmpty());
    }

    // R012: some customers of many as of a time; nobody else, and with their attachments' bytes.
    void someCustomersComeBack()
    {
        QByteArray rows = "name,phone,note\n";
        for (int i = 0; i < 30; ++i)
            rows += "customer" + QByteArray::number(i) + ",1381234" + QByteArray::number(1000 + i) + ",good\n";
        QCOMPARE(run({u"import"_s, u"customers"_s, write(u"customers.csv"_s, rows)}).code, 0);
        QTest::qWait(1100); // times are named to the second
        const QString then = QDateTime::currentDateTimeUtc().toString(Qt::ISODate);
        QTest::qWait(1100);
        rows.replace(",good", ",bad");
        const QString batch = run({u"import"_s, u"customers"_s, write(u"again.csv"_s, rows), u"--on-duplicate"_s, u"update"_s, u"--json"_s}).json().value(u"batch"_s).toString();
        QVERIFY(!batch.isEmpty());
        QStringList words{u"restore"_s, u"--customer"_s, u"--as-of"_s, then, u"--json"_s};
        QCOMPARE(run(QStringList(words)).code, 2); // who?
        for (int i = 0; i < 27; ++i)
            words << u"1381234%1"_s.arg(1000 + i);
        QCOMPARE(run(words + QStringList{u"13999999999"_s}).code, 3); // one is not there: nobody was touched
        const auto noteOf = [this](int i) {
            return run({u"history"_s, u"1381234%1"_s.arg(1000 + i), u"--as-of"_s, QDateTime::currentDateTimeUtc().addSecs(1).toString(Qt::ISODate), u"--json"_s});
        };
        QVERIFY(noteOf(3).out.contains("\"bad\""));
        const Outcome done = run(words);
        QCOMPARE(done.code, 0);
        QCOMPARE(done.json().value(u"customers"_s).toArray().size(), 27);
        for (const QJsonValue &one : done.json().value(u"customers"_s).toArray())
            QVERIFY(one[u"fields"_s].toInt() > 0);
        QVERIFY(noteOf(3).out.contains("\"good\""));
        QVERIFY(noteOf(28).out.contains("\"bad\""));
        QCOMPARE(run({u"verify"_s}).code, 0);
    }

    void aBackupComesBack()
    {
        QCOMPARE(run({u"demo"_s, u"--customers"_s, u"30"_s, u"--interactions"_s, u"100"_s, u"--seed"_s, u"7"_s}).code, 0);
        const QString file = m_folder->filePath(u"backup"_s);
        QCOMPARE(run({u"backup"_s, file}).code, 0);
        QCOMPARE(run({u"restore"_s, file}).code, 9); // a store is there: never overwritten
        m_store = u"restored"_s;
        QCOMPARE(run({u"restore"_s, file}).code, 0);
        QVERIFY(run({u"verify"_s, u"--json"_s}).json().value(u"sound"_s).toBool());
        QFile damaged(file);
        QVERIFY(damaged.open(QIODevice::ReadWrite));
        QVERIFY(damaged.seek(damaged.size() / 2));
        QVERIFY(damaged.write("x") == 1);
        damaged.close();
        m_store = u"third"_s;
        QCOMPARE(run({u"restore"_s, file}).code, 6);
        QVERIFY(!QFile::exists(m_folder->filePath(u"third/kemai.key"_s)));
    }

    void exitCodesSayWhatHappened_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<int>("code");
        QTest::newRow("no command") << QStringList{} << 2;
        QTest::newRow("unknown command") << QStringList{u"frobnicate"_s} << 2;
        QTest::newRow("unknown option") << QStringList{u"find"_s, u"x"_s, u"--frob"_s} << 2;
        QTest::newRow("operand missing") << QStringList{u"undo"_s} << 2;
        QTest::newRow("not a number") << QStringList{u"find"_s, u"x"_s, u"--limit"_s, u"many"_s} << 2;
        QTest::newRow("file not there") << QStringList{u"import"_s, u"customers"_s, u"/nowhere/at/all.csv"_s} << 3;
        QTest::newRow("customer not there") << QStringList{u"timeline"_s, u"没有这个人"_s} << 3;
        QTest::newRow("store already there") << QStringList{u"init"_s} << 9;
        QTest::newRow("not a backup") << QStringList{u"restore"_s, u"/etc/hostname"_s} << 8;
    }
    void exitCodesSayWhatHappened()
    {
        QFETCH(QStringList, words);
        QFETCH(int, code);
        QCOMPARE(run(words).code, code);
    }

    void aWrongPassphraseIsToldApart()
    {
        write(u"passphrase"_s, "wrong\n");
        const Outcome outcome = run({u"find"_s, u"x"_s, u"--json"_s});
        QCOMPARE(outcome.code, 4);
        QCOMPARE(outcome.json().value(u"error"_s).toObject().value(u"id"_s).toString(), u"vault.wrongPassphrase"_s);
    }

    void neverAsksWithoutATerminal()
    {
        QProcess process;
        process.start(QStringLiteral(KEMAI_BINARY_DIR "/bin/kemaictl"), {u"--store"_s, m_folder->filePath(m_store), u"verify"_s});
        QVERIFY(process.waitForFinished(30'000));
        QCOMPARE(process.exitCode(), 4);
    }

private:
    struct Outcome {
        int code = -1;
        QByteArray out;
        QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
    };
    Outcome run(const QStringList &words, const QByteArray &input = {})
    {
        QProcess process;
        process.setProcessChannelMode(QProcess::SeparateChannels);
        process.start(QStringLiteral(KEMAI_BINARY_DIR "/bin/kemaictl"),
                      QStringList{u"--store"_s, m_folder->filePath(m_store), u"--passphrase-file"_s, m_folder->filePath(u"passphrase"_s)} + words);
        if (!input.isEmpty()) {
            process.write(input);
            process.closeWriteChannel();
        }
        if (!process.waitForFinished(60'000))
            return {};
        return {process.exitCode(), process.readAllStandardOutput()};
    }
    QString write(const QString &name, const QByteArray &content)
    {
        QFile file(m_folder->filePath(name));
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(content) != content.size())
            qWarning() << "cannot write" << name;
        return file.fileName();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_store = u"store"_s;

private slots:
    void cleanup()
    {
        m_store = u"store"_s;
        m_folder.reset();
    }
};

QTEST_GUILESS_MAIN(TestKemaictl)
#include "tst_kemaictl.moc"
