// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/csv_reader.h"
#include "formats/csv_writer.h"
#include "formats/formula_guard.h"

#include <QBuffer>
#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestCsvWriter : public QObject
{
    Q_OBJECT

private slots:
    void guardsFormulas_data()
    {
        QTest::addColumn<QString>("cell");
        QTest::addColumn<QString>("written");
        QTest::newRow("text") << u"张伟"_s << u"张伟"_s;
        QTest::newRow("formula") << u"=1+1"_s << u"'=1+1"_s;
        QTest::newRow("command") << u"=cmd|' /C calc'!A0"_s << u"'=cmd|' /C calc'!A0"_s;
        QTest::newRow("plus") << u"+A1"_s << u"'+A1"_s;
        QTest::newRow("minus") << u"-SUM(A1)"_s << u"'-SUM(A1)"_s;
        QTest::newRow("at") << u"@SUM(A1)"_s << u"'@SUM(A1)"_s;
        QTest::newRow("full width") << u"＝1"_s << u"'＝1"_s;
        QTest::newRow("guarded already") << u"'=1"_s << u"''=1"_s;
        QTest::newRow("an apostrophe") << u"'t Hooft"_s << u"'t Hooft"_s;
        QTest::newRow("phone") << u"+8613800138000"_s << u"+8613800138000"_s;
        QTest::newRow("phones") << u"+86 138-0013-8000; (021) 6234"_s << u"+86 138-0013-8000; (021) 6234"_s;
        QTest::newRow("phone with a word") << u"+86 21 6234 转801"_s << u"'+86 21 6234 转801"_s;
        QTest::newRow("number") << u"-12.50"_s << u"-12.50"_s;
        QTest::newRow("empty") << QString() << QString();
    }
    void guardsFormulas()
    {
        QFETCH(QString, cell);
        QFETCH(QString, written);
        QCOMPARE(guardedFromFormula(cell), written);
        QCOMPARE(withoutFormulaGuard(written), cell);
    }
    void guardIsAlwaysUndone()
    {
        for (const QString &cell : {u"'"_s, u"''"_s, u"''=x"_s, u"'+1"_s, u"'+86138"_s, u"+"_s, u"\t=1"_s, u"'''@a"_s})
            QCOMPARE(withoutFormulaGuard(guardedFromFormula(cell)), cell);
    }

    void readsBackAsWritten()
    {
        const QList<QStringList> rows{{u"姓名"_s, u"备注"_s, u"手机"_s},
                                      {u"张伟"_s, u"a,b \"c\"\r\nd\n"_s, u"+8613800138000"_s},
                                      {u"=1+1"_s, u" leading and trailing "_s, u"'@x"_s},
                                      {u"\"\""_s, u"\""_s, u"𠮷🎉"_s},
                                      {QString(), QString(), u"，；|\t"_s}};
        QByteArray bytes;
        QBuffer out(&bytes);
        QVERIFY(out.open(QIODevice::WriteOnly));
        CsvWriter writer(out);
        for (const QStringList &row : rows)
            QVERIFY(writer.write(row).has_value());
        QVERIFY(writer.finish().has_value());
        QVERIFY(bytes.startsWith(u"\uFEFF姓名,备注,手机\r\n"_s.toUtf8()));

        QBuffer in(&bytes);
        QVERIFY(in.open(QIODevice::ReadOnly));
        Result<CsvReader> reader = CsvReader::open(in);
        QVERIFY(reader.has_value());
        QCOMPARE(reader->headings(), rows.first());
        for (qsizetype i = 1; i < rows.size(); ++i) {
            TableRow row;
            QVERIFY(*reader->next(row));
            QVERIFY(!row.error);
            for (QString &cell : row.cells)
                cell = withoutFormulaGuard(cell);
            QCOMPARE(row.cells, rows.at(i));
        }
    }

    void aFullDiskIsReportedAndStaysReported()
    {
        class Full : public QBuffer
        {
        protected:
            qint64 writeData(const char *, qint64) override { return -1; }
        } full;
        QVERIFY(full.open(QIODevice::WriteOnly));
        CsvWriter writer(full);
        QVERIFY(writer.write({u"a"_s}).has_value());
        QCOMPARE(writer.finish().error().id, u"formats.writeFailed"_s);
        QVERIFY(!writer.finish());
    }
};

QTEST_APPLESS_MAIN(TestCsvWriter)
#include "tst_csv_writer.moc"
