// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/name.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace kemai;

class TestName : public QObject {
    Q_OBJECT

private slots:
    void folds_data();
    void folds();
    void partsNames_data();
    void partsNames();
    void findsTheCompanyCore_data();
    void findsTheCompanyCore();
    void hostileNamesAreBounded();
};

void TestName::folds_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("folded");
    QTest::newRow("plain") << u"张伟"_s << u"张伟"_s;
    QTest::newRow("space between Han") << u"张 伟"_s << u"张伟"_s;
    QTest::newRow("ideographic space") << u"张\u3000伟"_s << u"张伟"_s;
    QTest::newRow("zero-width") << u"张\u200b伟\ufeff"_s << u"张伟"_s;
    QTest::newRow("full-width Latin") << u"ＡＮＮ  Lee"_s << u"ann lee"_s;
    QTest::newRow("composition") << u"Jose\u0301"_s << u"josé"_s;
    QTest::newRow("sharp s") << u"STRASSE"_s << u"strasse"_s;
    QTest::newRow("mixed") << u"Ann 李"_s << u"ann李"_s;
    QTest::newRow("another person") << u"张玮"_s << u"张玮"_s;
    QTest::newRow("empty") << QString() << QString();
}

void TestName::folds()
{
    QFETCH(QString, name);
    QFETCH(QString, folded);
    QCOMPARE(foldedName(name), folded);
    QCOMPARE(foldedName(foldedName(name)), folded);
}

void TestName::partsNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("parts"); // surname|given|title|folded
    const auto row
        = [](const QString &name, const QString &parts) { QTest::newRow(qPrintable(name)) << name << parts; };
    row(u"张伟"_s, u"张|伟||张伟"_s);
    row(u"张伟先生"_s, u"张|伟|先生|张伟"_s);
    row(u"张 伟 女士"_s, u"张|伟|女士|张伟"_s);
    row(u"张经理"_s, u"张||经理|张"_s);
    row(u"李总经理"_s, u"李||总经理|李"_s);
    row(u"王总"_s, u"王||总|王"_s);
    row(u"李工"_s, u"李||工|李"_s);
    row(u"欧阳工"_s, u"欧阳||工|欧阳"_s);
    row(u"王建工"_s, u"王|建工||王建工"_s);
    row(u"欧阳娜娜"_s, u"欧阳|娜娜||欧阳娜娜"_s);
    row(u"司马光"_s, u"司马|光||司马光"_s);
    row(u"尉迟恭"_s, u"尉迟|恭||尉迟恭"_s);
    row(u"单田芳"_s, u"单|田芳||单田芳"_s);
    row(u"陳先生"_s, u"陳||先生|陳"_s);
    row(u"先生"_s, u"|||先生"_s);
    row(u"Mr. Wang Wei"_s, u"||mr|wang wei"_s);
    row(u"Ann Lee"_s, u"|||ann lee"_s);
    row(u"上海客脉有限公司"_s, u"|||上海客脉有限公司"_s);
    row(u""_s, u"|||"_s);
}

void TestName::partsNames()
{
    QFETCH(QString, name);
    QFETCH(QString, parts);
    const PersonName person = personName(name);
    QCOMPARE(QStringList({person.surname, person.given, person.title, person.folded}).join(u'|'), parts);
}

void TestName::findsTheCompanyCore_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("core");
    const auto row = [](const QString &name, const QString &core) { QTest::newRow(qPrintable(name)) << name << core; };
    row(u"上海客脉软件有限公司"_s, u"上海客脉软件"_s);
    row(u"客脉（上海）软件有限公司"_s, u"客脉上海软件"_s);
    row(u"客脉(上海)软件有限责任公司"_s, u"客脉上海软件"_s);
    row(u"客脉软件股份有限公司"_s, u"客脉软件"_s);
    row(u"客脉软件股份有限公司北京分公司"_s, u"客脉软件股份有限公司北京"_s);
    row(u"客脉集团有限公司"_s, u"客脉集团"_s);
    row(u"客脉（集团）有限公司"_s, u"客脉集团"_s);
    row(u"客脉集团"_s, u"客脉集团"_s);
    row(u"Kemai Co., Ltd."_s, u"kemai"_s);
    row(u"KEMAI CO.,LTD"_s, u"kemai"_s);
    row(u"Ｋｅｍａｉ Inc."_s, u"kemai"_s);
    row(u"Kemai Software GmbH"_s, u"kemai software"_s);
    row(u"Vinc"_s, u"vinc"_s);
    row(u"有限公司"_s, u"有限公司"_s);
    row(u"Ltd."_s, u"ltd"_s);
    row(u""_s, u""_s);
}

void TestName::findsTheCompanyCore()
{
    QFETCH(QString, name);
    QFETCH(QString, core);
    QCOMPARE(companyCore(name), core);
    QCOMPARE(companyCore(companyCore(name)), core);
}

void TestName::hostileNamesAreBounded()
{
    for (const QString &name :
         QStringList{QString(1 << 20, u'张'), u"a"_s + QString(1 << 20, QChar(0x301)), QString(1 << 20, u'('),
                     QString(1 << 20, QChar(0xDC00)), u"有限公司"_s.repeated(1 << 17), u" ltd"_s.repeated(1 << 17),
                     QString(1 << 20, QChar(0x200F))}) {
        QVERIFY(foldedName(name).size() <= 2 * nameLimit);
        QVERIFY(personName(name).folded.size() <= 2 * nameLimit);
        QVERIFY(companyCore(name).size() <= 2 * nameLimit);
    }
}

QTEST_APPLESS_MAIN(TestName)
#include "tst_name.moc"
