// SPDX-License-Identifier: GPL-3.0-or-later
#include "calls/caller.h"
#include "calls/call_record.h"

#include <QRandomGenerator>
#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestCaller : public QObject
{
    Q_OBJECT

private slots:
    void readsWhatSystemsDeliver_data()
    {
        QTest::addColumn<QString>("delivered");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("digits");
        QTest::addColumn<QString>("extension");
        const auto number = int(Caller::Kind::Number);
        const auto inner = int(Caller::Kind::Extension);
        const auto hidden = int(Caller::Kind::Hidden);
        const auto unreadable = int(Caller::Kind::Unreadable);
        const QString mobile = u"13800138000"_s;

        QTest::newRow("mobile") << mobile << number << mobile << QString();
        QTest::newRow("with spaces") << u" 138 0013 8000 "_s << number << mobile << QString();
        QTest::newRow("full-width") << u"１３８００１３８０００"_s << number << mobile << QString();
        QTest::newRow("E.164") << u"+8613800138000"_s << number << mobile << QString();
        QTest::newRow("0086") << u"008613800138000"_s << number << mobile << QString();
        QTest::newRow("86 without +") << u"8613800138000"_s << number << mobile << QString();
        QTest::newRow("0 before a mobile") << u"013800138000"_s << number << mobile << QString();
        QTest::newRow("+86 and 0") << u"+86013800138000"_s << number << mobile << QString();
        QTest::newRow("0086 and 0") << u"0086013800138000"_s << number << mobile << QString();
        QTest::newRow("invisible characters") << u"\u202d138\u200b00138000\u202c"_s << number << mobile << QString();
        QTest::newRow("landline") << u"02162888801"_s << number << u"02162888801"_s << QString();
        QTest::newRow("landline, extension") << u"021-62888888-801"_s << number << u"02162888888"_s << u"801"_s;
        QTest::newRow("toll-free") << u"4008208820"_s << number << u"4008208820"_s << QString();
        QTest::newRow("service number") << u"95588"_s << number << u"95588"_s << QString();
        QTest::newRow("foreign") << u"+442071838750"_s << number << u"442071838750"_s << QString();
        QTest::newRow("foreign with 00") << u"00442071838750"_s << number << u"442071838750"_s << QString();

        QTest::newRow("tel:") << u"tel:+86-138-0013-8000"_s << number << mobile << QString();
        QTest::newRow("TEL: upper case") << u"TEL:13800138000"_s << number << mobile << QString();
        QTest::newRow("tel: escaped") << u"tel:%2B86%2013800138000"_s << number << mobile << QString();
        QTest::newRow("tel: extension") << u"tel:+86-21-6288-8888;ext=801"_s << number << u"02162888888"_s << u"801"_s;
        QTest::newRow("tel: context") << u"tel:13800138000;phone-context=+86"_s << number << mobile << QString();
        QTest::newRow("tel: context and 0") << u"tel:02162888801;phone-context=+86"_s << number << u"02162888801"_s << QString();
        QTest::newRow("tel: slashes") << u"tel://13800138000"_s << number << mobile << QString();
        QTest::newRow("callto:") << u"callto:13800138000"_s << number << mobile << QString();
        QTest::newRow("sip:") << u"sip:13800138000@10.0.0.1:5060;transport=udp"_s << number << mobile << QString();
        QTest::newRow("sips: with +") << u"sips:+8613800138000@pbx.example"_s << number << mobile << QString();
        QTest::newRow("sip: display name") << u"\"Zhang Min\" <sip:13800138000@pbx.example;user=phone>"_s << number << mobile << QString();
        QTest::newRow("sip: user parameters") << u"sip:13800138000;phone-context=+86@pbx"_s << number << mobile << QString();
        QTest::newRow("without scheme, with host") << u"13800138000@pbx.example"_s << number << mobile << QString();
        QTest::newRow("name and number") << u"\"张敏\" <13800138000>"_s << number << mobile << QString();

        QTest::newRow("extension") << u"801"_s << inner << u"801"_s << QString();
        QTest::newRow("extension of four") << u"8001"_s << inner << u"8001"_s << QString();
        QTest::newRow("sip extension") << u"sip:8001@pbx.example"_s << inner << u"8001"_s << QString();

        for (const QString &word : {u""_s, u"   "_s, u"anonymous"_s, u"Anonymous"_s, u"<unknown>"_s, u"\"Anonymous\" <sip:anonymous@anonymous.invalid>"_s,
                                    u"sip:anonymous@anonymous.invalid"_s, u"sip:@pbx"_s, u"Restricted"_s, u"withheld"_s, u"private"_s, u"tel:"_s, u"--"_s,
                                    u"隐藏号码"_s, u"匿名"_s, u"asterisk"_s, u"\u200b"_s})
            QTest::addRow("hidden: %s", qPrintable(word)) << word << hidden << QString() << QString();

        for (const QString &word : {u"138****8000"_s, u"13800138000,13900139000"_s, u"zhang.min"_s, u"1"_s, u"sip:zhang@pbx"_s, u"1380013800138001380013800138000"_s,
                                    u"'; DROP TABLE phone; --"_s, u"$(reboot)"_s, u"12345678901234567890"_s})
            QTest::addRow("unreadable: %s", qPrintable(word)) << word << unreadable << QString() << QString();
        QTest::newRow("unreadable: endless") << QString(100'000, u'1') << unreadable << QString() << QString();
        QTest::newRow("unreadable: half a character") << QString(QChar(0xd800)) + u"abc"_s << unreadable << QString() << QString();
    }

    void readsWhatSystemsDeliver()
    {
        QFETCH(QString, delivered);
        QFETCH(int, kind);
        QFETCH(QString, digits);
        QFETCH(QString, extension);
        const Caller caller = readCaller(delivered);
        QCOMPARE(int(caller.kind), kind);
        QCOMPARE(caller.digits, digits);
        QCOMPARE(caller.number.extension, extension);
        QVERIFY(caller.written.size() <= 64);
        QCOMPARE(caller.canBeLookedUp(), !digits.isEmpty());
    }

    void survivesAnything()
    {
        QRandomGenerator random(20261126);
        const QString alphabet = u"0123456789+-;:@%<>\"&=?#*()./ abtelsip\u200b\uff11张\u0000"_s;
        for (int round = 0; round < 20'000; ++round) {
            QString text;
            const int length = int(random.bounded(40));
            for (int i = 0; i < length; ++i)
                text += random.bounded(20) == 0 ? QChar(ushort(random.bounded(0x10000))) : alphabet.at(int(random.bounded(int(alphabet.size()))));
            const Caller caller = readCaller(text);
            QVERIFY(caller.written.size() <= 64);
            QCOMPARE(caller.canBeLookedUp(), caller.kind == Caller::Kind::Number || caller.kind == Caller::Kind::Extension);
        }
    }

    void findsTheNumbersOfANote_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("numbers");
        QTest::newRow("mobile") << u"请打她先生的手机 138 0013 8000，下午在。"_s << QStringList{u"13800138000"_s};
        QTest::newRow("two") << u"13800138000 或 021-62888801"_s << QStringList{u"13800138000"_s, u"02162888801"_s};
        QTest::newRow("twice") << u"13800138000、13800138000"_s << QStringList{u"13800138000"_s};
        QTest::newRow("E.164") << u"call +44 20 7183 8750"_s << QStringList{u"442071838750"_s};
        QTest::newRow("an order") << u"订单 20261126001234 已发"_s << QStringList();
        QTest::newRow("a date") << u"2026-11-26 14:30"_s << QStringList();
        QTest::newRow("money") << u"合同金额 1250000 元"_s << QStringList();
        QTest::newRow("identity card") << u"320102199003077890"_s << QStringList();
        QTest::newRow("masked") << u"138****8000"_s << QStringList();
        QTest::newRow("part of a word") << u"SN13800138000X"_s << QStringList();
        QTest::newRow("nothing") << QString() << QStringList();
    }

    void findsTheNumbersOfANote()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, numbers);
        QCOMPARE(numbersIn(text), numbers);
    }

    void readsALongNoteInBounds()
    {
        QString text;
        for (int i = 0; i < 100'000; ++i)
            text += u"13800138000 139"_s;
        QVERIFY(numbersIn(text).size() <= 8);
    }
};

QTEST_GUILESS_MAIN(TestCaller)
#include "tst_caller.moc"
