// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/import_interactions.h"

#include "schema/administration.h"
#include "schema/interaction.h"
#include "schema/work.h"
#include "timeline/whose_event.h"

#include <QIODevice>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {
constexpr qsizetype idsOfQuery = 1000;
constexpr qint64 bytesOfChunk = 8 * 1024 * 1024; // long lines make short chunks
} // namespace

struct InteractionImport::Known {
    EventOwners owners;
    QHash<Id, qint64> events; // of those we have: when it was withdrawn, or 0
    QHash<QString, Id> tickets;
};

InteractionImport::InteractionImport(QIODevice &file, const Options &options, const Clock &clock)
    : m_file(file), m_reader(file), m_options(options), m_clock(clock), m_startedMs(clock.nowMs())
{
    m_summary.bytesTotal = file.isSequential() ? 0 : file.size();
    if (m_options.mode == Mode::Write)
        m_summary.batch = Id::make(m_startedMs);
}

Result<bool> InteractionImport::step(Records &records)
{
    if (m_summary.finished || m_summary.canceled)
        return false;
    Result<bool> more = stepOrFail(records);
    if (!more) {
        m_summary.canceled = true;
        // The batch may be what cannot be written; the first error is the one that counts.
        (void)close(records, u"canceled"_s);
    }
    return more;
}

Result<bool> InteractionImport::stepOrFail(Records &records)
{
    if (m_canceled) {
        m_summary.canceled = true;
        if (const auto done = close(records, u"canceled"_s); !done)
            return fail(done.error());
        return false;
    }
    const auto chunk = nextChunk();
    if (!chunk)
        return fail(chunk.error());
    const Result<Known> known = lookUp(records, chunk->lines);
    if (!known)
        return fail(known.error());

    // Counted only when the chunk is committed, so that the sum holds whatever happens.
    InteractionImportSummary counts = m_summary;
    QList<Change> changes;
    QSet<Id> ofChunk;
    QList<std::pair<const Line *, Error>> rejections;
    for (const Line &line : chunk->lines) {
        ++counts.lines;
        if (line.refusal) {
            ++counts.rejected;
            rejections.append({&line, *line.refusal});
            continue;
        }
        const auto there = known->events.constFind(line.event.id);
        const bool withdrawn = there != known->events.cend() && *there != 0;
        if ((there != known->events.cend() && !withdrawn) || ofChunk.contains(line.event.id) || m_seen.contains(line.event.id)) {
            ++counts.duplicates;
            counts.cleaned += line.event.cleaned;
            continue;
        }
        const Result<Id> owner = known->owners.ownerOf(line.event.whose);
        if (!owner) {
            ++counts.rejected;
            rejections.append({&line, owner.error()});
            continue;
        }
        ++counts.created;
        counts.cleaned += line.event.cleaned;
        ofChunk.insert(line.event.id);
        Change change = channelEventInsert(line.event, *owner, known->tickets.value(line.event.ticketNumber));
        change.line = line.number;
        if (withdrawn) {
            Change back;
            back.entity = change.entity;
            back.record = change.record;
            back.operation = Change::Operation::Restore;
            back.line = line.number;
            changes.append(back);
            change.operation = Change::Operation::Update;
        }
        changes.append(change);
    }
    if (m_options.mode == Mode::DryRun)
        m_seen.unite(ofChunk);
    else if (const auto done = commit(records, changes); !done)
        return fail(done.error());
    counts.bytesRead = chunk->bytesRead;
    m_summary = counts;
    for (const auto &[line, reason] : std::as_const(rejections))
        reject(*line, reason);
    if (!chunk->atEnd)
        return true;
    if (const auto done = close(records, u"done"_s); !done)
        return fail(done.error());
    m_summary.finished = true;
    return false;
}

// While one chunk is committed the next is read; not from a pipe, where reading may wait for whoever writes.
Result<InteractionImport::Chunk> InteractionImport::nextChunk()
{
    Result<Chunk> chunk = m_ahead.valid() ? m_ahead.get() : readChunk();
    if (chunk && !chunk->atEnd && !m_file.isSequential())
        m_ahead = std::async(std::launch::async, [this] { return readChunk(); });
    return chunk;
}

Result<InteractionImport::Chunk> InteractionImport::readChunk()
{
    Chunk chunk;
    std::vector<Line> &lines = chunk.lines;
    lines.reserve(size_t(m_options.chunkLines));
    const qint64 nowMs = m_clock.nowMs();
    const qint64 begin = m_reader.bytesRead();
    JsonLine json;
    while (qsizetype(lines.size()) < m_options.chunkLines && m_reader.bytesRead() - begin < bytesOfChunk) {
        const Result<bool> any = m_reader.next(json);
        if (!any)
            return fail(any.error());
        if (!*any) {
            chunk.atEnd = true;
            break;
        }
        Line line;
        line.number = json.line;
        if (json.error) {
            line.refusal = json.error;
        } else if (auto event = readChannelEvent(json.object, nowMs)) {
            line.event = std::move(*event);
        } else {
            line.refusal = event.error();
            line.refusal->details.prepend(QString::number(line.number));
        }
        line.raw = json.raw; // shared; a customer that is not found needs it too
        lines.push_back(std::move(line));
    }
    chunk.bytesRead = m_reader.bytesRead();
    return chunk;
}

Result<InteractionImport::Known> InteractionImport::lookUp(Records &records, const std::vector<Line> &lines) const
{
    Known known;
    QList<const CustomerKey *> keys;
    QList<Id> ids;
    QSet<QString> tickets;
    const auto readEvents = [&]() -> Result<> {
        if (ids.isEmpty())
            return {};
        const auto rows = records.find(Query(interaction::entity).where(Condition::idIn(ids)).withRemoved().select(interaction::at));
        if (!rows)
            return fail(rows.error());
        for (const Record &row : *rows)
            known.events.insert(row.id, row.removedMs);
        ids.clear();
        return {};
    };
    for (const Line &line : lines) {
        if (line.refusal)
            continue;
        keys.append(&line.event.whose);
        ids.append(line.event.id);
        if (!line.event.ticketNumber.isEmpty())
            tickets.insert(line.event.ticketNumber);
        if (ids.size() >= idsOfQuery)
            if (const auto done = readEvents(); !done)
                return fail(done.error());
    }
    if (const auto done = readEvents(); !done)
        return fail(done.error());
    if (!tickets.isEmpty()) {
        const auto rows = records.find(Query(ticket::entity).where(isIn(ticket::number, tickets.values())).select(ticket::number));
        if (!rows)
            return fail(rows.error());
        for (const Record &row : *rows)
            known.tickets.insert(row[ticket::number], row.id);
    }
    auto owners = EventOwners::lookUp(records, keys);
    if (!owners)
        return fail(owners.error());
    known.owners = std::move(*owners);
    return known;
}

void InteractionImport::reject(const Line &line, Error reason)
{
    if (!m_options.rejected)
        return;
    if (!line.refusal)
        reason.details.prepend(QString::number(line.number));
    m_options.rejected({line.number, std::move(reason), line.raw.left(64 * 1024)});
}

ChangeSet InteractionImport::newSet() const
{
    ChangeSet set;
    set.origin = Origin::Channel;
    set.author = m_options.author;
    set.title = u"timeline.import"_s;
    set.batch = m_summary.batch;
    return set;
}

Change InteractionImport::batchInsert(const QString &state) const
{
    return Change::insert(import_batch::entity, m_summary.batch)
        .set(import_batch::file_name, m_options.fileName)
        .set(import_batch::subject, u"interaction"_s)
        .set(import_batch::state, state)
        .set(import_batch::started_at, m_startedMs);
}

Result<> InteractionImport::commit(Records &records, const QList<Change> &changes)
{
    if (changes.isEmpty())
        return {};
    ChangeSet set = newSet();
    if (!m_batchWritten)
        set.changes.append(batchInsert(u"running"_s));
    set.changes += changes;
    if (const auto done = records.commit(set); !done)
        return fail(done.error());
    m_batchWritten = true;
    return {};
}

Result<> InteractionImport::close(Records &records, const QString &state)
{
    if (m_options.mode == Mode::DryRun)
        return {};
    ChangeSet set = newSet();
    Change change = batchInsert(state);
    if (m_batchWritten) {
        const Result<Record> now = records.one(import_batch::entity, m_summary.batch);
        if (!now)
            return fail(now.error());
        change = Change::update(*now);
        change.set(*now, import_batch::state, state);
    }
    const Record none(import_batch::entity);
    const auto count = [&](const FieldOf<qint64> &field, qint64 number) { change.set(none, field, number); };
    count(import_batch::rows, m_summary.lines);
    count(import_batch::created, m_summary.created);
    count(import_batch::updated, 0);
    count(import_batch::duplicates, m_summary.duplicates);
    count(import_batch::rejected, m_summary.rejected);
    count(import_batch::cleaned, m_summary.cleaned);
    count(import_batch::finished_at, m_clock.nowMs());
    set.changes.append(change);
    if (const auto done = records.commit(set); !done)
        return fail(done.error());
    m_batchWritten = true;
    return {};
}

Result<InteractionImportSummary> importInteractions(Records &records, QIODevice &file, const InteractionImport::Options &options,
                                                    const std::function<bool(const InteractionImportSummary &)> &progress,
                                                    const Clock &clock)
{
    InteractionImport import(file, options, clock);
    for (;;) {
        const Result<bool> more = import.step(records);
        if (!more)
            return fail(more.error());
        if (progress && !progress(import.summary()))
            import.cancel();
        if (!*more)
            return import.summary();
    }
}

} // namespace kemai
