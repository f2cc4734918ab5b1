// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/desk/history_entry.h"

#include "schema/schema.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

// Collects ids by entity and reads the words of all of them at once.
class Names
{
public:
    void want(const Entity *entity, const Id &id)
    {
        if (entity && !id.isNull())
            m_wanted[entity].insert(id);
    }
    void wantReference(const Field &field, const Value &value)
    {
        if (field.type == Type::Reference && field.refers && value.isId())
            want(entityNamed(QString::fromLatin1(field.refers)), value.toId());
    }
    Result<NamesById> read(Records &records)
    {
        NamesById names;
        for (auto it = m_wanted.cbegin(); it != m_wanted.cend(); ++it) {
            const QList<Id> ids(it.value().cbegin(), it.value().cend());
            for (qsizetype at = 0; at < ids.size(); at += Log::idsOfQuery) {
                const auto rows = records.find(Query(*it.key()).where(Condition::idIn(ids.mid(at, Log::idsOfQuery))).withRemoved());
                if (!rows)
                    return fail(rows.error());
                for (const Record &row : *rows)
                    if (const QString words = wordsOf(row); !words.isEmpty())
                        names.insert(row.id, words, it.key() == &user::entity ? row[user::name_en] : QString());
            }
        }
        return names;
    }

private:
    QHash<const Entity *, QSet<Id>> m_wanted;
};

} // namespace

void NamesById::insert(const Id &id, const QString &words, const QString &english)
{
    m_words.insert(id, words);
    if (!english.isEmpty())
        m_english.insert(id, english);
}

QString NamesById::value(const Id &id, bool chinese, const QString &unknown) const
{
    const QString words = m_words.value(id, unknown);
    return chinese ? words : m_english.value(id, words);
}

void NamesById::insertFrom(const NamesById &all, const Id &id)
{
    if (all.isKnown(id))
        insert(id, all.m_words.value(id), all.m_english.value(id));
}

QString wordsOf(const Record &record)
{
    // The first of these that an entity has and the record fills.
    static constexpr const char *fields[] = {"name", "title", "written", "label", "text", "file_name", "subject", "company", "number", "key", "body"};
    for (const char *field : fields)
        if (const int index = record.entity()->indexOf(QLatin1StringView(field)); index >= 0)
            if (const QString text = record.value(index).toText().simplified(); !text.isEmpty())
                return text.left(60);
    return {};
}

Result<QList<HistoryEntry>> historyEntries(Records &records, const Id &customer, qint64 limit, qint64 before)
{
    const auto lines = historyOfCustomer(records, customer, limit, before);
    if (!lines)
        return fail(lines.error());
    Names names;
    for (const HistoryLine &line : *lines) {
        names.want(&user::entity, line.set.author);
        names.want(&import_batch::entity, line.set.batch);
        if (!line.row.entity)
            continue;
        if (line.row.entity != &customer::entity)
            names.want(line.row.entity, line.row.record);
        for (const Edit &edit : line.row.edits) {
            const Field &field = line.row.entity->fields[size_t(edit.field)];
            names.wantReference(field, edit.from);
            names.wantReference(field, edit.to);
        }
    }
    const auto known = names.read(records);
    if (!known)
        return fail(known.error());
    // An import's record is known by its file.
    QList<HistoryEntry> entries;
    for (const HistoryLine &line : *lines) {
        HistoryEntry entry{line, {}, known->value(line.row.record, true), {}};
        entry.names.insertFrom(*known, line.set.author);
        if (!line.set.batch.isNull())
            entry.batchFile = known->value(line.set.batch, true);
        if (line.row.entity)
            for (const Edit &edit : line.row.edits)
                for (const Value &value : {edit.from, edit.to})
                    if (value.isId())
                        entry.names.insertFrom(*known, value.toId());
        entries.append(entry);
    }
    return entries;
}

Result<QList<RecordSource>> sourcesOfContacts(Records &records, const Id &customer)
{
    QList<RecordSource> sources;
    Names names;
    QList<std::pair<Id, Id>> people; // author, batch of each
    const auto add = [&](const Entity &entity, const FieldOf<Id> &whose, int written) -> Result<> {
        const auto rows = records.find(Query(entity).where(whose == customer).limit(100));
        if (!rows)
            return fail(rows.error());
        for (const Record &row : *rows) {
            const auto fields = provenanceOf(records, entity, row.id);
            if (!fields)
                return fail(fields.error());
            for (const FieldSource &source : *fields)
                if (source.field == written) {
                    sources.append({&entity, row.id, source.origin(), {}, {}, source.set.atMs, {}, source.line});
                    people.append({source.set.author, source.set.batch});
                    names.want(&user::entity, source.set.author);
                    names.want(&import_batch::entity, source.set.batch);
                }
        }
        return {};
    };
    if (const auto read = add(phone::entity, phone::customer, phone::written.index); !read)
        return fail(read.error());
    if (const auto read = add(email::entity, email::customer, email::written.index); !read)
        return fail(read.error());
    if (const auto read = add(address::entity, address::customer, address::written.index); !read)
        return fail(read.error());
    if (const auto read = add(attachment::entity, attachment::customer, attachment::file_name.index); !read)
        return fail(read.error());
    const auto known = names.read(records);
    if (!known)
        return fail(known.error());
    for (qsizetype i = 0; i < sources.size(); ++i) {
        sources[i].author = known->value(people.at(i).first, true);
        sources[i].authorEn = known->value(people.at(i).first, false);
        sources[i].batchFile = known->value(people.at(i).second, true);
    }
    return sources;
}

Result<NamedAsOf> namedAsOf(Records &records, const Id &customer, qint64 atMs)
{
    auto then = customerAsOf(records, customer, atMs);
    if (!then)
        return fail(then.error());
    auto now = records.one(customer::entity, customer);
    if (!now)
        return fail(now.error());
    Names names;
    for (const Record *record : {&then->customer, &*now})
        for (int i = 0; i < record->entity()->count(); ++i)
            names.wantReference(record->entity()->fields[size_t(i)], record->value(i));
    auto known = names.read(records);
    if (!known)
        return fail(known.error());
    return NamedAsOf{atMs, std::move(*then), std::move(*now), std::move(*known)};
}

Result<NamedPlan> namedPlan(Records &records, const Id &set)
{
    auto plan = planUndoOfSet(records, set);
    if (!plan)
        return fail(plan.error());
    Names names;
    for (const Kept &kept : plan->kept.mid(0, 100)) {
        names.want(kept.entity, kept.record);
        names.want(kept.cause, kept.causeRecord);
        names.want(&user::entity, kept.author);
    }
    auto known = names.read(records);
    if (!known)
        return fail(known.error());
    return NamedPlan{std::move(*plan), std::move(*known)};
}

} // namespace kemai
