// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/owed.h"

#include "schema/schema.h"
#include "text/pipeline.h"

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

bool isTask(const Record &record) { return record.entity() == &task::entity; }
const FieldOf<QString> &textOf(bool aTask) { return aTask ? task::title : promise::text; }
const FieldOf<qint64> &dueOf(bool aTask) { return aTask ? task::due : promise::due; }

Result<QString> words(const QString &typed)
{
    const auto clean = cleanField(FieldClass::FreeText, typed);
    if (!clean)
        return fail(clean.error());
    const QString text = clean->text.simplified();
    if (text.isEmpty())
        return fail(Error::Code::Invalid, u"customers.emptyOwed"_s);
    return text;
}

ChangeSet newSet(bool aTask, const QString &act, const Id &author, qint64 nowMs)
{
    return {.origin = Origin::Typed, .author = author, .atMs = nowMs, .title = (aTask ? u"task."_s : u"promise."_s) + act, .changes = {}};
}

} // namespace

QString owedText(const Record &record) { return record[textOf(isTask(record))]; }
qint64 owedDueMs(const Record &record) { return record[dueOf(isTask(record))]; }
bool owedIsDone(const Record &record) { return isTask(record) ? !record.isNull(task::done_at) : !record.isNull(promise::done_at); }

Result<Committed> addOwed(Records &records, const Owed &owed, qint64 nowMs)
{
    const auto text = words(owed.text);
    if (!text)
        return fail(text.error());
    if (const auto there = records.one(customer::entity, owed.customer); !there)
        return fail(there.error());
    const bool aTask = owed.kind == OwedKind::Task;
    ChangeSet set = newSet(aTask, u"create"_s, owed.author, nowMs);
    if (aTask)
        set.changes << Change::insert(task::entity, Id::make(nowMs))
                           .set(task::customer, owed.customer)
                           .set(task::title, *text)
                           .set(task::owner, owed.author)
                           .set(task::interaction, owed.interaction);
    else
        set.changes << Change::insert(promise::entity, Id::make(nowMs))
                           .set(promise::customer, owed.customer)
                           .set(promise::text, *text)
                           .set(promise::made_at, nowMs)
                           .set(promise::owner, owed.author)
                           .set(promise::owner_name, owed.authorName)
                           .set(promise::interaction, owed.interaction);
    if (owed.dueMs > 0)
        set.changes.last().set(dueOf(aTask), owed.dueMs);
    return records.commit(set);
}

Result<Committed> editOwed(Records &records, const Record &seen, const QString &typed, qint64 dueMs, const Id &author, qint64 nowMs)
{
    const auto text = words(typed);
    if (!text)
        return fail(text.error());
    const bool aTask = isTask(seen);
    ChangeSet set = newSet(aTask, u"edit"_s, author, nowMs);
    set.changes << Change::update(seen)
                       .set(seen, textOf(aTask), *text)
                       .edit(dueOf(aTask).index, seen.value(dueOf(aTask).index), dueMs > 0 ? Value(dueMs) : Value());
    return records.commit(set);
}

Result<Committed> putOffOwed(Records &records, const Record &seen, qint64 dueMs, const Id &author, qint64 nowMs)
{
    const bool aTask = isTask(seen);
    ChangeSet set = newSet(aTask, u"putOff"_s, author, nowMs);
    set.changes << Change::update(seen).edit(dueOf(aTask).index, seen.value(dueOf(aTask).index), dueMs > 0 ? Value(dueMs) : Value());
    return records.commit(set);
}

Result<Committed> withdrawOwed(Records &records, const Record &seen, const Id &author, qint64 nowMs)
{
    ChangeSet set = newSet(isTask(seen), u"withdraw"_s, author, nowMs);
    set.changes << Change::remove(seen);
    return records.commit(set);
}

} // namespace kemai
