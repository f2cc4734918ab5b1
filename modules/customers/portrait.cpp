// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/portrait.h"

#include "schema/portrait.h"
#include "schema/schema.h"
#include "text/pipeline.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

constexpr qint64 mostRelations = 100;

Result<QString> words(const QString &typed)
{
    const auto clean = cleanField(FieldClass::FreeText, typed);
    if (!clean)
        return fail(clean.error());
    const QString text = clean->text.trimmed();
    if (text.isEmpty())
        return fail(Error::Code::Invalid, u"customers.emptyFact"_s);
    return text;
}

ChangeSet newSet(const QString &title, const Id &author, qint64 nowMs)
{
    return {.origin = Origin::Typed, .author = author, .atMs = nowMs, .title = title, .changes = {}};
}

} // namespace

Result<Committed> addFact(Records &records, const NewFact &typed, qint64 nowMs)
{
    const auto text = words(typed.text);
    if (!text)
        return fail(text.error());
    if (const auto there = records.one(customer::entity, typed.customer); !there)
        return fail(there.error());
    ChangeSet set = newSet(u"fact.create"_s, typed.author, nowMs);
    set.changes << Change::insert(fact::entity, Id::make(nowMs))
                       .set(fact::customer, typed.customer)
                       .set(fact::text, *text)
                       .set(fact::noted_at, nowMs)
                       .set(fact::author, typed.author)
                       .set(fact::author_name, typed.authorName)
                       .set(fact::interaction, typed.interaction);
    return records.commit(set);
}

Result<Committed> editFact(Records &records, const Record &seen, const QString &typed, const Id &author, qint64 nowMs)
{
    const auto text = words(typed);
    if (!text)
        return fail(text.error());
    ChangeSet set = newSet(u"fact.edit"_s, author, nowMs);
    set.changes << Change::update(seen).set(seen, fact::text, *text);
    return records.commit(set);
}

Result<Committed> relate(Records &records, const Id &whose, const Id &other, const QString &kind, const Id &author, qint64 nowMs)
{
    if (whose == other)
        return fail(Error::Code::Invalid, u"customers.relatedToItself"_s);
    for (const Id &id : {whose, other})
        if (const auto there = records.one(customer::entity, id); !there)
            return fail(there.error());
    const auto both = records.find(Query(relation::entity)
                                       .where((relation::customer == whose && relation::other == other)
                                              || (relation::customer == other && relation::other == whose))
                                       .limit(1));
    if (!both)
        return fail(both.error());
    if (!both->isEmpty())
        return fail(Error::Code::Invalid, u"customers.relatedAlready"_s);
    ChangeSet set = newSet(u"relation.create"_s, author, nowMs);
    set.changes << Change::insert(relation::entity, Id::make(nowMs)).set(relation::customer, whose).set(relation::other, other).set(relation::kind, kind);
    return records.commit(set);
}

Result<Committed> withdraw(Records &records, const Record &seen, const Id &author, qint64 nowMs)
{
    ChangeSet set = newSet(QString::fromLatin1(seen.entity()->name) + u".withdraw"_s, author, nowMs);
    set.changes << Change::remove(seen);
    return records.commit(set);
}

QString reverseRelation(const QString &kind)
{
    static const QHash<QString, QString> pairs{{u"employer"_s, u"employee"_s}, {u"employee"_s, u"employer"_s}, {u"parent"_s, u"branch"_s},
                                               {u"branch"_s, u"parent"_s},     {u"referrer"_s, u"referred"_s}, {u"referred"_s, u"referrer"_s}};
    return pairs.value(kind, kind); // a spouse is a spouse
}

Result<QList<Related>> relationsOf(Records &records, const Id &whose)
{
    const auto rows = records.find(Query(relation::entity).where(relation::customer == whose || relation::other == whose).limit(mostRelations));
    if (!rows)
        return fail(rows.error());
    QList<Related> related;
    QList<Id> others;
    for (const Record &row : *rows) {
        const bool forward = row[relation::customer] == whose;
        related.append({row, forward ? row[relation::other] : row[relation::customer], {}, forward ? row[relation::kind] : reverseRelation(row[relation::kind])});
        others.append(related.last().customer);
    }
    if (others.isEmpty())
        return related;
    const auto names = records.find(Query(customer::entity).where(Condition::idIn(others)).withRemoved().select(customer::name, customer::company));
    if (!names)
        return fail(names.error());
    for (Related &each : related)
        for (const Record &row : *names)
            if (row.id == each.customer)
                each.name = row[customer::name].isEmpty() ? row[customer::company] : row[customer::name];
    return related;
}

Result<QList<Record>> mergedInto(Records &records, const Id &survivor)
{
    return records.find(Query(customer::entity).where(customer::merged_into == survivor).withRemoved().limit(mostRelations));
}

} // namespace kemai
