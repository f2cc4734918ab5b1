// SPDX-License-Identifier: GPL-3.0-or-later
// The labelled set: how many proposals are right, how many of the duplicates are proposed; and that nothing is merged by itself.
#include "duplicate_office.h"

#include <QMap>

using namespace kemai;
using namespace Qt::StringLiterals;

class TestDuplicateSet : public QObject
{
    Q_OBJECT

private slots:
    void proposesWhatIsOneAndNothingElse_data()
    {
        QTest::addColumn<quint64>("seed");
        for (const quint64 seed : {1, 2, 3})
            QTest::addRow("seed %d", int(seed)) << seed;
    }

    void proposesWhatIsOneAndNothingElse()
    {
        QFETCH(quint64, seed);
        DuplicateOffice office;
        const QList<LabelledCustomer> set = labelledSet({.people = 1500, .seed = seed});
        QHash<Id, const LabelledCustomer *> labels;
        QHash<int, QList<Id>> people;
        for (const LabelledCustomer &text : set) {
            const Id id = office.add(text);
            labels.insert(id, &text);
            people[text.person].append(id);
        }
        const qint64 changeSets = office.count(change_set::entity);
        const DuplicateRunSummary summary = office.runDuplicates();
        QVERIFY(summary.clusters > 0);

        // Precision over the pairs that are proposed; recall over those that are one person and stand in one cluster.
        QMap<QString, int> wrong;
        int right = 0;
        int proposed = 0;
        const auto pairs = office.records().find(Query(duplicate_pair::entity));
        for (const Record &pair : *pairs) {
            const LabelledCustomer *a = labels.value(pair[duplicate_pair::first]);
            const LabelledCustomer *b = labels.value(pair[duplicate_pair::second]);
            ++proposed;
            if (a->person == b->person)
                ++right;
            else
                ++wrong[QString::fromLatin1(a->how) + u" / "_s + QString::fromLatin1(b->how) + u": "_s + pair[duplicate_pair::reasons]];
        }
        QHash<Id, qsizetype> clusterOf;
        const QList<DuplicateCluster> clusters = office.clusters();
        for (qsizetype i = 0; i < clusters.size(); ++i)
            for (const Id &id : clusters[i].customers)
                clusterOf.insert(id, i);
        QMap<QString, std::pair<int, int>> missed;
        int found = 0;
        int all = 0;
        for (const QList<Id> &one : std::as_const(people))
            for (qsizetype i = 1; i < one.size(); ++i) {
                ++all;
                const bool together = clusterOf.value(one[0], -1) >= 0 && clusterOf.value(one[0], -1) == clusterOf.value(one[i], -2);
                found += together;
                auto &kind = missed[QString::fromLatin1(labels[one[i]]->how)];
                kind.first += !together;
                ++kind.second;
            }
        const double precision = double(right) / proposed;
        const double recall = double(found) / all;
        qInfo("%lld entries of %lld people, %d of them entered again: precision %.4f (%d of %d pairs), recall %.4f (%d of %d)", qint64(set.size()),
              qint64(people.size()), all, precision, right, proposed, recall, found, all);
        for (auto it = wrong.cbegin(); it != wrong.cend(); ++it)
            qInfo("  wrong %3d  %s", it.value(), qPrintable(it.key()));
        for (auto it = missed.cbegin(); it != missed.cend(); ++it)
            if (it->first > 0)
                qInfo("  missed %3d of %3d  %s", it->first, it->second, qPrintable(it.key()));
        QVERIFY(all > 400);
        QVERIFY(precision >= 0.98);
        QVERIFY(recall >= 0.95);

        // Nothing is ever merged by itself.
        QCOMPARE(office.count(merge::entity), 0);
        QCOMPARE(*office.records().count(Query(customer::entity).where(isNull(customer::merged_into))), set.size());
        // What was written are proposals and nothing else.
        const auto later = office.records().find(Query(history::entity).where(history::set_seq > changeSets));
        for (const Record &row : *later)
            QCOMPARE(row[history::subject], u"duplicate_pair"_s);
    }
};

QTEST_GUILESS_MAIN(TestDuplicateSet)
#include "tst_duplicate_set.moc"
