// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/demo_company.h"

#include "demo/production.h"
#include "demo/working_time.h"
#include "schema/administration.h"

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

// One set ahead: made on its own thread while the one before it is committed.
class Ahead
{
public:
    explicit Ahead(demo::Production &production) : m_production(production), m_thread([this] { make(); }) { }
    ~Ahead()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_stopped = true;
        }
        m_changed.notify_all();
        m_thread.join();
    }

    struct Made {
        ChangeSet set;
        qint64 customers = 0; // up to and with this set
    };
    std::optional<Made> take()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_made || m_ended; });
        std::optional<Made> made = std::exchange(m_made, std::nullopt);
        lock.unlock();
        m_changed.notify_all();
        return made;
    }

private:
    void make()
    {
        while (true) {
            Made made;
            const bool more = m_production.next(made.set);
            made.customers = m_production.customersDone();
            std::unique_lock lock(m_mutex);
            m_changed.wait(lock, [this] { return !m_made || m_stopped; });
            m_ended = !more;
            if (more && !m_stopped)
                m_made = std::move(made);
            const bool over = m_ended || m_stopped;
            lock.unlock();
            m_changed.notify_all();
            if (over)
                return;
        }
    }

    demo::Production &m_production;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::optional<Made> m_made;
    bool m_ended = false;
    bool m_stopped = false;
    std::thread m_thread; // last: starts when all else is there
};

// Stories and numbers are made for a desk in China; at another one the same things happen at the same hour of its day.
void shiftTimes(ChangeSet &set, qint64 byMs)
{
    if (byMs == 0)
        return;
    set.atMs += byMs;
    for (Change &change : set.changes)
        for (Edit &edit : change.edits) {
            if (change.entity->fields[size_t(edit.field)].type != Type::Time)
                continue;
            for (Value *value : {&edit.from, &edit.to})
                if (!value->isNull() && value->toNumber() != 0)
                    *value = Value(value->toNumber() + byMs);
        }
}

Result<> finishBatch(Records &records, const DemoCounts &counts, const DemoOptions &options, const QString &state)
{
    if (counts.batch.isNull())
        return {};
    const auto batch = records.one(import_batch::entity, counts.batch);
    if (!batch)
        return batch.error().code == Error::Code::NotFound ? Result<>() : fail(batch.error());
    ChangeSet set;
    set.origin = Origin::Import;
    set.atMs = options.nowMs;
    set.title = u"demo.done"_s;
    set.batch = counts.batch;
    set.changes.append(Change::update(*batch)
                           .set(*batch, import_batch::state, state)
                           .set(*batch, import_batch::created, counts.customers)
                           .set(*batch, import_batch::finished_at, options.nowMs));
    const auto done = records.commit(set);
    return done ? Result<>() : fail(done.error());
}

} // namespace

Result<DemoCounts> generateDemo(Records &records, const DemoOptions &options, const DemoProgress &progress)
{
    if (options.customers < 0 || options.interactions < 0 || options.changesOfSet < 1 || (options.customers == 0 && options.interactions > 0))
        return fail(Error::Code::Invalid, u"demo.tooFew"_s, u"interactions without a customer"_s,
                    {QString::number(options.customers), QString::number(options.interactions)});
    const qint64 shiftMs = demo::chinaMs - options.offsetMs;
    DemoOptions inChina = options;
    inChina.nowMs -= shiftMs;
    demo::Production production(inChina);
    qint64 committedCustomers = 0;
    std::optional<Error> error;
    bool canceled = false;
    {
        Ahead ahead(production);
        while (auto made = ahead.take()) {
            shiftTimes(made->set, shiftMs);
            const auto committed = records.commit(made->set);
            if (!committed) {
                error = committed.error();
                break;
            }
            committedCustomers = made->customers;
            if (progress && !progress(committedCustomers, options.customers)) {
                canceled = true;
                break;
            }
        }
    }
    if (error)
        return fail(*error);
    DemoCounts counts = production.counts();
    if (canceled)
        counts.customers = committedCustomers;
    if (const auto done = finishBatch(records, counts, options, canceled ? u"canceled"_s : u"done"_s); !done)
        return fail(done.error());
    if (canceled)
        return fail(Error::Code::Busy, u"demo.canceled"_s, {}, {QString::number(committedCustomers)});
    return counts;
}

} // namespace kemai
