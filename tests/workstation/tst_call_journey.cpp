// SPDX-License-Identifier: GPL-3.0-or-later
// A call as an agent lives it, with real programs on a real (virtual) display: kemai runs, a second kemai hands a call over, the
// card comes up while another window keeps the keyboard, keys of the whole desktop answer and end it, and the call is in the store.
#include <QElapsedTimer>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QProcessEnvironment>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class TestCallJourney : public QObject
{
    Q_OBJECT

    const QString m_bin = QStringLiteral(KEMAI_BINARY_DIR "/bin/");
    QTemporaryDir m_folder;
    QProcessEnvironment m_environment = QProcessEnvironment::systemEnvironment();
    QProcess m_display;

    QString run(const QString &program, const QStringList &words, int *code = nullptr)
    {
        QProcess process;
        process.setProcessEnvironment(m_environment);
        process.start(program, words);
        if (!process.waitForFinished(120'000))
            qWarning() << program << words << process.errorString();
        if (code)
            *code = process.exitCode();
        const QByteArray said = process.readAllStandardError();
        if (process.exitCode() != 0 && !said.isEmpty())
            qInfo().noquote() << program << said.left(500);
        return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
    }
    QStringList store() const { return {u"--store"_s, m_folder.filePath(u"store"_s), u"--passphrase-file"_s, m_folder.filePath(u"pass"_s)}; }
    QString ctl(const QStringList &words) { return run(m_bin + u"kemaictl"_s, store() + words); }
    QString x(const QStringList &words) { return run(u"xdotool"_s, words); }
    QStringList windows(const QString &title) { return x({u"search"_s, u"--onlyvisible"_s, u"--name"_s, title}).split(u'\n', Qt::SkipEmptyParts); }

private slots:
    void initTestCase()
    {
        if (!qEnvironmentVariableIsSet("KEMAI_SOAK"))
            QSKIP("a journey with a display of its own: ./dev soak");
        for (const QString &needed : {u"Xvfb"_s, u"xdotool"_s})
            if (QStandardPaths::findExecutable(needed).isEmpty())
                QSKIP("needs Xvfb and xdotool");
        QFile pass(m_folder.filePath(u"pass"_s));
        QVERIFY(pass.open(QIODevice::WriteOnly));
        pass.write("four small words here\n");
        pass.close();
        // -displayfd: the server looks for a free number itself and says it once it is ready.
        m_display.setStandardErrorFile(QProcess::nullDevice());
        m_display.start(u"Xvfb"_s, {u"-displayfd"_s, u"1"_s, u"-screen"_s, u"0"_s, u"1440x900x24"_s, u"-nolisten"_s, u"tcp"_s});
        QVERIFY(m_display.waitForStarted());
        QByteArray number;
        while (!number.endsWith('\n') && m_display.waitForReadyRead(30'000))
            number += m_display.readAllStandardOutput();
        QVERIFY(!number.trimmed().isEmpty());
        m_environment.insert(u"DISPLAY"_s, u':' + QString::fromLatin1(number.trimmed()));
        m_environment.insert(u"QT_QPA_PLATFORM"_s, u"xcb"_s);
        m_environment.insert(u"XDG_RUNTIME_DIR"_s, m_folder.filePath(u"run"_s));
        m_environment.insert(u"XDG_CONFIG_HOME"_s, m_folder.filePath(u"config"_s));
        m_environment.insert(u"XDG_DATA_HOME"_s, m_folder.filePath(u"data"_s));
        m_environment.insert(u"QT_LOGGING_RULES"_s, u"kemai.*.info=true"_s);
        QVERIFY(QDir(m_folder.path()).mkdir(u"run"_s));
        QFile::setPermissions(m_folder.filePath(u"run"_s), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }

    void cleanupTestCase()
    {
        if (m_display.state() != QProcess::NotRunning) {
            m_display.terminate();
            m_display.waitForFinished(10'000);
        }
    }

    void takesACallWhileSomebodyTypesElsewhere()
    {
        ctl({u"init"_s});
        ctl({u"demo"_s, u"--customers"_s, u"60"_s, u"--interactions"_s, u"600"_s, u"--seed"_s, u"7"_s});
        // A customer whose own number is one person's only.
        QString number;
        QString customer;
        const QStringList lines = ctl({u"--json"_s, u"find"_s, u"1"_s, u"--limit"_s, u"60"_s}).split(u'\n');
        const QJsonArray hits = QJsonDocument::fromJson(lines.value(0).toUtf8()).object().value("hits"_L1).toArray();
        for (const QJsonValue &hit : hits) {
            const QString candidate = hit["phones"_L1].toArray().first().toString();
            const QJsonObject card = QJsonDocument::fromJson(ctl({u"--json"_s, u"call"_s, candidate}).toUtf8()).object();
            if (card["certainty"_L1].toString() == "known"_L1) {
                number = candidate;
                customer = card["people"_L1].toArray().first().toObject().value("id"_L1).toString();
                break;
            }
        }
        QVERIFY2(!number.isEmpty(), "nobody of the demo company is known by a number");

        QProcess kemai;
        kemai.setProcessEnvironment(m_environment);
        kemai.setProcessChannelMode(QProcess::MergedChannels);
        kemai.start(m_bin + u"kemai"_s, store() + QStringList{u"--lang"_s, u"en"_s});
        QVERIFY(kemai.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(!windows(u"^Kemai$"_s).isEmpty(), 60'000);
        const QString main = windows(u"^Kemai$"_s).first();
        QTRY_VERIFY_WITH_TIMEOUT(x({u"getwindowfocus"_s}) == main, 30'000);

        // The second start ends at once; the store is open in the first.
        int code = -1;
        QElapsedTimer clock;
        clock.start();
        run(m_bin + u"kemai"_s, store() + QStringList{u"--call"_s, u'0' + number.mid(3)}, &code);
        QCOMPARE(code, 0);
        QTRY_VERIFY_WITH_TIMEOUT(!windows(u"^Incoming call$"_s).isEmpty(), 30'000);
        qInfo() << "from the second start to the card on the display:" << clock.elapsed() << "ms on a loaded machine";
        QCOMPARE(x({u"getwindowfocus"_s}), main);
        run(m_bin + u"kemai"_s, store() + QStringList{u"kemai://delete/everything"_s}, &code);
        QCOMPARE(code, 2);

        // The whole desktop's keys: answered, ended.
        x({u"key"_s, u"ctrl+alt+Home"_s});
        QTest::qWait(0);
        x({u"key"_s, u"ctrl+alt+End"_s});
        QTRY_VERIFY_WITH_TIMEOUT(windows(u"^Incoming call$"_s).isEmpty(), 30'000);

        // And quick create, from the key to the keyboard in its field.
        x({u"key"_s, u"ctrl+alt+n"_s});
        QTRY_VERIFY_WITH_TIMEOUT(!windows(u"^New customer$"_s).isEmpty(), 30'000);
        const QString quick = windows(u"^New customer$"_s).first();
        QTRY_VERIFY_WITH_TIMEOUT(x({u"getwindowfocus"_s}) == quick, 30'000);
        x({u"type"_s, u"Grace Hopper"_s});
        x({u"key"_s, u"Return"_s});
        QTest::qWait(0);
        QByteArray log;
        QTRY_VERIFY_WITH_TIMEOUT((log += kemai.readAll()).contains("the keyboard is in the field"), 30'000);
        QVERIFY(log.contains("the card is painted"));
        for (const QByteArray &line : log.split('\n'))
            if (line.contains(" us"))
                qInfo().noquote() << line;
        // The store is free again once the window is closed; what was done is in it.
        QTRY_VERIFY_WITH_TIMEOUT(x({u"getwindowfocus"_s}) != QString(), 5'000);
        x({u"windowclose"_s, main});
        kemai.terminate();
        QVERIFY(kemai.waitForFinished(30'000));
        const QString timeline = ctl({u"--json"_s, u"timeline"_s, customer, u"--channel"_s, u"call"_s, u"--limit"_s, u"1"_s});
        QVERIFY2(timeline.contains(u"\"in\""_s), qPrintable(timeline.left(400)));
        QVERIFY(ctl({u"find"_s, u"Grace Hopper"_s}).contains(u"Grace Hopper"_s));
    }
};

QTEST_GUILESS_MAIN(TestCallJourney)
#include "tst_call_journey.moc"
