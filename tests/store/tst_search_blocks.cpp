// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/search_blocks.h"

#include <QTest>

#include <map>
#include <random>

using namespace kemai;

namespace {

using Lists = std::map<Term, std::vector<quint32>>;

Lists readAll(const BlockEncoder &blocks, size_t from = 0)
{
    Lists lists;
    BlockReader reader;
    for (size_t i = from; i < blocks.count(); ++i) {
        reader.open(blocks.block(i));
        while (reader.next())
            reader.appendRows(lists[reader.term()]);
    }
    return lists;
}

} // namespace

class TestSearchBlocks : public QObject
{
    Q_OBJECT

private slots:
    void whatGoesInComesOut_data()
    {
        QTest::addColumn<int>("terms");
        QTest::addColumn<int>("rowsAtMost");
        QTest::newRow("one row") << 1 << 1;
        QTest::newRow("many rare terms") << 20'000 << 2;
        QTest::newRow("few terms over many blocks") << 3 << 50'000;
        QTest::newRow("mixed") << 3'000 << 400;
    }
    void whatGoesInComesOut()
    {
        QFETCH(int, terms);
        QFETCH(int, rowsAtMost);
        std::mt19937 random(7);
        Lists lists;
        for (int i = 0; i < terms; ++i) {
            std::vector<quint32> &rows = lists[(quint64(random()) << 6 | i % 64) & ((Term(1) << 38) - 1)];
            const int count = 1 + int(random() % unsigned(rowsAtMost));
            quint32 row = 0;
            rows.clear();
            for (int r = 0; r < count && row < rowMask - (1u << 20); ++r)
                rows.push_back(row += 1 + random() % (r % 7 == 0 ? 1u << 20 : 40u));
        }
        BlockEncoder blocks;
        qint64 postings = 0;
        for (const auto &[term, rows] : lists) {
            blocks.add(term, rows);
            postings += qint64(rows.size());
        }
        blocks.finish();
        QCOMPARE(blocks.postings(), postings);
        QCOMPARE(blocks.directory().size(), blocks.count());
        QVERIFY(readAll(blocks) == lists);
        for (size_t i = 0; i < blocks.count(); ++i) {
            QVERIFY(blocks.block(i).size() > 0 && blocks.block(i).size() <= blockBytes);
            BlockReader reader;
            reader.open(blocks.block(i));
            QVERIFY(reader.next());
            std::vector<quint32> rows;
            reader.appendRows(rows);
            QCOMPARE(postingOf(reader.term(), rows.front()), blocks.directory()[i]);
        }
    }

    void droppedBlocksAreGoneAndTheRestGoesOn()
    {
        BlockEncoder blocks;
        Lists before;
        Lists all;
        for (Term term = 1; term <= 9000; ++term) {
            const std::vector<quint32> rows{quint32(term), quint32(term) + 5};
            all[term] = rows;
            blocks.add(term, rows);
            if (blocks.count() >= 3) {
                for (auto &[t, r] : readAll(blocks))
                    before[t].insert(before[t].end(), r.begin(), r.end());
                blocks.drop();
                QCOMPARE(blocks.count(), 0u);
            }
        }
        blocks.finish();
        for (auto &[t, r] : readAll(blocks))
            before[t].insert(before[t].end(), r.begin(), r.end());
        QVERIFY(before == all);
        blocks.clear();
        QCOMPARE(blocks.postings(), 0);
        QVERIFY(blocks.directory().empty());
    }

    void aTermMayBePassedOver()
    {
        BlockEncoder blocks;
        blocks.add(3, std::vector<quint32>{1, 2, 300});
        blocks.add(9, std::vector<quint32>{7});
        blocks.finish();
        BlockReader reader;
        reader.open(blocks.block(0));
        QVERIFY(reader.next());
        QVERIFY(reader.next());
        QCOMPARE(reader.term(), Term(9));
        std::vector<quint32> rows;
        reader.appendRows(rows);
        QCOMPARE(rows, std::vector<quint32>{7});
        QVERIFY(!reader.next());
    }

    void aDamagedBlockEnds()
    {
        std::mt19937 random(3);
        for (int round = 0; round < 200; ++round) {
            QByteArray bytes(int(random() % 200), Qt::Uninitialized);
            for (char &byte : bytes)
                byte = char(random());
            BlockReader reader;
            reader.open(bytes);
            std::vector<quint32> rows;
            while (reader.next())
                reader.appendRows(rows);
            QVERIFY(rows.size() <= size_t(bytes.size()));
        }
    }
};

QTEST_APPLESS_MAIN(TestSearchBlocks)
#include "tst_search_blocks.moc"
