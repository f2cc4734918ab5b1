// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/normal_forms.h"

#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestNormalForms : public QObject
{
    Q_OBJECT

private slots:
    void readsBirthdays_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("date"); // empty: refused
        const auto row = [](const QString &typed, const QString &date) { QTest::newRow(qPrintable(typed)) << typed << date; };
        row(u"1990-01-02"_s, u"1990-01-02"_s);
        row(u"1990/1/2"_s, u"1990-01-02"_s);
        row(u"1990.1.2"_s, u"1990-01-02"_s);
        row(u"1990年1月2日"_s, u"1990-01-02"_s);
        row(u"１９９０年１月２日"_s, u"1990-01-02"_s);
        row(u"19900102"_s, u"1990-01-02"_s);
        row(u"1990-01-02 00:00:00"_s, u"1990-01-02"_s);
        row(u"1990-01-02T00:00:00Z"_s, u"1990-01-02"_s);
        row(u"25/12/1990"_s, u"1990-12-25"_s);
        row(u"12/25/1990"_s, u"1990-12-25"_s);
        row(u"02/02/1990"_s, u"1990-02-02"_s);
        row(u"2000-02-29"_s, u"2000-02-29"_s);
        row(u"03/04/1990"_s, {});
        row(u"1999-02-29"_s, {});
        row(u"90-1-2"_s, {});
        row(u"1990-01"_s, {});
        row(u"32874"_s, {});
        row(u"2030-01-01"_s, {});
        row(u"1749-01-01"_s, {});
        row(u"正月初三"_s, {});
        row(u"1990-01-02 或 1991"_s, {});
    }
    void readsBirthdays()
    {
        QFETCH(QString, typed);
        QFETCH(QString, date);
        QCOMPARE(parseBirthday(typed, 1'795'305'600'000), date);
    }

    void readsEmails_data()
    {
        QTest::addColumn<QString>("cell");
        QTest::addColumn<QString>("read"); // written=normal ...
        const auto row = [](const QString &cell, const QString &read) { QTest::newRow(qPrintable(cell)) << cell << read; };
        row(u"Li.Na@Example.COM"_s, u"Li.Na@Example.COM=li.na@example.com"_s);
        row(u"a@b.cn; c@d.cn"_s, u"a@b.cn=a@b.cn c@d.cn=c@d.cn"_s);
        row(u"ａ＠ｂ．ｃｎ"_s, u"a@b.cn=a@b.cn"_s);
        row(u"mailto:a@b.cn"_s, u"a@b.cn=a@b.cn"_s);
        row(u"<a@b.cn>"_s, u"a@b.cn=a@b.cn"_s);
        row(u"a@b"_s, u"a@b="_s);
        row(u"a@@b.cn"_s, u"a@@b.cn="_s);
        row(u".a@b.cn"_s, u".a@b.cn="_s);
        row(u"a@-b.cn"_s, u"a@-b.cn="_s);
        row(u"无"_s, u"无="_s);
        row(u"a@b.cn, none"_s, u"a@b.cn, none="_s);
        row(u" "_s, {});
    }
    void readsEmails()
    {
        QFETCH(QString, cell);
        QFETCH(QString, read);
        QStringList list;
        for (const EmailText &email : parseEmails(cell))
            list.append(email.written + u'=' + email.normal);
        QCOMPARE(list.join(u' '), read);
    }

    void comparesNames_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("company");
        QTest::addColumn<QString>("normal");
        QTest::newRow("blanks") << u"张 伟"_s << QString() << u"张伟"_s;
        QTest::newRow("case and width") << u"ＬＩ  na"_s << QString() << u"lina"_s;
        QTest::newRow("dots") << u"阿里木·买买提"_s << QString() << u"阿里木买买提"_s;
        QTest::newRow("company instead") << QString() << u"上海 A.B. 公司"_s << u"上海ab公司"_s;
        QTest::newRow("rare characters") << u"𠮷田"_s << QString() << u"𠮷田"_s;
        QTest::newRow("only signs") << u"***"_s << u"甲"_s << u"甲"_s;
    }
    void comparesNames()
    {
        QFETCH(QString, name);
        QFETCH(QString, company);
        QFETCH(QString, normal);
        QCOMPARE(normalName(name, company), normal);
    }
};

QTEST_APPLESS_MAIN(TestNormalForms)
#include "tst_normal_forms.moc"
