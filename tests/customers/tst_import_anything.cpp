// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever a file is, its rows go the same way; what to do with known customers; the mapping that is remembered; and the
// error file, which comes back in the file's own form.
#include "customer_store.h"

#include "customers/import_errors.h"
#include "customers/import_preview.h"
#include "history/undo.h"
#include "schema/administration.h"
#include "support/zip_file.h"

#include <QTemporaryDir>

using namespace kemai;
using namespace Qt::StringLiterals;

namespace {

QByteArray sheetOfTwo(const QString &secondPhone)
{
    return workbook({{{"说明", worksheet(textRow(1, {u"请勿修改"_s}))},
                      {"名单", worksheet(textRow(2, {u"姓名"_s, u"手机"_s, u"公司"_s}) + textRow(3, {u"张敏"_s, u"13800138000"_s, u"启明"_s})
                                         + textRow(4, {u"李伟"_s, secondPhone}))}}});
}

QByteArray fileContent(const QString &name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("no file");
}

} // namespace

class TestImportAnything : public QObject
{
    Q_OBJECT

private slots:
    void theSameRowsFromEveryForm_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::newRow("text") << u"姓名,手机,公司\n张敏,13800138000,启明\n李伟,021-62888888转801,\n"_s.toUtf8();
        QTest::newRow("pasted from a spreadsheet") << u"姓名\t手机\t公司\r\n张敏\t13800138000\t\"启明\"\r\n李伟\t021-62888888转801\t\r\n"_s.toUtf8();
        QTest::newRow("workbook") << sheetOfTwo(u"021-62888888转801"_s);
        QTest::newRow("cards") << QByteArray("BEGIN:VCARD\nFN:张敏\nORG:启明\nTEL;CELL:13800138000\nEND:VCARD\nBEGIN:VCARD\nFN:李伟\nTEL:021-62888888转801\nEND:VCARD\n");
    }
    void theSameRowsFromEveryForm()
    {
        QFETCH(QByteArray, file);
        CustomerStore store;
        QCOMPARE(counts(store.import(file)), u"2 rows: 2 created, 0 updated, 0 duplicates, 0 rejected, 0 cleaned"_s);
        QCOMPARE(store.texts(customer::name), (QStringList{u"张敏"_s, u"李伟"_s}));
        QCOMPARE(store.texts(phone::e164), (QStringList{u"+8613800138000"_s, u"+862162888888"_s}));
        QCOMPARE(counts(store.import(file)), u"2 rows: 0 created, 0 updated, 2 duplicates, 0 rejected, 0 cleaned"_s);
    }

    void knownCustomersAreSkippedUpdatedOrCreatedAgain_data()
    {
        using Known = CustomerImport::Known;
        QTest::addColumn<int>("known");
        QTest::addColumn<QString>("expected");
        QTest::addColumn<QStringList>("remarked");
        QTest::newRow("skip") << int(Known::Skip) << u"5 rows: 1 created, 0 updated, 4 duplicates, 0 rejected, 0 cleaned"_s
                              << QStringList{u"2 duplicate duplicateOfCustomer"_s, u"3 duplicate duplicateOfCustomer"_s, u"4 duplicate duplicateOfCustomer"_s,
                                             u"6 duplicate duplicateOfLine"_s};
        // The second row about 张敏 is not judged by what was before the first.
        QTest::newRow("update") << int(Known::Update) << u"5 rows: 1 created, 1 updated, 3 duplicates, 0 rejected, 0 cleaned"_s
                                << QStringList{u"3 duplicate duplicateOfLine"_s, u"4 duplicate duplicateOfCustomer"_s, u"6 duplicate duplicateOfLine"_s};
        QTest::newRow("create") << int(Known::Create) << u"5 rows: 3 created, 0 updated, 2 duplicates, 0 rejected, 0 cleaned"_s
                                << QStringList{u"2 warning createdBeside"_s, u"3 duplicate duplicateOfLine"_s, u"4 warning createdBeside"_s,
                                               u"6 duplicate duplicateOfLine"_s};
    }
    void knownCustomersAreSkippedUpdatedOrCreatedAgain()
    {
        QFETCH(int, known);
        QFETCH(QString, expected);
        QFETCH(QStringList, remarked);
        CustomerStore store;
        QVERIFY(store.import(u"姓名,手机,城市\n张敏,13800138000,\n李伟,13900139000,南京\n"_s.toUtf8()));
        const QByteArray file = u"姓名,手机,城市,邮箱\n张敏,13800138000,上海,zm@a.cn\n张敏,13800138000,北京,\n李伟,13900139000,,\n王芳,13700137000,,\n王芳,13700137000,,\n"_s.toUtf8();
        CustomerImport::Options options;
        options.known = CustomerImport::Known(known);
        options.chunkRows = 1; // every row sees what the one before it wrote
        options.mode = CustomerImport::Mode::DryRun;
        QCOMPARE(counts(store.import(file, options)), expected);
        QCOMPARE(store.remarked(), remarked);
        options.mode = CustomerImport::Mode::Write;
        const auto done = store.import(file, options);
        QCOMPARE(counts(done), expected);
        QCOMPARE(store.remarked(), remarked);
        if (CustomerImport::Known(known) == CustomerImport::Known::Update) {
            QCOMPARE(store.texts(customer::city), (QStringList{QString(), u"上海"_s, u"南京"_s}));
            QCOMPARE(store.texts(email::written), QStringList{u"zm@a.cn"_s});
        }
        // And back.
        const auto undone = store.run([&](Records &records) -> Result<Undone> {
            const auto plan = planUndoOfBatch(records, done->batch);
            return plan ? undo(records, *plan) : Result<Undone>(fail(plan.error()));
        });
        QVERIFY(undone);
        QCOMPARE(store.texts(customer::name), (QStringList{u"张敏"_s, u"李伟"_s}));
        QCOMPARE(store.texts(customer::city), (QStringList{QString(), u"南京"_s}));
    }

    void theMappingIsRememberedForTheSameHeadings()
    {
        CustomerStore store;
        const QByteArray file = u"甲,乙\n张敏,13800138000\n"_s.toUtf8();
        CustomerImport::Options options;
        options.mapping = {{u"甲"_s, u"name"_s}, {u"乙"_s, u"phone"_s}};
        const auto first = store.import(file, options);
        QCOMPARE(first->created, 1);
        options.mapping = {};
        options.remembered = [&store](const QStringList &headings) {
            return *store.run([&](Records &records) { return rememberedMapping(records, headings); });
        };
        QCOMPARE(counts(store.import(file, options)), u"1 rows: 0 created, 0 updated, 1 duplicates, 0 rejected, 0 cleaned"_s);
        QCOMPARE(counts(store.import(u"甲,丙\n张敏,13800138000\n"_s.toUtf8(), options)), u"customers.noKnownHeading"_s);
        // Undoing the import does not forget how the file is read.
        QVERIFY(store.run([&](Records &records) { return undo(records, *planUndoOfBatch(records, first->batch)); }));
        QCOMPARE(counts(store.import(file, options)), u"1 rows: 1 created, 0 updated, 0 duplicates, 0 rejected, 0 cleaned"_s);
    }

    void aPreviewShowsWhatIsThere()
    {
        QBuffer device;
        device.setData(sheetOfTwo(u"1"_s));
        device.open(QIODevice::ReadOnly);
        const auto preview = previewImport(device, {});
        QVERIFY(preview);
        QCOMPARE(preview->form.sheet, u"名单"_s);
        QCOMPARE(preview->form.headingRow, 2);
        QCOMPARE(preview->form.sheets, (QStringList{u"说明"_s, u"名单"_s}));
        QCOMPARE(preview->samples.size(), 2);
        QVERIFY(preview->isMapped);
        QBuffer unknown;
        unknown.setData("a,b\n1,2\n");
        unknown.open(QIODevice::ReadOnly);
        const auto unmapped = previewImport(unknown, {});
        QVERIFY(unmapped);
        QVERIFY(!unmapped->isMapped);
        QCOMPARE(unmapped->mapping.columns.size(), 2);
    }

    void theErrorFileComesBackInTheFormOfTheFile_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("from"); // what a person corrects
        QTest::addColumn<QByteArray>("to");
        QTest::newRow("text") << u"姓名;手机;备注\n张敏;13800138000;\n;打给我;\"两\n行\"\n赵六;12;x\n王芳;1;2;3\n"_s.toUtf8() << u"a.csv"_s << u";打给我;"_s.toUtf8() << u"钱七;13700137000;"_s.toUtf8();
        QTest::newRow("GB18030") << QByteArray::fromHex("d0d5c3fb2ccad6bbfa0ad5c5c3f42c31333830303133383030300a2cb4f2b8f8ced20a") << u"a.csv"_s
                                 << QByteArray::fromHex("0a2cb4f2b8f8ced2") << QByteArray::fromHex("0ac7aec6df2c3133373030313337303030");
        QTest::newRow("cards") << QByteArray("BEGIN:VCARD\nFN:张敏\nTEL:13800138000\nEND:VCARD\nBEGIN:VCARD\nTEL:打给我\nNOTE:x\nEND:VCARD\n") << u"a.vcf"_s
                               << u"TEL:打给我"_s.toUtf8() << u"TEL:13700137000"_s.toUtf8();
    }
    void theErrorFileComesBackInTheFormOfTheFile()
    {
        QFETCH(QByteArray, file);
        QFETCH(QString, name);
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QTemporaryDir folder;
        const QString path = folder.filePath(name);
        CustomerStore store;
        const auto summary = store.import(file);
        QVERIFY(summary);
        QVERIFY(summary->rejected > 0);
        qint64 rows = 0;
        const QByteArray written = errorFile(store, file, path, &rows);
        QVERIFY(rows >= summary->rejected);
        QVERIFY2(written.contains(from.trimmed()), written.constData());
        QByteArray corrected = written;
        corrected.replace(from.startsWith('\n') ? from : from, from.startsWith('\n') ? QByteArray(to) : to);
        const auto again = store.import(corrected);
        QVERIFY2(again, again ? "" : qPrintable(again.error().id));
        QCOMPARE(again->rows, rows);
        QCOMPARE(again->created, 1);
        QVERIFY(store.texts(phone::e164).contains(u"+8613700137000"_s));
    }

    void aWorkbookComesBackAsOne()
    {
        QTemporaryDir folder;
        CustomerStore store;
        const QByteArray file = sheetOfTwo(u"打给我"_s);
        QCOMPARE(counts(store.import(file)), u"2 rows: 2 created, 0 updated, 0 duplicates, 0 rejected, 0 cleaned"_s);
        qint64 rows = 0;
        const QByteArray written = errorFile(store, file, folder.filePath(u"a.xlsx"_s), &rows);
        QCOMPARE(rows, 1);
        QVERIFY(written.startsWith("PK"));
        QBuffer device;
        device.setData(written);
        device.open(QIODevice::ReadOnly);
        const auto preview = previewImport(device, {});
        QVERIFY(preview);
        QCOMPARE(preview->form.sheet, u"名单"_s);
        QCOMPARE(preview->headings, (QStringList{u"姓名"_s, u"手机"_s, u"公司"_s, u"原因"_s}));
        QCOMPARE(preview->samples, (QList<QStringList>{{u"李伟"_s, u"打给我"_s, QString(), u"customers.phoneUnread"_s}}));
        QCOMPARE(store.import(written)->duplicates, 1);
    }

    void nothingWrongMakesNoFile()
    {
        QTemporaryDir folder;
        CustomerStore store;
        qint64 rows = 0;
        QCOMPARE(errorFile(store, u"姓名\n张敏\n"_s.toUtf8(), folder.filePath(u"a.csv"_s), &rows), QByteArray("no file"));
        QCOMPARE(ImportErrorFile::nameFor(u"/a/客户.csv"_s, TableFormat::Text, true), u"/a/客户-错误.csv"_s);
    }

private:
    static QByteArray errorFile(CustomerStore &store, const QByteArray &bytes, const QString &path, qint64 *rows)
    {
        QBuffer device;
        device.setData(bytes);
        device.open(QIODevice::ReadOnly);
        const auto preview = previewImport(device, {});
        if (!preview)
            return preview.error().id.toUtf8();
        ImportErrorFile errors(path, preview->form, preview->headings, true, {});
        CustomerImport::Options options;
        options.mode = CustomerImport::Mode::DryRun;
        CustomerStore fresh;
        (void)fresh.import(bytes, options);
        Q_UNUSED(store);
        for (const ImportRemark &remark : std::as_const(fresh.remarks))
            errors.add(remark);
        *rows = errors.rows();
        const Result<> done = errors.finish();
        return done ? fileContent(path) : done.error().id.toUtf8();
    }
};

QTEST_GUILESS_MAIN(TestImportAnything)
#include "tst_import_anything.moc"
