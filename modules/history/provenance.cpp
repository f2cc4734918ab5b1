// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/provenance.h"

#include "history/track.h"
#include "schema/schema.h"

#include <algorithm>

namespace kemai {

namespace {

Result<> loadSetsOf(Log &log, const QList<LoggedRow> &rows)
{
    QList<qint64> seqs;
    for (const LoggedRow &row : rows)
        seqs.append(row.setSeq);
    return log.loadSets(seqs);
}

bool newer(const LoggedRow &a, const LoggedRow &b)
{
    return a.seq > b.seq;
}

// Merges the newest rows of some more records into `page`, which holds at most `limit`, newest first.
Result<> addNewest(Records &records, const QList<RecordKey> &keys, qint64 limit, qint64 before, QList<LoggedRow> &page)
{
    for (qsizetype from = 0; from < keys.size(); from += Log::idsOfQuery) {
        QList<Id> ids;
        const QList<RecordKey> piece = keys.mid(from, Log::idsOfQuery);
        for (const RecordKey &key : piece)
            ids.append(key.second);
        Query query = Query(history::entity).where(isIn(history::record, ids)).orderBy(history::seq, Order::Descending).limit(limit);
        if (before > 0)
            query.where(history::seq < before);
        if (page.size() >= limit)
            query.where(history::seq > page.last().seq);
        const auto rows = records.find(query);
        if (!rows)
            return fail(rows.error());
        for (const Record &row : *rows) {
            auto logged = LoggedRow::of(row);
            if (!logged)
                return fail(logged.error());
            if (piece.contains(RecordKey{logged->entity, logged->record}))
                page.append(std::move(*logged));
        }
        std::sort(page.begin(), page.end(), newer);
        if (page.size() > limit)
            page.resize(limit);
    }
    return {};
}

Result<QList<HistoryLine>> withSets(Records &records, QList<LoggedRow> rows)
{
    Log log(records);
    if (const auto loaded = loadSetsOf(log, rows); !loaded)
        return fail(loaded.error());
    QList<HistoryLine> lines;
    for (LoggedRow &row : rows) {
        const LoggedSet set = log.set(row.setSeq);
        lines.append({std::move(row), set});
    }
    return lines;
}

} // namespace

Result<QList<FieldSource>> provenanceOf(Records &records, const Entity &entity, const Id &id)
{
    const auto now = records.one(entity, id);
    if (!now)
        return fail(now.error());
    Log log(records);
    const RecordKey key{&entity, id};
    auto rows = log.rowsOf({key});
    if (!rows)
        return fail(rows.error());
    if (const auto loaded = loadSetsOf(log, rows->value(key)); !loaded)
        return fail(loaded.error());
    const RecordTracks tracks = RecordTracks::of(rows->value(key), log);
    QList<FieldSource> sources;
    for (int field = 0; field < entity.count(); ++field) {
        const auto track = tracks.fields.constFind(field);
        if (track == tracks.fields.cend())
            continue;
        FieldSource source;
        source.field = field;
        source.value = now->value(field);
        const auto mark = track->lastMark();
        if (const Track::Element *top = track->top()) {
            source.set = log.set(top->originSeq);
            source.line = top->line;
            source.inferredFrom = top->inferredFrom;
            if (mark)
                source.broughtBack = log.set(mark->setSeq);
            else if (top->setSeq != top->originSeq)
                source.broughtBack = log.set(top->setSeq);
        } else if (mark) {
            source.set = log.set(mark->setSeq);
        }
        sources.append(source);
    }
    return sources;
}

Result<QList<HistoryLine>> historyOf(Records &records, const Entity &entity, const Id &id, qint64 limit, qint64 before)
{
    QList<LoggedRow> page;
    if (const auto added = addNewest(records, {{&entity, id}}, limit, before, page); !added)
        return fail(added.error());
    return withSets(records, page);
}

Result<QList<HistoryLine>> historyOfCustomer(Records &records, const Id &customer, qint64 limit, qint64 before)
{
    constexpr qint64 piece = 2000;
    QList<LoggedRow> page;
    if (const auto added = addNewest(records, {{&customer::entity, customer}}, limit, before, page); !added)
        return fail(added.error());
    QList<std::pair<const Entity *, Condition>> hanging{
        {&merge::entity, merge::survivor == customer || merge::merged == customer}};
    for (const Hanging &one : hangingOnCustomers())
        hanging.append({one.entity, one.customer == customer});
    for (const auto &[entity, condition] : std::as_const(hanging)) {
        Query query = Query(*entity).where(condition).withRemoved().select({0}).limit(piece);
        if (entity == &interaction::entity) // in the order of its index
            query.orderBy(interaction::at, Order::Descending).select(interaction::at);
        while (true) {
            const auto rows = records.find(query);
            if (!rows)
                return fail(rows.error());
            QList<RecordKey> keys;
            for (const Record &row : *rows)
                keys.append({entity, row.id});
            if (const auto added = addNewest(records, keys, limit, before, page); !added)
                return fail(added.error());
            if (rows->size() < piece)
                break;
            query.after(rows->last());
        }
    }
    return withSets(records, page);
}

} // namespace kemai
