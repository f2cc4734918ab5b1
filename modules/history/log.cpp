// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/log.h"

#include "schema/change_json.h"
#include "schema/schema.h"

#include <QSet>

namespace kemai {

LoggedSet LoggedSet::of(const Record &row)
{
    LoggedSet set;
    set.seq = row[change_set::seq];
    set.id = row.id;
    set.atMs = row[change_set::at];
    set.author = row[change_set::author];
    set.origin = originFromCode(row[change_set::origin]);
    set.title = row[change_set::title];
    set.batch = row[change_set::batch];
    set.undoes = row[change_set::undoes];
    set.first = row[change_set::first];
    set.changes = row[change_set::changes];
    return set;
}

Result<LoggedRow> LoggedRow::of(const Record &row)
{
    LoggedRow logged;
    logged.seq = row[history::seq];
    logged.setSeq = row[history::set_seq];
    logged.entity = entityNamed(row[history::subject]);
    logged.record = row[history::record];
    logged.operation = operationFromCode(row[history::operation]);
    logged.version = row[history::version];
    logged.line = row[history::line];
    if (logged.entity) {
        auto edits = editsFromJson(*logged.entity, logged.operation, row[history::edits].toUtf8());
        if (!edits)
            return fail(edits.error());
        logged.edits = std::move(*edits);
    }
    return logged;
}

Result<QHash<RecordKey, QList<LoggedRow>>> Log::rowsOf(const QList<RecordKey> &keys)
{
    QHash<RecordKey, QList<LoggedRow>> all;
    all.reserve(keys.size());
    for (qsizetype from = 0; from < keys.size(); from += idsOfQuery) {
        QList<Id> ids;
        const QList<RecordKey> piece = keys.mid(from, idsOfQuery);
        for (const RecordKey &key : piece) {
            ids.append(key.second);
            all.insert(key, {});
        }
        const auto rows = m_records.find(Query(history::entity).where(isIn(history::record, ids)).orderBy(history::seq));
        if (!rows)
            return fail(rows.error());
        for (const Record &row : *rows) {
            auto logged = LoggedRow::of(row);
            if (!logged)
                return fail(logged.error());
            const auto place = all.find({logged->entity, logged->record});
            if (place != all.end())
                place->append(std::move(*logged));
        }
    }
    return all;
}

Result<QList<LoggedRow>> Log::rowsOfSet(const LoggedSet &set, qint64 before, qint64 limit)
{
    const qint64 end = before > 0 ? std::min(before, set.first + set.changes) : set.first + set.changes;
    const auto rows = m_records.find(Query(history::entity)
                                         .where(history::seq >= set.first && history::seq < end)
                                         .orderBy(history::seq, Order::Descending)
                                         .limit(limit));
    if (!rows)
        return fail(rows.error());
    QList<LoggedRow> all;
    all.reserve(rows->size());
    for (const Record &row : *rows) {
        auto logged = LoggedRow::of(row);
        if (!logged)
            return fail(logged.error());
        all.append(std::move(*logged));
    }
    return all;
}

Result<> Log::loadSets(const QList<qint64> &seqs)
{
    QSet<qint64> missing;
    for (const qint64 seq : seqs)
        if (!m_sets.contains(seq))
            missing.insert(seq);
    if (m_sets.size() + missing.size() > 20000) { // only a cache: forget, and read anew what this call needs
        m_sets.clear();
        missing = QSet<qint64>(seqs.begin(), seqs.end());
    }
    const QList<qint64> wanted(missing.begin(), missing.end());
    for (qsizetype from = 0; from < wanted.size(); from += idsOfQuery) {
        const auto rows = m_records.find(Query(change_set::entity).where(isIn(change_set::seq, wanted.mid(from, idsOfQuery))));
        if (!rows)
            return fail(rows.error());
        for (const Record &row : *rows)
            m_sets.insert(row[change_set::seq], LoggedSet::of(row));
    }
    return {};
}

const LoggedSet &Log::set(qint64 seq) const
{
    static const LoggedSet none;
    const auto place = m_sets.constFind(seq);
    return place == m_sets.cend() ? none : *place;
}

const QList<Hanging> &hangingOnCustomers()
{
    static const QList<Hanging> all = [] {
        QList<Hanging> found;
        for (const Entity *entity : allEntities()) {
            const int field = entity->indexOf(QLatin1StringView("customer"));
            if (field >= 0 && entity->storage == Storage::Records)
                found.append({entity, FieldOf<Id>{entity, field}});
        }
        return found;
    }();
    return all;
}

} // namespace kemai
