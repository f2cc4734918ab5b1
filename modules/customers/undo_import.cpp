// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/undo_import.h"

#include "customers/find_in.h"
#include "schema/change_json.h"
#include "schema/schema.h"

#include <QHash>
#include <QSet>

namespace kemai {

using namespace Qt::StringLiterals;

namespace {

// One record the import touched, and what it is now.
struct Trace {
    const Entity *entity = nullptr;
    Id record;
    Id owner; // the customer
    Change::Operation operation = Change::Operation::Insert;
    qint64 version = 0; // after the import's change
    qint64 line = 0;
    QList<Edit> edits;
    Record now;
};

// The field of an entity that names its customer; -1: none.
int ownerFieldOf(const Entity &entity)
{
    for (int i = 0; i < entity.count(); ++i) {
        const Field &field = entity.fields[size_t(i)];
        if (field.type == Type::Reference && QLatin1StringView(field.refers) == QLatin1StringView("customer")
            && QLatin1StringView(field.name) == QLatin1StringView("customer"))
            return i;
    }
    return -1;
}

QString nameOf(const Record &record)
{
    const QString name = record[customer::name];
    return name.isEmpty() ? record[customer::company] : name;
}

} // namespace

struct ImportUndo::Footprint {
    QList<Trace> traces;
    QSet<Id> made;                       // customers the set inserted
    QSet<Id> madeParts;                  // what it hung on customers
    QHash<Id, KeptRow::Why> touched;     // of made
};

Result<ImportUndo> ImportUndo::begin(Records &records, const Id &batch, Mode mode, const Id &author,
                                     std::function<void(const KeptRow &)> kept)
{
    const auto found = records.first(Query(import_batch::entity).where(Condition::idIs(batch)));
    if (!found)
        return fail(found.error());
    if (!*found)
        return fail(Error::Code::NotFound, u"customers.noSuchBatch"_s, {}, {batch.toString()});
    if ((**found)[import_batch::state] == u"undone")
        return fail(Error::Code::Invalid, u"customers.batchUndone"_s, {}, {batch.toString()});
    const auto sets = records.find(Query(change_set::entity)
                                       .where(change_set::batch == batch && change_set::origin == originCode(Origin::Import)));
    if (!sets)
        return fail(sets.error());
    ImportUndo undo;
    undo.m_batch = batch;
    undo.m_author = author;
    undo.m_mode = mode;
    undo.m_kept = std::move(kept);
    undo.m_sets = *sets;
    std::sort(undo.m_sets.begin(), undo.m_sets.end(),
              [](const Record &a, const Record &b) { return a[change_set::seq] > b[change_set::seq]; });
    undo.m_summary.setsTotal = undo.m_sets.size();
    return undo;
}

// What one change set of the import did, and how those records look now.
Result<ImportUndo::Footprint> ImportUndo::footprint(Records &records, const Record &set) const
{
    const auto rows = records.find(Query(history::entity).where(history::set_seq == set[change_set::seq]));
    if (!rows)
        return fail(rows.error());
    Footprint print;
    QHash<const Entity *, QList<Value>> ids;
    for (const Record &row : *rows) {
        const Entity *entity = entityNamed(row[history::subject]);
        if (!entity || (entity != &customer::entity && ownerFieldOf(*entity) < 0))
            continue; // the batch itself, custom fields
        Trace trace;
        trace.entity = entity;
        trace.record = row[history::record];
        trace.operation = operationFromCode(row[history::operation]);
        trace.version = row[history::version];
        trace.line = row[history::line];
        const auto edits = editsFromJson(*entity, trace.operation, row[history::edits].toUtf8());
        if (!edits)
            return fail(edits.error());
        trace.edits = *edits;
        ids[entity].append(Value(trace.record));
        print.traces.append(trace);
    }
    QHash<Id, Record> present;
    for (auto it = ids.cbegin(); it != ids.cend(); ++it) {
        const auto now = findIn(records, Query(*it.key()).withRemoved(), idField, *it);
        if (!now)
            return fail(now.error());
        for (const Record &record : *now)
            present.insert(record.id, record);
    }
    for (Trace &trace : print.traces) {
        trace.now = present.value(trace.record);
        const bool isCustomer = trace.entity == &customer::entity;
        trace.owner = isCustomer ? trace.record : trace.now.value(ownerFieldOf(*trace.entity)).toId();
        if (trace.operation == Change::Operation::Insert)
            (isCustomer ? print.made : print.madeParts).insert(trace.record);
    }
    return print;
}

Result<> ImportUndo::findTouched(Records &records, Footprint &print) const
{
    for (const Trace &trace : std::as_const(print.traces))
        if (print.made.contains(trace.owner) && trace.now.version != trace.version)
            print.touched.insert(trace.owner, KeptRow::Why::Edited);
    QList<Value> owners;
    for (const Id &id : std::as_const(print.made))
        owners.append(Value(id));
    for (const Entity *entity : allEntities()) {
        if (entity->storage != Storage::Records)
            continue;
        for (int i = 0; i < entity->count(); ++i) {
            const Field &field = entity->fields[size_t(i)];
            if (field.type != Type::Reference || QLatin1StringView(field.refers) != QLatin1StringView("customer"))
                continue;
            const auto rows = findIn(records, Query(*entity).select(QList<int>{i}), i, owners);
            if (!rows)
                return fail(rows.error());
            for (const Record &row : *rows)
                if (!print.madeParts.contains(row.id))
                    print.touched.insert(row.value(i).toId(), KeptRow::Why::HasMore);
        }
    }
    return {};
}

void ImportUndo::keep(KeptRow row)
{
    ++m_summary.kept;
    if (m_kept)
        m_kept(row);
}

Result<bool> ImportUndo::step(Records &records)
{
    if (m_summary.finished)
        return false;
    if (m_summary.setsDone == m_sets.size()) {
        m_summary.finished = true;
        if (const Result<> done = finish(records); !done)
            return fail(done.error());
        return false;
    }
    const Record &set = m_sets.at(m_summary.setsDone);
    Result<Footprint> print = footprint(records, set);
    if (!print)
        return fail(print.error());
    if (const Result<> done = findTouched(records, *print); !done)
        return fail(done.error());

    ChangeSet undo;
    undo.origin = Origin::Undo;
    undo.author = m_author;
    undo.title = u"customers.undoImport"_s;
    undo.undoes = set.id;
    QSet<Id> restored;
    QSet<Id> listed;
    for (const Trace &trace : std::as_const(print->traces)) {
        if (trace.now.removedMs != 0)
            continue; // gone already
        const bool isCustomer = trace.entity == &customer::entity;
        if (print->made.contains(trace.owner)) {
            const auto why = print->touched.constFind(trace.owner);
            if (why != print->touched.constEnd()) {
                if (isCustomer)
                    keep({trace.owner, nameOf(trace.now), trace.line, *why, {}});
                continue;
            }
            undo.changes.append(Change::remove(trace.now));
            m_summary.withdrawn += isCustomer ? 1 : 0;
        } else if (trace.operation == Change::Operation::Insert) { // hung on a customer who was there before
            if (trace.now.version == trace.version) {
                undo.changes.append(Change::remove(trace.now));
                restored.insert(trace.owner);
            } else if (!listed.contains(trace.owner)) {
                listed.insert(trace.owner);
                keep({trace.owner, {}, trace.line, KeptRow::Why::Edited, QLatin1StringView(trace.entity->name)});
            }
        } else if (trace.operation == Change::Operation::Update) {
            Change back = Change::update(trace.now);
            for (const Edit &edit : trace.edits) {
                if (trace.now.value(edit.field) == edit.to) {
                    back.edit(edit.field, edit.to, edit.from);
                } else if (!listed.contains(trace.owner)) {
                    listed.insert(trace.owner);
                    keep({trace.owner, nameOf(trace.now), trace.line, KeptRow::Why::Edited,
                          QLatin1StringView(trace.entity->fields[size_t(edit.field)].name)});
                }
            }
            if (!back.edits.isEmpty()) {
                undo.changes.append(back);
                restored.insert(trace.owner);
            }
        }
    }
    if (m_mode == Mode::Write && !undo.changes.isEmpty())
        if (const Result<Committed> done = records.commit(undo); !done)
            return fail(done.error());
    m_summary.restored += restored.size();
    ++m_summary.setsDone;
    return true;
}

Result<> ImportUndo::finish(Records &records)
{
    if (m_mode == Mode::Plan)
        return {};
    const Result<Record> batch = records.one(import_batch::entity, m_batch);
    if (!batch)
        return fail(batch.error());
    ChangeSet set;
    set.origin = Origin::Undo;
    set.author = m_author;
    set.title = u"customers.undoImport"_s;
    Change change = Change::update(*batch);
    change.set(*batch, import_batch::state, u"undone"_s);
    set.changes.append(change);
    const Result<Committed> done = records.commit(set);
    if (!done)
        return fail(done.error());
    return {};
}

} // namespace kemai
