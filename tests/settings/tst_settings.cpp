// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/settings.h"

#include <QFile>
#include <QSet>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestSettings : public QObject
{
    Q_OBJECT

private:
    static void write(const QString &name, const QByteArray &content)
    {
        QFile file(name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    static SettingPlaces placesIn(const QTemporaryDir &folder)
    {
        return {folder.filePath(u"policies.json"_s), folder.filePath(u"machine.ini"_s), folder.filePath(u"user.ini"_s)};
    }

private slots:
    void everySettingHasItsWordsAndAValueThatFits_data()
    {
        QTest::addColumn<const Setting *>("setting");
        for (const Setting *setting : allSettings())
            QTest::newRow(setting->key) << setting;
    }
    void everySettingHasItsWordsAndAValueThatFits()
    {
        QFETCH(const Setting *, setting);
        for (const char16_t *words : {setting->zh, setting->en, setting->helpZh, setting->helpEn})
            QVERIFY(!QStringView(words).isEmpty());
        QCOMPARE(readValue(*setting, QString::fromLatin1(setting->fallback)), QString::fromLatin1(setting->fallback));
        QCOMPARE(choicesOf(*setting).isEmpty(), setting->type != SettingType::Choice);
        for (const SettingChoice &choice : choicesOf(*setting))
            QVERIFY(!choice.name.isEmpty() && !choice.zh.isEmpty() && !choice.en.isEmpty());
        QCOMPARE(findSetting(QString::fromLatin1(setting->key)), setting);
        if (setting->policy)
            QCOMPARE(findPolicy(QString::fromLatin1(setting->policy)), setting);
    }

    void readsWhatPeopleWrite_data()
    {
        QTest::addColumn<const Setting *>("setting");
        QTest::addColumn<QString>("written");
        QTest::addColumn<QString>("value"); // null: refused
        QTest::newRow("a switch") << &setting::allowExport << u"on"_s << u"on"_s;
        QTest::newRow("a switch in other words") << &setting::allowExport << u" TRUE "_s << u"on"_s;
        QTest::newRow("a switch from the registry") << &setting::allowExport << u"0"_s << u"off"_s;
        QTest::newRow("no switch") << &setting::allowExport << u"maybe"_s << QString();
        QTest::newRow("a number") << &setting::idleLockMinutes << u"30"_s << u"30"_s;
        QTest::newRow("a number too large") << &setting::idleLockMinutes << u"99999"_s << QString();
        QTest::newRow("a number too large for a computer") << &setting::idleLockMinutes << u"99999999999999999999"_s << QString();
        QTest::newRow("a negative number") << &setting::idleLockMinutes << u"-1"_s << QString();
        QTest::newRow("half a number") << &setting::idleLockMinutes << u"1.5"_s << QString();
        QTest::newRow("a choice in other letters") << &setting::language << u"ZH_cn"_s << u"zh_CN"_s;
        QTest::newRow("no choice") << &setting::language << u"klingon"_s << QString();
        QTest::newRow("the index an older release kept") << &setting::theme << u"2"_s << u"dark"_s;
        QTest::newRow("a text") << &setting::supportContact << u"IT 热线 8000"_s << u"IT 热线 8000"_s;
        QTest::newRow("an endless text") << &setting::supportContact << QString(100'000, u'x') << QString();
    }
    void readsWhatPeopleWrite()
    {
        QFETCH(const Setting *, setting);
        QFETCH(QString, written);
        QTEST(readValue(*setting, written), "value");
    }

    void policyComesBeforeMachineBeforeUserBeforeDefault()
    {
        const QTemporaryDir folder;
        const SettingPlaces places = placesIn(folder);
        {
            Settings settings(places);
            QCOMPARE(settings.source(setting::idleLockMinutes), SettingSource::Default);
            QVERIFY(settings.set(setting::idleLockMinutes, u"30"_s));
            QCOMPARE(settings.number(setting::idleLockMinutes), 30);
            QCOMPARE(settings.source(setting::idleLockMinutes), SettingSource::User);
        }
        write(places.machine, "[privacy]\nidleLockMinutes=20\n");
        {
            Settings settings(places);
            QCOMPARE(settings.number(setting::idleLockMinutes), 20);
            QCOMPARE(settings.source(setting::idleLockMinutes), SettingSource::Machine);
            QCOMPARE(settings.set(setting::idleLockMinutes, u"60"_s).error().id, u"settings.machine"_s);
        }
        write(places.policies, R"({"IdleLockMinutes": 5})");
        Settings settings(places);
        QCOMPARE(settings.number(setting::idleLockMinutes), 5);
        QCOMPARE(settings.source(setting::idleLockMinutes), SettingSource::Policy);
        QVERIFY(!settings.mayChange(setting::idleLockMinutes));
        const Result<> refused = settings.set(setting::idleLockMinutes, u"60"_s);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, Error::Code::Denied);
        QCOMPARE(settings.number(setting::idleLockMinutes), 5);
    }

    void readsPolicies_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("language");
        QTest::addColumn<int>("problems");
        QTest::newRow("whole") << QByteArray(R"({"Language": "en"})") << u"en"_s << 0;
        QTest::newRow("one bad value keeps the others") << QByteArray(R"({"IdleLockMinutes": "soon", "Language": "en"})") << u"en"_s << 1;
        QTest::newRow("an unknown name") << QByteArray(R"({"Colour": 1, "Language": "en"})") << u"en"_s << 1;
        QTest::newRow("a list for a word") << QByteArray(R"({"Language": ["en"]})") << u"system"_s << 1;
        QTest::newRow("null") << QByteArray(R"({"Language": null})") << u"system"_s << 1;
        QTest::newRow("half a file") << QByteArray("{\"Language\": \"e") << u"system"_s << 1;
        QTest::newRow("no object") << QByteArray("[1,2]") << u"system"_s << 1;
        QTest::newRow("empty") << QByteArray() << u"system"_s << 1;
        QTest::newRow("endless") << QByteArray(1'000'000, ' ') << u"system"_s << 1;
        QTest::newRow("bytes") << QByteArray("\x00\xff\xfe", 3) << u"system"_s << 1;
    }
    void readsPolicies()
    {
        QFETCH(QByteArray, file);
        QFETCH(int, problems);
        const QTemporaryDir folder;
        const SettingPlaces places = placesIn(folder);
        write(places.policies, file);
        const Settings settings(places);
        QTEST(settings.text(setting::language), "language");
        QCOMPARE(settings.policyProblems().size(), problems);
    }

    void obeysAPolicyThatComesWhileTheProgramRuns()
    {
        const QTemporaryDir folder;
        const SettingPlaces places = placesIn(folder);
        Settings settings(places);
        QVERIFY(settings.isOn(setting::allowExport));
        QStringList told;
        connect(&settings, &Settings::changed, this, [&told](const Setting &setting) { told << QString::fromLatin1(setting.key); });
        write(places.policies, R"({"AllowExport": false})");
        QTRY_VERIFY(!settings.isOn(setting::allowExport));
        QCOMPARE(told, QStringList{u"privacy/allowExport"_s});
        QVERIFY(QFile::remove(places.policies));
        QTRY_VERIFY(settings.isOn(setting::allowExport));
    }

    void goesBackToTheDefault()
    {
        const QTemporaryDir folder;
        Settings settings(placesIn(folder));
        QVERIFY(settings.set(setting::density, u"compact"_s));
        QVERIFY(settings.reset(setting::density));
        QCOMPARE(settings.text(setting::density), u"comfortable"_s);
        QCOMPARE(settings.source(setting::density), SettingSource::Default);
        QVERIFY(!settings.set(setting::density, u"airy"_s));
        QCOMPARE(settings.text(setting::density), u"comfortable"_s);
    }
};

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
