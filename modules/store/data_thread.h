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
#include <optional>
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

    // Work in steps, each a job of its own, so that others get their turn in between. Step: Result<std::optional<T>>();
    // nothing: there is more to do. A canceled future ends it behind the step under way.
    template <typename T, typename Step>
    QFuture<Result<T>> runInSteps(Step step)
    {
        auto promise = std::make_shared<QPromise<Result<T>>>();
        promise->start();
        QFuture<Result<T>> future = promise->future();
        postStep<T>(std::move(promise), std::make_shared<Step>(std::move(step)));
        return future;
    }

private:
    template <typename T, typename Step>
    void postStep(std::shared_ptr<QPromise<Result<T>>> promise, std::shared_ptr<Step> step)
    {
        post([this, promise, step](bool closing) {
            if (closing) {
                promise->addResult(fail(Error::Code::Busy, QStringLiteral("store.closing")));
            } else if (!promise->isCanceled()) {
                Result<std::optional<T>> answer = (*step)();
                if (answer && !*answer) {
                    postStep<T>(promise, step);
                    return;
                }
                if (answer)
                    promise->addResult(Result<T>(std::move(**answer)));
                else
                    promise->addResult(fail(answer.error()));
            }
            promise->finish();
        });
    }
    void loop();

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Job> m_jobs;
    bool m_closing = false;
    std::thread m_thread; // last: starts when the rest is there
};

} // namespace kemai
