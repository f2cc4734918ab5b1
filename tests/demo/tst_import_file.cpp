// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/import_file.h"

#include "customers/import_customers.h"
#include "schema/schema.h"
#include "store/store.h"

#include <QBuffer>
#include <QTemporaryDir>
#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

namespace {

QByteArray fileOf(const ImportFileOptions &options, ImportFileCounts *counts = nullptr)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const auto written = writeImportFile(buffer, options);
    if (counts && written)
        *counts = *written;
    return buffer.data();
}

} // namespace

class TestImportFile : public QObject
{
    Q_OBJECT

private slots:
    void theSameSeedGivesTheSameBytes()
    {
        QCOMPARE(fileOf({.rows = 300}), fileOf({.rows = 300}));
        QVERIFY(fileOf({.rows = 300}) != fileOf({.rows = 300, .seed = 2}));
    }

    void theShareOfDirtyRowsIsExact()
    {
        ImportFileCounts counts;
        fileOf({.rows = 12'000}, &counts);
        QCOMPARE(counts.rows, 12'000);
        QCOMPARE(counts.dirty, 4440);
        QCOMPARE(counts.rows, counts.created + counts.duplicates + counts.rejected);
        QVERIFY(counts.duplicates > 100 && counts.rejected > 50 && counts.cleaned > 1000);
        ImportFileCounts clean;
        fileOf({.rows = 500, .dirtyPercent = 0}, &clean);
        QCOMPARE(clean.created, 500);
        QCOMPARE(clean.cleaned, 0);
    }

    void anImportReportsWhatWasPutIn_data()
    {
        QTest::addColumn<int>("encoding");
        QTest::newRow("UTF-8") << int(ImportFileEncoding::Utf8);
        QTest::newRow("UTF-8 with a mark") << int(ImportFileEncoding::Utf8WithBom);
        QTest::newRow("UTF-16") << int(ImportFileEncoding::Utf16);
        QTest::newRow("GB18030") << int(ImportFileEncoding::Gb18030);
    }
    void anImportReportsWhatWasPutIn()
    {
        QFETCH(int, encoding);
        ImportFileCounts counts;
        const QByteArray bytes = fileOf({.rows = 2000, .seed = 3, .encoding = ImportFileEncoding(encoding)}, &counts);
        QTemporaryDir directory;
        VaultSurroundings surroundings;
        surroundings.cost = PassphraseCost::cheapest();
        auto store = Store::create(directory.path() + u"/store"_s, Unlock::byPassphrase(u"demo"_s), Clock::system(), surroundings);
        QVERIFY(store);
        const auto summary = (*store)->write([&bytes](Records &records) -> Result<ImportSummary> {
            auto file = std::make_unique<QBuffer>();
            file->setData(bytes);
            file->open(QIODevice::ReadOnly);
            auto import = CustomerImport::open(std::move(file), {});
            if (!import)
                return fail(import.error());
            while (true) {
                const auto more = (*import)->step(records);
                if (!more)
                    return fail(more.error());
                if (!*more)
                    return (*import)->summary();
            }
        }).result();
        QVERIFY2(summary, summary ? "" : qPrintable(summary.error().id + summary.error().log));
        QCOMPARE(summary->rows, counts.rows);
        QCOMPARE(summary->created, counts.created);
        QCOMPARE(summary->duplicates, counts.duplicates);
        QCOMPARE(summary->rejected, counts.rejected);
        QCOMPARE(summary->updated, 0);
        QCOMPARE(summary->cleaned, counts.cleaned);
        const auto readable = (*store)->read([](Records &records) { return records.count(Query(phone::entity).where(phone::line != u"unknown"_s)); }).result();
        QCOMPARE(*readable, counts.numbers);
    }

    void aFullDiskIsTold()
    {
        QBuffer closed;
        closed.open(QIODevice::ReadOnly);
        const auto written = writeImportFile(closed, {.rows = 10});
        QVERIFY(!written);
        QCOMPARE(written.error().id, u"demo.writeFailed"_s);
    }
};

QTEST_GUILESS_MAIN(TestImportFile)
#include "tst_import_file.moc"
