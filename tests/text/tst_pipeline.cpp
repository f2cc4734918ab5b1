// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/date.h"
#include "text/email.h"
#include "text/pinyin.h"
#include "text/pipeline.h"
#include "text/region.h"

#include <QTest>

#include <array>
#include <thread>
#include <vector>

using namespace Qt::StringLiterals;
using namespace kemai;

Q_DECLARE_METATYPE(kemai::FieldClass)

class TestPipeline : public QObject {
    Q_OBJECT

private slots:
    void readsEmails_data();
    void readsEmails();
    void readsBirthdays_data();
    void readsBirthdays();
    void readsSpreadsheetDays_data();
    void readsSpreadsheetDays();
    void cleansFields_data();
    void cleansFields();
    void cleansTwelveThousandDirtyRows();
    void hostileFieldsAreRefusedOrKept();
    void threadsAgree();
};

void TestPipeline::readsEmails_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("normal"); // or the error's id
    const auto row = [](const QString &typed, const QString &normal) {
        QTest::newRow(qPrintable(typed.left(40))) << typed << normal;
    };
    row(u"ann@example.com"_s, u"ann@example.com"_s);
    row(u" Ann.Lee@Example.COM "_s, u"ann.lee@example.com"_s);
    row(u"ａｎｎ＠ｅｘａｍｐｌｅ．ｃｏｍ"_s, u"ann@example.com"_s);
    row(u"ann\u200b@example.com\ufeff"_s, u"ann@example.com"_s);
    row(u"ann @ example.com"_s, u"ann@example.com"_s);
    row(u"ann@example。com"_s, u"ann@example.com"_s);
    row(u"mailto:ann@example.com"_s, u"ann@example.com"_s);
    row(u"\"李 安\" <ann@example.com>"_s, u"ann@example.com"_s);
    row(u"ann@example.com."_s, u"ann@example.com"_s);
    row(u"ann+crm@mail.example.com.cn"_s, u"ann+crm@mail.example.com.cn"_s);
    row(u"安@例子.中国"_s, u"安@xn--fsqu00a.xn--fiqs8s"_s);
    row(u"12345678@qq.com"_s, u"12345678@qq.com"_s);
    row(u"ann.example.com"_s, u"text.emailWithoutAt"_s);
    row(u"无"_s, u"text.emailWithoutAt"_s);
    row(u"@example.com"_s, u"text.emailLocalPart"_s);
    row(u"a..b@example.com"_s, u"text.emailLocalPart"_s);
    row(u".a@example.com"_s, u"text.emailLocalPart"_s);
    row(u"a@b@example.com"_s, u"text.emailLocalPart"_s);
    row(u"a,b@example.com"_s, u"text.emailLocalPart"_s);
    row(u"ann@example"_s, u"text.emailDomain"_s);
    row(u"ann@-example.com"_s, u"text.emailDomain"_s);
    row(u"ann@exa_mple.com"_s, u"text.emailDomain"_s);
    row(u"ann@example..com"_s, u"text.emailDomain"_s);
    row(u"ann@1.2.3.4"_s, u"text.emailDomain"_s);
    row(u"ann@"_s, u"text.emailDomain"_s);
    row(QString(65, u'a') + u"@example.com"_s, u"text.emailLocalPart"_s);
    row(u"a@"_s + u"b."_s.repeated(130) + u"com"_s, u"text.emailTooLong"_s);
    row(QString(1 << 20, u'a') + u"@b.com"_s, u"text.emailTooLong"_s);
}

void TestPipeline::readsEmails()
{
    QFETCH(QString, typed);
    QFETCH(QString, normal);
    const Result<EmailAddress> email = parseEmail(typed);
    QCOMPARE(email ? email->normal : email.error().id, normal);
    if (!email)
        QCOMPARE(email.error().code, Error::Code::Invalid);
    else
        QCOMPARE(parseEmail(email->written)->normal, normal);
}

void TestPipeline::readsBirthdays_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("day"); // ISO, or the error's id
    const auto row
        = [](const QString &typed, const QString &day) { QTest::newRow(qPrintable(typed.left(40))) << typed << day; };
    const QString day = u"1990-01-02"_s;
    for (const QString &typed : {u"1990-01-02"_s,
                                 u"1990-1-2"_s,
                                 u"1990/1/2"_s,
                                 u"1990/01/02"_s,
                                 u"1990.1.2"_s,
                                 u"1990年1月2日"_s,
                                 u"1990年01月02号"_s,
                                 u"1990 年 1 月 2 日"_s,
                                 u"１９９０年１月２日"_s,
                                 u"19900102"_s,
                                 u"一九九〇年一月二日"_s,
                                 u"1990-01-02 00:00:00"_s,
                                 u"1990-01-02T00:00:00.000Z"_s,
                                 u"1990/1/2 0:00"_s,
                                 u"Jan 2, 1990"_s,
                                 u"2 January 1990"_s,
                                 u"2nd Jan 1990"_s,
                                 u"2-Jan-1990"_s,
                                 u"1990-\u200b01-02"_s,
                                 u"1990年1月2日生"_s,
                                 u"19900102.0"_s})
        row(typed, day);
    row(u"一九八五年十二月二十一日"_s, u"1985-12-21"_s);
    row(u"二〇〇〇年十月十日"_s, u"2000-10-10"_s);
    row(u"13/2/1990"_s, u"1990-02-13"_s);
    row(u"2/13/1990"_s, u"1990-02-13"_s);
    row(u"5/5/1990"_s, u"1990-05-05"_s);
    row(u"2000-02-29"_s, u"2000-02-29"_s);
    row(u"2026-11-22"_s, u"2026-11-22"_s);
    row(u"1/2/1990"_s, u"text.dateAmbiguous"_s);
    row(u"90-1-2"_s, u"text.dateWithoutCentury"_s);
    row(u"900102"_s, u"text.dateWithoutCentury"_s);
    row(u"1月2日"_s, u"text.dateWithoutYear"_s);
    row(u"Jan 2"_s, u"text.dateWithoutYear"_s);
    row(u"1990-02-30"_s, u"text.dateImpossible"_s);
    row(u"1990-13-01"_s, u"text.dateImpossible"_s);
    row(u"1900-02-29"_s, u"text.dateImpossible"_s);
    row(u"2026-11-23"_s, u"text.dateOutOfRange"_s);
    row(u"1790-01-01"_s, u"text.dateOutOfRange"_s);
    row(u"农历1990年正月初二"_s, u"text.dateLunar"_s);
    row(u"32875"_s, u"text.dateUnreadable"_s);
    row(u"1990"_s, u"text.dateUnreadable"_s);
    row(u"1990-01"_s, u"text.dateUnreadable"_s);
    row(u"unknown"_s, u"text.dateUnreadable"_s);
    row(u"无"_s, u"text.dateUnreadable"_s);
    row(u"1990-01-02-03"_s, u"text.dateUnreadable"_s);
    row(u"999999999999999999"_s, u"text.dateUnreadable"_s);
    row(QString(1 << 20, u'1'), u"text.dateUnreadable"_s);
    row(QString(1 << 20, QChar(0x200B)), u"text.dateUnreadable"_s);
}

void TestPipeline::readsBirthdays()
{
    QFETCH(QString, typed);
    QFETCH(QString, day);
    const Result<QDate> date = parseBirthday(typed, QDate(2026, 11, 22));
    QCOMPARE(date ? date->toString(Qt::ISODate) : date.error().id, day);
}

void TestPipeline::readsSpreadsheetDays_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("day");
    QTest::newRow("serial") << u"32875"_s << u"1990-01-02"_s;
    QTest::newRow("serial as float") << u"32875.0"_s << u"1990-01-02"_s;
    QTest::newRow("the first day") << u"1"_s << u"1900-01-01"_s;
    QTest::newRow("before the false leap day") << u"59"_s << u"1900-02-28"_s;
    QTest::newRow("the false leap day") << u"60"_s << u"text.dateImpossible"_s;
    QTest::newRow("after it") << u"61"_s << u"1900-03-01"_s;
    QTest::newRow("future") << u"99999"_s << u"text.dateOutOfRange"_s;
    QTest::newRow("written all the same") << u"1990-01-02"_s << u"1990-01-02"_s;
}

void TestPipeline::readsSpreadsheetDays()
{
    QFETCH(QString, typed);
    QFETCH(QString, day);
    const Result<QDate> date = parseBirthday(typed, QDate(2026, 11, 22), DateForms::SpreadsheetSerial);
    QCOMPARE(date ? date->toString(Qt::ISODate) : date.error().id, day);
}

void TestPipeline::cleansFields_data()
{
    QTest::addColumn<FieldClass>("fieldClass");
    QTest::addColumn<QString>("raw");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("normal"); // or the error's id, and text empty
    QTest::newRow("name") << FieldClass::Name << u"张\u200b 伟"_s << u"张 伟"_s << u"张伟"_s;
    QTest::newRow("company") << FieldClass::Company << u"客脉（上海）有限公司"_s << u"客脉（上海）有限公司"_s
                             << u"客脉上海"_s;
    QTest::newRow("phone") << FieldClass::Phone << u"１３８\u200b0013 8000"_s << u"1380013 8000"_s
                           << u"+8613800138000"_s;
    QTest::newRow("service") << FieldClass::Phone << u"95588"_s << u"95588"_s << u"95588"_s;
    QTest::newRow("no number") << FieldClass::Phone << u"见备注"_s << u"见备注"_s << QString();
    QTest::newRow("email") << FieldClass::Email << u"Ann@Example.com "_s << u"Ann@example.com"_s
                           << u"ann@example.com"_s;
    QTest::newRow("bad email") << FieldClass::Email << u"ann"_s << QString() << u"text.emailWithoutAt"_s;
    QTest::newRow("address") << FieldClass::Address << u"北京 朝阳 建国路８８号"_s << u"北京 朝阳 建国路８８号"_s
                             << u"110105建国路88号"_s;
    QTest::newRow("free text") << FieldClass::FreeText << u"a\r\nb"_s << u"a\nb"_s << QString();
    QTest::newRow("identifier") << FieldClass::Identifier << u"ａ-１２ｂ"_s << u"a-12b"_s << u"A12B"_s;
    QTest::newRow("date") << FieldClass::Date << u"1990年1月2日"_s << u"1990-01-02"_s << u"1990-01-02"_s;
    QTest::newRow("bad date") << FieldClass::Date << u"1/2/1990"_s << QString() << u"text.dateAmbiguous"_s;
    QTest::newRow("nothing visible") << FieldClass::Email << u"\u200b\u3000"_s << QString() << QString();
    QTest::newRow("too long") << FieldClass::Name << QString(201, u'a') << QString() << u"text.tooLong"_s;
    QTest::newRow("long only by invisible characters")
        << FieldClass::Name << u"a"_s + QString(1000, QChar(0x200B)) << u"a"_s << u"a"_s;
}

void TestPipeline::cleansFields()
{
    QFETCH(FieldClass, fieldClass);
    QFETCH(QString, raw);
    QFETCH(QString, text);
    QFETCH(QString, normal);
    FieldContext context;
    context.today = QDate(2026, 11, 22);
    const Result<CleanField> field = cleanField(fieldClass, raw, context);
    QCOMPARE(field ? field->text : QString(), text);
    QCOMPARE(field ? field->normal : field.error().id, normal);
    // What is kept cleans to itself: a second entrance gives the same.
    if (field) {
        const Result<CleanField> again = cleanField(fieldClass, field->text, context);
        QVERIFY(again);
        QCOMPARE(again->text, field->text);
        QCOMPARE(again->normal, field->normal);
        QCOMPARE(again->phones, field->phones);
        QVERIFY(!again->did.testFlag(Cleaning::Invisible));
    }
}

// R120: 12,000 rows, 37 % with invisible characters; none after.
void TestPipeline::cleansTwelveThousandDirtyRows()
{
    const QString dirt = u"\u200b\u200c\u200d\u2060\ufeff\u00ad\u202e\u180e"_s;
    int dirty = 0;
    int cleaned = 0;
    for (int row = 0; row < 12000; ++row) {
        QString phone = QString::number(13800000000 + row * 7919LL % 100000000);
        QString name = u"张伟"_s + QString::number(row);
        if (row * 37 % 100 < 37) {
            ++dirty;
            phone.insert(row % 12, dirt[row % dirt.size()]);
            name.insert(row % 3, dirt[(row / 8) % dirt.size()]);
        }
        const Result<CleanField> cleanName = cleanField(FieldClass::Name, name);
        const Result<CleanField> cleanPhone = cleanField(FieldClass::Phone, phone);
        QVERIFY(cleanName && cleanPhone);
        cleaned
            += cleanName->did.testFlag(Cleaning::Invisible) && cleanPhone->did.testFlag(Cleaning::Invisible) ? 1 : 0;
        QVERIFY(isClean(FieldClass::Name, cleanName->text) && isClean(FieldClass::Phone, cleanPhone->text));
        QCOMPARE(cleanPhone->phones.size(), 1);
        QCOMPARE(cleanPhone->phones.front().e164.size(), 14);
    }
    QCOMPARE(dirty, 12000 * 37 / 100);
    QCOMPARE(cleaned, dirty);
}

void TestPipeline::hostileFieldsAreRefusedOrKept()
{
    for (const QString &raw :
         QStringList{QString(1 << 20, u'a'), QString(1 << 20, QChar(0x200B)), QString(1 << 20, QChar(0xD83D)),
                     u"e"_s + QString(1 << 20, QChar(0x301)), QString(1 << 20, QChar(0x202E)), u"@"_s.repeated(1 << 20),
                     u"1-"_s.repeated(1 << 19), QString(1 << 20, QChar(0xFDFA))}) {
        for (const FieldClass one :
             {FieldClass::Name, FieldClass::Company, FieldClass::Phone, FieldClass::Email, FieldClass::Address,
              FieldClass::FreeText, FieldClass::Identifier, FieldClass::Date}) {
            const Result<CleanField> field = cleanField(one, raw);
            QVERIFY(field ? field->text.size() <= fieldLimit(one) : field.error().code == Error::Code::Invalid);
        }
    }
}

// Every table is made at first use: four threads at once get what one gets. Worth its run under the thread sanitizer.
void TestPipeline::threadsAgree()
{
    const auto work = [] {
        QStringList normals;
        for (int row = 0; row < 200; ++row) {
            const QString number = QString::number(13800000000 + row * 99999LL);
            normals << cleanField(FieldClass::Phone, number)->normal
                    << cleanField(FieldClass::Address, u"上海浦东世纪大道"_s + QString::number(row))->normal
                    << cleanField(FieldClass::Name, u"单田芳\u200b"_s)->normal << pinyin(u"重庆银行", Reading::Name)
                    << QString::number(regionOfNumber(QString(u"+86"_s + number)).value_or(InferredRegion()).province);
        }
        return normals;
    };
    std::array<QStringList, 4> results;
    {
        std::vector<std::thread> threads;
        for (QStringList &result : results)
            threads.emplace_back([&result, &work] { result = work(); });
        for (std::thread &thread : threads)
            thread.join();
    }
    for (const QStringList &result : results)
        QCOMPARE(result, work());
}

QTEST_APPLESS_MAIN(TestPipeline)
#include "tst_pipeline.moc"
