// SPDX-License-Identifier: GPL-3.0-or-later
// What the files of DeskStorage share: taking the writer over, and rows and mutations as the tables keep them. Within this module only.
#pragma once

#include "store/migration.h"
#include "sync/desk/desk_storage.h"
#include "wire/codec.h"

#include <QSemaphore>

namespace kemai::sync {

using namespace Qt::StringLiterals;

inline const QString positionFact = u"sync.position"_s;
inline const QString searchFact = u"sync.search"_s;     // a snapshot went past the search index, which is to be written anew behind it
inline const QString uploadedFact = u"sync.uploaded"_s; // history up to this row is in the outbox

inline wire::Row rowOf(const ReplicaTables::Truth &truth) { return {truth.record, truth.scopes}; }

inline Result<wire::Mutation> mutationOf(const ReplicaTables::Waiting &waiting)
{
    auto mutation = wire::Codec().read<wire::Mutation>(waiting.body);
    if (!mutation || !mutation->change.entity)
        return fail(Error::Code::Corrupt, u"sync.outboxUnreadable"_s, u"a mutation of the outbox cannot be read"_s);
    return mutation;
}

inline Result<QList<wire::Mutation>> mutationsOf(const Result<QList<ReplicaTables::Waiting>> &waiting)
{
    if (!waiting)
        return fail(waiting.error());
    QList<wire::Mutation> all;
    for (const ReplicaTables::Waiting &one : *waiting) {
        auto mutation = mutationOf(one);
        if (!mutation)
            return fail(mutation.error());
        all.append(std::move(*mutation));
    }
    return all;
}

inline ReplicaTables::Waiting waitingOf(const wire::Mutation &mutation, bool acknowledged)
{
    return {mutation.mid, mutation.set, {mutation.change.entity, mutation.change.record}, mutation.at.value, acknowledged, wire::Codec().write(mutation)};
}

inline wire::SetHead headOf(const ChangeSet &set) { return {set.id, set.origin, set.author, set.atMs, set.title, set.batch, set.undoes}; }

inline bool sameValues(const Record &a, const Record &b)
{
    if (a.removedMs != b.removedMs)
        return false;
    for (int field = 0; field < a.entity()->count(); ++field)
        if (a.value(field) != b.value(field))
            return false;
    return true;
}

class DeskStorage::Hold
{
public:
    explicit Hold(Store &store) : m_store(store) { }

    Result<StoreRecords *> take()
    {
        m_job = m_store.write([this](Records &records) -> Result<bool> {
            m_records = static_cast<StoreRecords *>(&records);
            m_parked.release();
            m_resume.acquire();
            return true;
        });
        while (!m_parked.tryAcquire(1, 50))
            if (m_job.isFinished()) // the store is closing
                return fail(m_job.result() ? makeError(Error::Code::Busy, u"store.closing"_s) : m_job.result().error());
        return m_records;
    }
    void give()
    {
        m_resume.release();
        m_job.waitForFinished();
    }

private:
    Store &m_store;
    QFuture<Result<bool>> m_job;
    QSemaphore m_parked;
    QSemaphore m_resume;
    StoreRecords *m_records = nullptr;
};

class DeskStorage::Using
{
public:
    explicit Using(DeskStorage &storage) : m_storage(storage)
    {
        if (storage.m_store && storage.m_depth == 0) {
            const auto taken = storage.m_hold->take();
            if (!taken) {
                m_error = taken.error();
                return;
            }
            storage.m_records = *taken;
        }
        ++storage.m_depth;
        m_inside = true;
    }
    ~Using()
    {
        if (m_inside && --m_storage.m_depth == 0 && m_storage.m_store) {
            m_storage.m_records = nullptr;
            m_storage.m_hold->give();
        }
    }
    Using(const Using &) = delete;
    Using &operator=(const Using &) = delete;

    explicit operator bool() const { return m_inside; }
    Failure failure() const { return fail(m_error); }

private:
    DeskStorage &m_storage;
    Error m_error;
    bool m_inside = false;
};

} // namespace kemai::sync
