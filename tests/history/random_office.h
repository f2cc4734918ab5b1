// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * An office that works at random: imports, edits, merges, withdrawals, notes; and what it remembers of every
 * moment, so that undo and the time machine can be held against it. The same seed does the same work.
 */
#pragma once

#include "schema/change_json.h"
#include "schema/schema.h"
#include "support/memory_store.h"

#include <QRandomGenerator>

namespace kemai {

using Key = std::pair<const Entity *, Id>;
using State = QHash<Key, Record>;

inline const QList<const Entity *> &officeEntities()
{
    static const QList<const Entity *> all{&customer::entity, &phone::entity, &interaction::entity, &merge::entity};
    return all;
}

inline QString folded(const QString &name)
{
    return name.left(1); // so that different names often fold alike
}

class RandomOffice
{
public:
    explicit RandomOffice(quint32 seed) : random(seed) { }

    Records &records() { return store.records(); }

    State state()
    {
        State all;
        for (const Entity *entity : officeEntities()) {
            const auto rows = records().find(Query(*entity).withRemoved());
            for (Record row : *rows) {
                if (entity == &customer::entity)
                    row.setValue(customer::last_interaction.index, {}); // kept in step outside history
                all.insert({entity, row.id}, row);
            }
        }
        return all;
    }

    void work(int acts)
    {
        for (int i = 0; i < acts; ++i) {
            act();
            moments.append({store.clock.nowMs(), state()});
        }
    }

    void act()
    {
        now = state();
        ChangeSet set;
        set.author = Id::fromSeed(1, 1, quint64(random.bounded(3)) + 1);
        switch (random.bounded(10)) {
        case 0:
        case 1: import(set); break;
        case 2:
        case 3:
        case 4: edit(set, customer::entity); break;
        case 5: edit(set, phone::entity); break;
        case 6: hang(set); break;
        case 7: withdrawOrRestore(set); break;
        case 8: mergeTwo(set); break;
        default:
            edit(set, customer::entity);
            hang(set);
        }
        commit(set);
    }

    void commit(const ChangeSet &set)
    {
        store.clock.advanceMs(1000);
        if (set.changes.isEmpty())
            return;
        const auto done = records().commit(set);
        if (!done)
            qFatal("%s", qPrintable(done.error().id));
    }

    struct Row {
        qint64 seq;
        qint64 setSeq;
        Key key;
        Change::Operation operation;
        QList<Edit> edits;
    };
    QList<Row> log()
    {
        QList<Row> rows;
        const auto found = records().find(Query(history::entity).orderBy(history::seq));
        for (const Record &row : *found) {
            const Entity *entity = entityNamed(row[history::subject]);
            const auto operation = operationFromCode(row[history::operation]);
            rows.append({row[history::seq], row[history::set_seq], {entity, row[history::record]}, operation,
                         *editsFromJson(*entity, operation, row[history::edits].toUtf8())});
        }
        return rows;
    }

    struct Moment {
        qint64 atMs;
        State state;
    };

    MemoryStore store;
    QRandomGenerator random;
    QList<Moment> moments;
    State now;

private:
    template <typename T>
    const T &any(const QList<T> &list) { return list.at(random.bounded(int(list.size()))); }

    QList<Record> all(const Entity &entity, bool withdrawnToo = false)
    {
        QList<Record> rows;
        for (const Record &row : std::as_const(now))
            if (row.entity() == &entity && (withdrawnToo || row.removedMs == 0))
                rows.append(row);
        std::sort(rows.begin(), rows.end(), [](const Record &a, const Record &b) { return a.id < b.id; });
        return rows;
    }
    Id fresh() { return Id::fromSeed(store.clock.nowMs(), random.generate64(), random.generate64()); }
    QString word() { return QString(QChar(u'a' + random.bounded(3))) + QString(QChar(u'a' + random.bounded(3))); }

    void import(ChangeSet &set)
    {
        set.origin = Origin::Import;
        set.batch = Id::fromSeed(1, 9, quint64(random.bounded(3)) + 1);
        for (int i = 1 + random.bounded(3); i > 0; --i) {
            const Id id = fresh();
            const QString name = word();
            set.changes << Change::insert(customer::entity, id).set(customer::name, name).set(customer::name_normal, folded(name)).set(customer::city, word());
            for (int phones = random.bounded(3); phones > 0; --phones)
                set.changes << Change::insert(phone::entity, fresh()).set(phone::customer, id).set(phone::written, word());
        }
        if (random.bounded(2))
            edit(set, customer::entity);
    }

    void edit(ChangeSet &set, const Entity &entity)
    {
        const QList<Record> rows = all(entity);
        if (rows.isEmpty())
            return;
        const Record &row = any(rows);
        Change change = Change::update(row);
        if (&entity == &phone::entity) {
            change.set(row, phone::written, word());
        } else {
            if (random.bounded(2)) {
                const QString name = word();
                change.set(row, customer::name, name).set(row, customer::name_normal, folded(name));
            }
            if (random.bounded(2))
                change.set(row, customer::note, random.bounded(4) ? word() : QString());
            if (random.bounded(3) == 0)
                change.set(row, customer::city, word());
        }
        if (!change.edits.isEmpty())
            set.changes << change;
    }

    void hang(ChangeSet &set)
    {
        const QList<Record> rows = all(customer::entity);
        if (rows.isEmpty())
            return;
        const Id id = any(rows).id;
        if (random.bounded(2))
            set.changes << Change::insert(phone::entity, fresh()).set(phone::customer, id).set(phone::written, word());
        else
            set.changes << Change::insert(interaction::entity, fresh()).set(interaction::customer, id).set(interaction::at, random.bounded(100)).set(interaction::body, word());
    }

    void withdrawOrRestore(ChangeSet &set)
    {
        const Entity *const some[] = {&customer::entity, &phone::entity, &interaction::entity};
        const QList<Record> rows = all(*some[random.bounded(3)], true);
        if (rows.isEmpty())
            return;
        const Record &row = any(rows);
        set.changes << (row.removedMs == 0 ? Change::remove(row) : Change::restore(row));
    }

    void mergeTwo(ChangeSet &set)
    {
        const QList<Record> rows = all(customer::entity);
        if (rows.size() < 2)
            return;
        const Record &survivor = any(rows);
        const Record &merged = any(rows);
        if (survivor.id == merged.id)
            return;
        set.changes << Change::insert(merge::entity, fresh()).set(merge::survivor, survivor.id).set(merge::merged, merged.id)
                    << Change::update(merged).set(merged, customer::merged_into, survivor.id);
        for (const Record &phone : all(phone::entity))
            if (phone[phone::customer] == merged.id)
                set.changes << Change::update(phone).set(phone, phone::customer, survivor.id);
    }
};

} // namespace kemai
