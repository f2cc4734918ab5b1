// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/merge_customers.h"

#include "customers/normal_forms.h"
#include "schema/duplicate.h"
#include "text/name.h"

#include <QSet>

namespace kemai {

using namespace Qt::StringLiterals;

namespace {

// The entities whose records hang on a customer.
const QList<FieldOf<Id>> &hanging()
{
    static const QList<FieldOf<Id>> all = [] {
        QList<FieldOf<Id>> fields;
        for (const Entity *entity : allEntities())
            if (const int field = entity->indexOf(QLatin1StringView("customer")); entity->storage == Storage::Records && field >= 0)
                fields.append({entity, field});
        return fields;
    }();
    return all;
}

// Fields somebody may choose between.
bool isChosen(const Field &field)
{
    return !field.is(Hidden) && field.merge != Merge::Derived;
}

// What makes a second one of these at the same customer say nothing new; empty: each says something.
QString sameness(const Record &row)
{
    if (row.entity() == &phone::entity) {
        const QString identity = phoneIdentity(row);
        return identity.isEmpty() ? row[phone::written] : identity;
    }
    if (row.entity() == &email::entity)
        return row[email::normal].isEmpty() ? row[email::written] : row[email::normal];
    if (row.entity() == &address::entity)
        return foldedName(row[address::written]);
    if (row.entity() == &tag::entity)
        return row[tag::label];
    return {};
}

struct Children {
    QList<Record> moving;
    QHash<QString, qint64> stays;
};

constexpr qint64 page = 2000;

Result<Children> childrenOf(Records &records, const Id &survivor, const QList<Id> &others)
{
    Children children;
    for (const FieldOf<Id> &owner : hanging()) {
        QSet<QString> had;
        const bool telling = owner.entity == &phone::entity || owner.entity == &email::entity || owner.entity == &address::entity || owner.entity == &tag::entity;
        if (telling) {
            const auto own = records.find(Query(*owner.entity).where(owner == survivor));
            if (!own)
                return fail(own.error());
            for (const Record &row : *own)
                had.insert(sameness(row));
        }
        for (const Id &other : others) {
            // Withdrawn ones too: bringing one back later must bring it back to the survivor.
            Query query = Query(*owner.entity).where(owner == other).withRemoved().limit(page);
            while (true) {
                const auto rows = records.find(query);
                if (!rows)
                    return fail(rows.error());
                for (const Record &row : *rows) {
                    const QString same = telling ? sameness(row) : QString();
                    if (telling && row.removedMs == 0 && had.contains(same)) {
                        ++children.stays[QString::fromLatin1(owner.entity->name)];
                        continue;
                    }
                    if (telling && row.removedMs == 0)
                        had.insert(same);
                    children.moving.append(row);
                }
                if (rows->size() < page)
                    break;
                query.after(rows->last());
            }
        }
    }
    return children;
}

Result<QHash<QString, qint64>> countHanging(Records &records, const QList<Id> &customers)
{
    QHash<QString, qint64> counts;
    for (const FieldOf<Id> &owner : hanging()) {
        const auto count = records.count(Query(*owner.entity).where(isIn(owner, customers)));
        if (!count)
            return fail(count.error());
        if (*count > 0)
            counts.insert(QString::fromLatin1(owner.entity->name), *count);
    }
    return counts;
}

Result<qint64> countListed(Records &records, const QList<Id> &customers)
{
    return records.count(Query(customer::entity).where(Condition::idIn(customers) && isNull(customer::merged_into)));
}

} // namespace

Value chosenValue(const MergeField &field)
{
    if (field.chosen != MergeField::allOfThem)
        return field.values.at(field.chosen);
    QStringList texts;
    for (const Value &value : field.values)
        if (const QString text = value.toText(); !text.isEmpty() && !texts.contains(text))
            texts.append(text);
    return Value(texts.join(u'\n'));
}

Result<MergePlan> planMerge(Records &records, const Id &survivor, const QList<Id> &others)
{
    MergePlan plan;
    QList<Id> ids{survivor};
    for (const Id &other : others) {
        if (ids.contains(other))
            return fail(Error::Code::Invalid, u"customers.mergeTwice"_s, {}, {other.toString()});
        ids.append(other);
    }
    if (ids.size() < 2)
        return fail(Error::Code::Invalid, u"customers.mergeFew"_s);
    for (const Id &id : std::as_const(ids)) {
        auto row = records.one(customer::entity, id);
        if (!row)
            return fail(row.error());
        if (row->removedMs != 0 || !(*row)[customer::merged_into].isNull())
            return fail(Error::Code::Invalid, u"customers.mergeTwice"_s, {}, {id.toString()});
        plan.customers.append(std::move(*row));
    }
    for (int i = 0; i < customer::entity.count(); ++i) {
        const Field &field = customer::entity.fields[size_t(i)];
        if (!isChosen(field))
            continue;
        MergeField choice{i, {}, 0};
        bool differs = false;
        for (const Record &row : std::as_const(plan.customers)) {
            choice.values.append(row.value(i));
            differs = differs || row.value(i) != plan.customers.first().value(i);
        }
        if (!differs)
            continue;
        while (choice.chosen + 1 < choice.values.size() && choice.values.at(choice.chosen).isNull())
            ++choice.chosen;
        if (i == customer::note.index)
            choice.chosen = MergeField::allOfThem; // a note is never lost
        plan.fields.append(choice);
    }
    const auto children = childrenOf(records, survivor, others);
    if (!children)
        return fail(children.error());
    for (const Record &row : children->moving)
        ++plan.moved[QString::fromLatin1(row.entity()->name)];
    plan.stays = children->stays;
    const auto tasks = records.count(Query(task::entity).where(isIn(task::customer, ids) && isNull(task::done_at)));
    if (!tasks)
        return fail(tasks.error());
    plan.openTasks = *tasks;
    return plan;
}

Result<MergeReport> mergeCustomers(Records &records, const MergePlan &plan, const MergeSignature &signature)
{
    if (plan.customers.size() < 2)
        return fail(Error::Code::Invalid, u"customers.mergeFew"_s);
    const Record &survivor = plan.customers.first();
    QList<Id> ids;
    for (const Record &row : plan.customers)
        ids.append(row.id);
    const QList<Id> others = ids.sliced(1);
    MergeReport report;
    report.survivor = survivor.id;
    // Somebody may have been quicker.
    for (const Record &row : plan.customers) {
        const auto now = records.one(customer::entity, row.id);
        if (!now)
            return fail(now.error());
        if (now->removedMs != 0 || !(*now)[customer::merged_into].isNull())
            return fail(Error::Code::Invalid, u"customers.mergeTwice"_s, {}, {row.id.toString()});
    }
    const auto before = countListed(records, ids);
    const auto hangingBefore = countHanging(records, ids);
    if (!before || !hangingBefore)
        return fail(before ? hangingBefore.error() : before.error());
    const auto children = childrenOf(records, survivor.id, others);
    if (!children)
        return fail(children.error());

    ChangeSet set{.origin = Origin::Typed, .author = signature.author, .atMs = signature.nowMs, .title = u"customers.merge"_s,
                  .batch = signature.batch, .changes = {}};
    Change kept = Change::update(survivor);
    QString name = survivor[customer::name];
    QString company = survivor[customer::company];
    for (const MergeField &field : plan.fields) {
        const Value value = chosenValue(field);
        kept.edit(field.field, survivor.value(field.field), value);
        if (field.field == customer::name.index)
            name = value.toText();
        if (field.field == customer::company.index)
            company = value.toText();
    }
    kept.set(survivor, customer::name_normal, normalName(name, company));
    if (!kept.edits.isEmpty())
        set.changes << kept;
    for (const Record &row : plan.customers.sliced(1)) {
        set.changes << Change::update(row).set(row, customer::merged_into, survivor.id);
        set.changes << Change::insert(merge::entity, Id::make(signature.nowMs))
                           .set(merge::survivor, survivor.id)
                           .set(merge::merged, row.id)
                           .set(merge::rule, signature.rule)
                           .set(merge::approved_by, signature.approvedBy);
    }
    for (const Record &row : children->moving) {
        const int owner = row.entity()->indexOf(QLatin1StringView("customer"));
        Change change = Change::update(row);
        change.expectedVersion = 0; // whatever else was edited meanwhile, it goes along
        set.changes << change.edit(owner, row.value(owner), Value(survivor.id));
    }
    if (!signature.pairs.isEmpty()) {
        const auto pairs = records.find(Query(duplicate_pair::entity).where(Condition::idIn(signature.pairs)));
        if (!pairs)
            return fail(pairs.error());
        for (const Record &row : *pairs)
            set.changes << Change::update(row)
                               .set(row, duplicate_pair::state, u"merged"_s)
                               .set(row, duplicate_pair::decided_by, signature.author)
                               .set(row, duplicate_pair::decided_at, signature.nowMs);
    }
    const auto done = records.commit(set);
    if (!done)
        return fail(done.error());
    static_cast<Committed &>(report) = *done;
    const auto after = countListed(records, ids);
    const auto hangingAfter = countHanging(records, ids);
    const auto linked = records.count(Query(customer::entity).where(Condition::idIn(others) && customer::merged_into == survivor.id));
    if (!after || !hangingAfter || !linked)
        return fail(!after ? after.error() : !linked ? linked.error() : hangingAfter.error());
    report.before = *before;
    report.after = *after;
    report.linked = *linked;
    report.hangingBefore = *hangingBefore;
    report.hangingAfter = *hangingAfter;
    return report;
}

Result<QList<Record>> linkedCustomers(Records &records, const Id &survivor)
{
    QList<Record> all;
    QSet<Id> seen{survivor};
    QList<Id> open{survivor};
    while (!open.isEmpty() && all.size() < 1000) {
        const auto rows = records.find(Query(customer::entity).where(isIn(customer::merged_into, open)).orderBy(Ordering{-1, Order::Descending}).limit(1000));
        if (!rows)
            return fail(rows.error());
        open.clear();
        for (const Record &row : *rows) {
            if (seen.contains(row.id))
                continue;
            seen.insert(row.id);
            open.append(row.id);
            all.append(row);
        }
    }
    return all;
}

} // namespace kemai
