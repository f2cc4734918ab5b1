// SPDX-License-Identifier: GPL-3.0-or-later
// N05 and N12 over random offices: undo takes back exactly what nobody touched since, keeps and lists the rest, and no
// record ever disappears; any record as of any date is what it was. A failing seed is printed.
#include "history/time_machine.h"
#include "history/undo.h"
#include "random_office.h"

#include <QTest>

using namespace kemai;
using namespace Qt::StringLiterals;

namespace {

// What undo must do, said a second time and differently: from the plain log, edits of undo sets being edits like any.
class Oracle
{
public:
    Oracle(const QList<RandomOffice::Row> &log, const State &before, const QSet<qint64> &chosen) : expected(before), m_before(before), m_chosen(chosen)
    {
        for (const auto &row : log)
            m_rows[row.key].append(row);
        for (auto it = m_rows.cbegin(); it != m_rows.cend(); ++it)
            if (before.contains(it.key()))
                judgeExistence(it.key(), *it);
        for (auto it = m_goes.cbegin(); it != m_goes.cend(); ++it)
            if (touched(it.key(), *it))
                m_stays.insert(rootOf(it.key()));
        for (auto it = m_rows.cbegin(); it != m_rows.cend(); ++it)
            if (before.contains(it.key()))
                judge(it.key(), *it);
    }

    State expected;
    QSet<std::pair<Key, int>> kept; // a record as a whole: field -1

private:
    bool chosen(const RandomOffice::Row &row) const { return m_chosen.contains(row.setSeq); }

    Key customerOf(const Key &key) const
    {
        const int field = key.first->indexOf("customer"_L1);
        return {&customer::entity, field < 0 ? Id() : m_before[key].value(field).toId()};
    }
    Key rootOf(const Key &key) const // the customer it goes or stays with
    {
        const Key owner = customerOf(key);
        return m_goes.contains(owner) ? owner : key;
    }

    void judgeExistence(const Key &key, const QList<RandomOffice::Row> &rows)
    {
        for (auto row = rows.crbegin(); row != rows.crend(); ++row) {
            if (row->operation == Change::Operation::Update)
                continue;
            if (!chosen(*row))
                return;
            m_existence[key] = row->operation == Change::Operation::Remove;
            if (m_existence[key])
                m_goes.remove(key);
            else
                m_goes[key] = row->seq;
        }
    }

    bool changedSince(const Key &key, qint64 since) const
    {
        const auto rows = m_rows.value(key);
        return std::any_of(rows.cbegin(), rows.cend(), [&](const auto &row) { return row.seq > since && !chosen(row); });
    }

    bool touched(const Key &key, qint64 since) const
    {
        if (changedSince(key, since))
            return true;
        if (key.first != &customer::entity)
            return false;
        for (const Record &other : m_before) {
            const Key name{other.entity(), other.id};
            const bool hangs = customerOf(name) == key;
            const bool refers = (other.entity() == &merge::entity && (other[merge::survivor] == key.second || other[merge::merged] == key.second))
                || (other.entity() == &customer::entity && other[customer::merged_into] == key.second);
            if (other.removedMs == 0 && (hangs || refers) && changedSince(name, m_goes.value(name, since)))
                return true;
        }
        return false;
    }

    void judge(const Key &key, const QList<RandomOffice::Row> &rows)
    {
        Record &record = expected[key];
        if (m_goes.contains(key)) {
            const Key root = rootOf(key);
            if (m_stays.contains(root)) {
                kept.insert({root, -1});
                return;
            }
        }
        if (m_existence.contains(key))
            record.removedMs = m_existence[key] ? 0 : 1;
        else if (std::any_of(rows.cbegin(), rows.cend(), [&](const auto &row) { return chosen(row) && row.operation != Change::Operation::Update; }))
            kept.insert({key, -1});
        for (int field = 0; field < key.first->count(); ++field) {
            bool ours = true;
            for (auto row = rows.crbegin(); row != rows.crend(); ++row) {
                if (row->operation == Change::Operation::Insert)
                    continue;
                for (const Edit &edit : row->edits) {
                    if (edit.field != field)
                        continue;
                    ours = ours && chosen(*row);
                    if (ours)
                        record.setValue(field, edit.from);
                    else if (chosen(*row) && key.first->fields[size_t(field)].merge != Merge::Derived)
                        kept.insert({key, field});
                }
            }
        }
    }

    const State m_before;
    QHash<Key, QList<RandomOffice::Row>> m_rows;
    QSet<qint64> m_chosen;
    QHash<Key, bool> m_existence; // taken back: true: a withdrawal
    QHash<Key, qint64> m_goes;    // would be withdrawn, since this row
    QSet<Key> m_stays;
};

QString difference(const State &is, const State &should)
{
    if (is.size() != should.size())
        return u"%1 records, not %2"_s.arg(is.size()).arg(should.size());
    for (auto it = should.cbegin(); it != should.cend(); ++it) {
        const Record &now = is[it.key()];
        const QString where = QLatin1String(it.key().first->name) + u' ' + it.key().second.toString() + u' ';
        if ((now.removedMs != 0) != (it->removedMs != 0))
            return where + (now.removedMs != 0 ? u"is withdrawn"_s : u"is there"_s);
        for (int field = 0; field < it.key().first->count(); ++field)
            if (it.key().first->fields[size_t(field)].merge != Merge::Derived && now.value(field) != it->value(field))
                return where + QLatin1String(it.key().first->fields[size_t(field)].name) + u": "_s + now.value(field).toText() + u" not "_s
                    + it->value(field).toText();
    }
    for (const Record &record : is)
        if (record.entity() == &customer::entity && record[customer::name_normal] != folded(record[customer::name]))
            return u"a folded name does not fit its name"_s;
    return {};
}

void print(RandomOffice &office, const QList<qint64> &sets)
{
    const auto all = office.records().find(Query(change_set::entity).orderBy(change_set::seq));
    QHash<Id, qint64> seqs;
    for (const Record &set : *all)
        seqs.insert(set.id, set[change_set::seq]);
    for (const auto &row : office.log()) {
        const Record &set = all->at(row.setSeq - 1);
        QStringList edits;
        for (const Edit &edit : row.edits)
            edits << QLatin1String(row.key.first->fields[size_t(edit.field)].name) + u' '
                    + (edit.to.isId() ? edit.to.toId().toString().right(4) : edit.to.toText());
        qInfo().noquote() << (sets.contains(row.setSeq) ? "*" : " ") << row.setSeq << seqs.value(set[change_set::undoes]) << row.key.first->name
                          << row.key.second.toString().right(4) << operationCode(row.operation) << edits.join(u", "_s);
    }
}

// Undoes the sets and holds the outcome against the oracle; the sets written are added to `undos`.
QString undoAsExpected(RandomOffice &office, const QList<qint64> &sets, QList<qint64> &undos)
{
    const State before = office.state();
    const Oracle oracle(office.log(), before, QSet<qint64>(sets.cbegin(), sets.cend()));
    const auto plan = planUndo(office.records(), sets);
    if (!plan)
        return plan.error().log;
    QSet<std::pair<Key, int>> listed;
    for (const Kept &kept : plan->kept) {
        const Key key{kept.entity, kept.record};
        const bool asAWhole = !oracle.kept.contains({key, kept.field});
        listed.insert({key, asAWhole ? -1 : kept.field});
    }
    if (listed != oracle.kept)
        return u"%1 kept and listed, not %2"_s.arg(listed.size()).arg(oracle.kept.size());
    office.store.clock.advanceMs(1000);
    const auto undone = undo(office.records(), *plan);
    if (!undone)
        return undone.error().log;
    undos += undone->sets;
    office.moments.append({office.store.clock.nowMs(), office.state()});
    if (const QString differs = difference(office.state(), oracle.expected); !differs.isEmpty()) {
        print(office, sets);
        return differs;
    }
    if (plan->isEmpty() != undone->sets.isEmpty())
        return u"the plan is empty and the act is not, or the other way round"_s;
    if (!planUndo(office.records(), sets)->isEmpty())
        return u"it can be undone twice"_s;
    return {};
}

QList<qint64> someSets(RandomOffice &office)
{
    const auto sets = office.records().find(Query(change_set::entity));
    QList<qint64> chosen;
    const int one = 1 + office.random.bounded(4);
    for (const Record &set : *sets)
        if (office.random.bounded(one) == 0)
            chosen.append(set[change_set::seq]);
    return chosen;
}

} // namespace

class TestHistoryProperty : public QObject
{
    Q_OBJECT

private slots:
    void undoTakesBackExactlyWhatNobodyTouched()
    {
        for (quint32 seed = 1; seed <= 200; ++seed) {
            RandomOffice office(seed);
            office.work(6 + office.random.bounded(10));
            QList<qint64> undos;
            const QString wrong = undoAsExpected(office, someSets(office), undos);
            QVERIFY2(wrong.isEmpty(), qPrintable(u"seed %1: %2"_s.arg(seed).arg(wrong)));
            // And back again, after other work or none.
            const State before = office.moments.at(office.moments.size() - 2).state;
            const int work = office.random.bounded(3) * 2;
            office.work(work);
            QList<qint64> redos;
            const QString back = undoAsExpected(office, undos, redos);
            QVERIFY2(back.isEmpty(), qPrintable(u"seed %1, redo: %2"_s.arg(seed).arg(back)));
            if (work == 0) {
                const QString same = difference(office.state(), before);
                QVERIFY2(same.isEmpty(), qPrintable(u"seed %1, after redo: %2"_s.arg(seed).arg(same)));
            }
        }
    }

    // Undo of anything, undo of that, work in between: nothing disappears, names stay folded, what is undone is undone.
    void noRecordDisappearsWhateverIsUndone()
    {
        for (quint32 seed = 1000; seed < 1040; ++seed) {
            RandomOffice office(seed);
            office.work(8);
            for (int round = 0; round < 5; ++round) {
                const State before = office.state();
                const QList<qint64> sets = someSets(office);
                const auto plan = planUndo(office.records(), sets);
                QVERIFY(plan);
                QVERIFY(undo(office.records(), *plan));
                const State after = office.state();
                QCOMPARE(after.size(), before.size());
                QVERIFY2(difference(after, after).isEmpty(), qPrintable(u"seed %1: %2"_s.arg(seed).arg(difference(after, after))));
                office.work(office.random.bounded(3));
            }
        }
    }

    void anyDateIsAsItWas()
    {
        for (quint32 seed = 2000; seed < 2025; ++seed) {
            RandomOffice office(seed);
            office.work(10);
            QList<qint64> undos;
            const QString wrong = undoAsExpected(office, someSets(office), undos);
            QVERIFY2(wrong.isEmpty(), qPrintable(u"seed %1: %2"_s.arg(seed).arg(wrong)));
            office.work(6);
            const State now = office.state();
            for (const auto &moment : std::as_const(office.moments)) {
                const QString where = u"seed %1, at %2"_s.arg(seed).arg(moment.atMs);
                for (auto it = now.cbegin(); it != now.cend(); ++it) {
                    if (office.random.bounded(6) != 0)
                        continue;
                    const auto then = recordAsOf(office.records(), *it.key().first, it.key().second, moment.atMs);
                    const auto kept = moment.state.constFind(it.key());
                    QVERIFY2(then.has_value() == (kept != moment.state.cend()), qPrintable(where));
                    if (!then) {
                        QCOMPARE(then.error().id, u"history.notYet"_s);
                        continue;
                    }
                    QVERIFY2(then->version == kept->version && then->removedMs == kept->removedMs, qPrintable(where));
                    for (int field = 0; field < it.key().first->count(); ++field)
                        QVERIFY2(then->value(field) == kept->value(field), qPrintable(where + u' ' + QLatin1String(it.key().first->fields[size_t(field)].name)));
                    if (it.key().first == &customer::entity)
                        QVERIFY2(hangsAsKept(office.records(), it.key().second, moment), qPrintable(where));
                }
            }
        }
    }

private:
    static bool hangsAsKept(Records &records, const Id &customer, const RandomOffice::Moment &moment)
    {
        const auto then = customerAsOf(records, customer, moment.atMs);
        if (!then)
            return false;
        QSet<Key> should;
        for (const Record &record : moment.state) {
            const int field = record.entity()->indexOf("customer"_L1);
            if (field >= 0 && record.removedMs == 0 && record.value(field).toId() == customer)
                should.insert({record.entity(), record.id});
        }
        QSet<Key> is;
        for (const QList<Record> &rows : then->hanging)
            for (const Record &row : rows)
                is.insert({row.entity(), row.id});
        return is == should;
    }
};

QTEST_GUILESS_MAIN(TestHistoryProperty)
#include "tst_history_property.moc"
