// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/mapping.h"

#include <QJsonDocument>
#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestMapping : public QObject
{
    Q_OBJECT

private slots:
    void findsColumnsByTheirHeadings_data()
    {
        QTest::addColumn<QString>("headings");
        QTest::addColumn<QByteArray>("given");
        QTest::addColumn<QString>("fields"); // "-" ignored; or the error's id
        const auto row = [](const char *name, const QString &headings, const QString &fields, const QByteArray &given = "{}") {
            QTest::newRow(name) << headings << given << fields;
        };
        row("the export's own", u"编号,姓名,公司,手机,邮箱,地址,城市,来源,生日,备注"_s, u"id,name,company,phone,email,address,city,source,birthday,note"_s);
        row("the export's own, English", u"ID,Name,Company,Phone,Email,Address,City,Source,Birthday,Note"_s, u"id,name,company,phone,email,address,city,source,birthday,note"_s);
        row("synonyms", u"客户姓名,手机号码,单位名称,来源渠道"_s, u"name,phone,company,source"_s);
        row("traditional", u"客戶姓名,手機,郵箱,備註"_s, u"name,phone,email,note"_s);
        row("case, signs, width", u"FULL NAME,Phone_Number,E-Mail,Ｎｏｔｅ"_s, u"name,phone,email,note"_s);
        row("brackets and stars", u"姓名（必填）,手机*,电话(备用),邮箱 [工作]"_s, u"name,phone,phone,-"_s);
        row("numbered", u"姓名,手机1,手机2,Phone 3"_s, u"name,phone,phone,phone"_s);
        row("customer name and contact", u"客户名称,联系人,联系电话"_s, u"company,name,phone"_s);
        row("customer and company", u"客户名称,公司,电话"_s, u"name,company,phone"_s);
        row("two names: the label wins", u"联系人,姓名,电话"_s, u"-,name,phone"_s);
        row("unknown", u"姓名,手机,血型"_s, u"name,phone,-"_s);
        row("custom by label", u"姓名,微信号"_s, u"name,wechat"_s);
        row("nothing known", u"甲,乙,丙"_s, u"customers.noKnownHeading"_s);
        row("only an email", u"邮箱"_s, u"customers.noKnownHeading"_s);
        row("given", u"谁,打哪,姓名"_s, u"name,phone,-"_s, R"({"谁":"name","打哪":"phone"})");
        row("given ignores", u"姓名,手机,备注"_s, u"name,phone,-"_s, R"({"备注":""})");
        row("given custom", u"姓名,血型"_s, u"name,blood"_s, R"({"血型":"blood"})");
        row("given custom, prefixed", u"姓名,血型,微"_s, u"name,blood,wechat"_s, R"({"血型":"custom.blood","微":"wechat"})");
        row("given twice", u"甲,乙"_s, u"customers.mappingTwice"_s, R"({"甲":"name","乙":"name"})");
        row("given several phones", u"甲,乙"_s, u"phone,phone"_s, R"({"甲":"phone","乙":"phone"})");
        row("given for other files", u"姓名,手机"_s, u"name,phone"_s, R"({"没有":"note"})");
        row("given a number", u"姓名"_s, u"customers.mappingUnreadable"_s, R"({"姓名":3})");
    }
    void findsColumnsByTheirHeadings()
    {
        QFETCH(QString, headings);
        QFETCH(QByteArray, given);
        QFETCH(QString, fields);
        const QStringList list = headings.split(u',');
        const auto mapping = mapCustomerColumns(list, QJsonDocument::fromJson(given).object(), {{u"wechat"_s, u"微信号"_s, u"WeChat"_s, false}});
        QStringList found;
        if (mapping)
            for (const CustomerMapping::Column &column : mapping->columns)
                found.append(column.field == CustomerField::Ignored  ? u"-"_s
                             : column.field == CustomerField::Custom ? mapping->customFields[column.custom].key
                                                                     : customerFieldCode(column.field));
        QCOMPARE(mapping ? found.join(u',') : mapping.error().id, fields);
    }
    void writesWhatItReads()
    {
        const QStringList headings{u"谁"_s, u"手机"_s, u"血型"_s, u"杂"_s};
        const QJsonObject given{{u"谁"_s, u"name"_s}, {u"血型"_s, u"blood"_s}};
        const auto mapping = mapCustomerColumns(headings, given, {});
        QVERIFY(mapping.has_value());
        QCOMPARE(mapping->ignoredHeadings, QStringList{u"杂"_s});
        QVERIFY(mapping->customFields.last().isNew);
        const auto again = mapCustomerColumns(headings, mapping->toJson(headings), {});
        QVERIFY(again.has_value());
        QCOMPARE(again->toJson(headings), mapping->toJson(headings));
    }
};

QTEST_APPLESS_MAIN(TestMapping)
#include "tst_mapping.moc"
