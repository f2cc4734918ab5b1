// SPDX-License-Identifier: GPL-3.0-or-later
// DeskStorage: how a store becomes a desk of an office, the mutations of its commits, and what windows ask.
#include "schema/schema.h"
#include "store/replica_files.h"
#include "sync/desk/desk_parts.h"
#include "sync/queue.h"

namespace kemai::sync {

Result<> DeskStorage::attach(std::function<void()> enqueued)
{
    Using now(*this);
    if (!now)
        return now.failure();
    if (const auto enrolled = isEnrolled(); enrolled && *enrolled)
        for (const Result<> &ready : {tables().create(), tables().open()})
            if (!ready)
                return ready;
    StoreRecords *records = m_records;
    records->committing = [records, enqueued = std::move(enqueued)](const Id &set, qint64 after, qint64 upTo) -> Result<> {
        DeskStorage within(*records);
        const auto enrolled = within.isEnrolled();
        if (!enrolled || !*enrolled)
            return enrolled ? Result<>() : fail(enrolled.error());
        if (const auto told = within.told(set, after, upTo); !told)
            return told;
        if (enqueued)
            enqueued();
        return {};
    };
    return {};
}

Result<> DeskStorage::closeForWipe()
{
    Using now(*this);
    if (!now)
        return now.failure();
    const auto waiting = tables().count();
    if (!waiting)
        return fail(waiting.error());
    if (*waiting > 0)
        return fail(Error::Code::Busy, u"sync.stillQueued"_s, u"something was written behind the escrow"_s);
    m_records->committing = [](const Id &, qint64, qint64) -> Result<> {
        return fail(Error::Code::Denied, u"sync.revoked"_s, u"this desk is being wiped"_s);
    };
    return {};
}

Result<bool> DeskStorage::isEnrolled()
{
    Using now(*this);
    if (!now)
        return now.failure();
    const auto position = storeFact(m_records->database(), positionFact);
    if (!position)
        return fail(position.error());
    return !position->isEmpty();
}

Result<> DeskStorage::enroll(const Id &device)
{
    Using now(*this);
    if (!now)
        return now.failure();
    if (const auto enrolled = isEnrolled(); !enrolled || *enrolled)
        return enrolled ? fail(Error::Code::Invalid, u"sync.enrolled"_s, u"enrolled twice"_s) : fail(enrolled.error());
    return inTransaction(*this, [&]() -> Result<> {
        for (const Result<> &made : {tables().create(), tables().open()})
            if (!made)
                return made;
        if (const auto set = setStoreFact(m_records->database(), uploadedFact, u"0"_s); !set)
            return set;
        Position position;
        position.device = device;
        return setPosition(position);
    });
}

Result<bool> DeskStorage::uploadStep(int rows)
{
    Using now(*this);
    if (!now)
        return now.failure();
    const auto uploaded = storeFact(m_records->database(), uploadedFact);
    if (!uploaded)
        return fail(uploaded.error());
    const auto last = tables().lastHistory();
    if (!last)
        return fail(last.error());
    const qint64 from = uploaded->toLongLong();
    const qint64 to = std::min(*last, from + rows);
    if (from >= to)
        return false;
    m_uploading = true;
    const Result<> done = inTransaction(*this, [&] { return enqueueHistory(from, to); });
    m_uploading = false;
    if (!done)
        return fail(done.error());
    return to < *last;
}

Result<> DeskStorage::told(const Id &, qint64 after, qint64 upTo)
{
    const auto uploaded = storeFact(m_records->database(), uploadedFact);
    if (!uploaded)
        return fail(uploaded.error());
    if (uploaded->toLongLong() != after) // what was here before is not yet in the outbox: this comes behind it
        return {};
    return enqueueHistory(after, upTo);
}

Result<> DeskStorage::enqueueHistory(qint64 after, qint64 upTo)
{
    const auto lines = tables().history(after, upTo);
    if (!lines)
        return fail(lines.error());
    QList<Change> changes;
    for (const ReplicaTables::Line &line : *lines)
        changes.append(line.change);
    if (!m_uploading)
        if (const auto kept = keepTruthOf(changes); !kept)
            return kept;
    QHash<Id, wire::SetHead> heads;
    for (const ReplicaTables::Line &line : *lines) {
        if (!heads.contains(line.set)) {
            const auto head = tables().head(line.set);
            if (!head)
                return fail(head.error());
            if (!*head)
                return fail(Error::Code::Corrupt, u"records.historyUnreadable"_s, u"a line of history has no set"_s);
            heads.insert(line.set, headOf(**head));
        }
        const wire::SetHead head = heads.value(line.set);
        const auto mutation = m_choice ? sync::enqueueResolution(*this, head, m_choice->conflict, line.change.operation, m_choice->edits, head.atMs)
                                       : sync::enqueue(*this, wire::Vocabulary::shipped(), head, line.change, head.atMs);
        if (!mutation)
            return fail(mutation.error());
        if (const auto noted = noteFile(line.change); !noted)
            return noted;
    }
    return setStoreFact(m_records->database(), uploadedFact, QString::number(upTo));
}

// The content of an attachment goes behind its record.
Result<> DeskStorage::noteFile(const Change &change)
{
    if (change.entity != &attachment::entity)
        return {};
    for (const Edit &edit : change.edits)
        if (edit.field == attachment::content.index)
            if (const QByteArray name = QByteArray::fromHex(edit.to.toText().toLatin1()); !name.isEmpty())
                return ReplicaFiles(*m_records).note(change.record, name);
    return {};
}

// What the server last said of these records, before the rows are only what was made of them here.
Result<> DeskStorage::keepTruthOf(const QList<Change> &changes)
{
    QSet<RowKey> done;
    for (const Change &first : changes) {
        const RowKey key{first.entity, first.record};
        if (done.contains(key))
            continue;
        done.insert(key);
        const auto waiting = tables().waitingOf({key.entity, key.id}, false);
        if (!waiting)
            return fail(waiting.error());
        auto truth = tables().truth({key.entity, key.id});
        if (!truth)
            return fail(truth.error());
        if (!waiting->isEmpty() || !*truth)
            continue;
        for (auto it = changes.crbegin(); it != changes.crend(); ++it)
            if (it->entity == key.entity && it->record == key.id)
                for (const Edit &edit : it->edits)
                    (*truth)->record.setValue(edit.field, edit.from);
        if (const auto kept = tables().keepTruth(**truth, true); !kept)
            return kept;
    }
    return {};
}

Result<DeskStorage::Upload> DeskStorage::uploaded()
{
    Using now(*this);
    if (!now)
        return now.failure();
    const auto done = storeFact(m_records->database(), uploadedFact);
    const auto last = tables().lastHistory();
    if (!done || !last)
        return fail(done ? last.error() : done.error());
    return Upload{done->toLongLong(), *last};
}

// --- for windows

Result<qint64> DeskStorage::waitingCount()
{
    Using now(*this);
    return now ? tables().count() : Result<qint64>(now.failure());
}

Result<QList<wire::Conflict>> DeskStorage::conflicts()
{
    Using now(*this);
    if (!now)
        return now.failure();
    const auto bodies = tables().conflicts(nullptr);
    if (!bodies)
        return fail(bodies.error());
    QList<wire::Conflict> all;
    for (const QByteArray &body : *bodies)
        if (const auto conflict = wire::Codec().read<wire::Conflict>(body))
            all.append(*conflict);
        else // of a newer program, perhaps: the server has it still
            qWarning("office: a conflict cannot be read: %s", qPrintable(conflict.error().log));
    return all;
}

Result<QList<std::pair<wire::Mutation, wire::Outcome>>> DeskStorage::rejected()
{
    Using now(*this);
    if (!now)
        return now.failure();
    const auto rows = tables().rejected();
    if (!rows)
        return fail(rows.error());
    QList<std::pair<wire::Mutation, wire::Outcome>> all;
    for (const ReplicaTables::Rejected &row : *rows) {
        const auto mutation = wire::Codec().read<wire::Mutation>(row.mutation);
        const auto outcome = wire::Codec().read<wire::Outcome>(row.outcome);
        if (mutation && outcome)
            all.append({*mutation, *outcome});
    }
    return all;
}

} // namespace kemai::sync
