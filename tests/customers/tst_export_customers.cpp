// SPDX-License-Identifier: GPL-3.0-or-later
#include "customer_store.h"

using namespace kemai;
using namespace Qt::StringLiterals;

namespace {

const QString people = u"姓名,公司,手机,邮箱,地址,城市,来源,生日,备注\n"
                       u"张伟,甲公司,138 0013 8000,zw@a.cn,上海市徐汇区漕溪北路8号,上海,展会,1990-01-02,\"两行\n备注\"\n"
                       u"=1+1,,+86 21 6288 8888 转 801;400-820-8820,a@b.cn;c@d.cn,,,,,\"@say \"\"hi\"\"\"\n"
                       u"O'Brien,,95588,,,,,,\n"
                       u"''=x,,+44 20 7183 8750,,,,,,-\n"
                       u",只有公司,,,,,,,\n"
                       u"李娜,,前台:021-62345678，张经理13900139000,不是邮箱,,,,猴年,a\n"_s;

} // namespace

class TestExportCustomers : public QObject
{
    Q_OBJECT

private slots:
    void importsBackAsItself_data()
    {
        QTest::addColumn<Language>("language");
        QTest::newRow("Chinese") << Language::Chinese;
        QTest::newRow("English") << Language::English;
    }
    void importsBackAsItself()
    {
        QFETCH(Language, language);
        CustomerStore one;
        QCOMPARE(counts(one.import(people.toUtf8())), u"6 rows: 6 created, 0 updated, 0 duplicates, 0 rejected, 1 cleaned"_s);
        const QByteArray file = one.exported(language);
        QVERIFY(file.startsWith("\xEF\xBB\xBF"));

        // Where it comes from: nothing new.
        QCOMPARE(counts(one.import(file)), u"6 rows: 0 created, 0 updated, 6 duplicates, 0 rejected, 0 cleaned"_s);
        QCOMPARE(one.exported(language), file);

        // Elsewhere: the same customers, under the same ids.
        CustomerStore other;
        QCOMPARE(counts(other.import(file)), u"6 rows: 6 created, 0 updated, 0 duplicates, 0 rejected, 0 cleaned"_s);
        QCOMPARE(other.exported(language), file);
        for (const FieldOf<QString> &field : {customer::name, customer::note, customer::name_normal, phone::written, phone::e164,
                                              phone::extension, phone::line, phone::kind, email::normal, address::written})
            QCOMPARE(other.texts(field), one.texts(field));
    }
    void headingsAreAsPromised()
    {
        QCOMPARE(customerExportHeadings(Language::Chinese, {}).join(u' '), u"编号 姓名 公司 手机 邮箱 地址 城市 来源 生日 备注"_s);
        QCOMPARE(customerExportHeadings(Language::English, {}).join(u' '), u"ID Name Company Phone Email Address City Source Birthday Note"_s);
    }
    void formulasDoNotRun()
    {
        CustomerStore store;
        store.import(people.toUtf8());
        const QString file = QString::fromUtf8(store.exported());
        QVERIFY(file.contains(u",'=1+1,"_s));
        QVERIFY(file.contains(u"\"'@say \"\"hi\"\"\""_s));
        QVERIFY(file.contains(u",+44 20 7183 8750,"_s));
    }
    void aNumberReadAbroadIsNotMisreadHere()
    {
        CustomerStore store;
        CustomerImport::Options options;
        options.region = u"HK"_s;
        store.import("name,phone\nChan,2345 6789\n", options);
        QCOMPARE(store.texts(phone::e164), QStringList{u"+85223456789"_s});
        const QByteArray file = store.exported();
        QVERIFY(file.contains("+85223456789"));
        QCOMPARE(counts(store.import(file)), u"1 rows: 0 created, 0 updated, 1 duplicates, 0 rejected, 0 cleaned"_s);
    }
    void pagesMeetWithoutGaps()
    {
        QByteArray file = "name\n";
        for (int i = 0; i < 2500; ++i)
            file += "Person" + QByteArray::number(i) + "\n";
        CustomerStore store;
        store.import(file);
        QCOMPARE(store.exported().count("\r\n"), 2501);
    }
};

QTEST_GUILESS_MAIN(TestExportCustomers)
#include "tst_export_customers.moc"
