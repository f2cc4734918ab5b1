// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * DataThread: one thread that owns one connection and does one job after another.
 *
 * Jobs are posted from any thread and answered through a QFuture. The connection is made and closed on the
 * thread itself. Destruction finishes the job under way, answers the waiting ones with Busy
 * "store.closing" and joins.
 */
#pragma once

#include "base/result.h"

#include <QFuture>
#include <QPromise>

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

namespace kemai {

class DataThread
{
public:
    using Job = std::function<void(bool closing)>;

    DataThread();
    ~DataThread();
    DataThread(const DataThread &) = delete;
    DataThread &operator=(const DataThread &) = delete;

    void post(Job job);

    template <typename T, typename Work>
    QFuture<Result<T>> run(Work work)
    {
        auto promise = std::make_shared<QPromise<Result<T>>>();
        promise->start();
        QFuture<Result<T>> future = promise->future();
        post([promise, work = std::move(work)](bool closing) mutable {
            if (closing)
                promise->addResult(fail(Error::Code::Busy, QStringLiteral("store.closing")));
            else if (!promise->isCanceled())
                promise->addResult(work());
            promise->finish();
        });
        return future;
    }

private:
    void loop();

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Job> m_jobs;
    bool m_closing = false;
    std::thread m_thread; // last: starts when the rest is there
};

} // namespace kemai
