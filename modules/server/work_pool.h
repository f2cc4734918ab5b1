// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * WorkPool: a fixed number of threads and a bounded queue in front of them. Work that does not fit is refused at once, so
 * that the server says "later" instead of growing. stop() runs what was taken, then ends the threads. Any thread.
 */
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace kemai {

class WorkPool
{
public:
    WorkPool(int threads, int queued);
    ~WorkPool();
    WorkPool(const WorkPool &) = delete;
    WorkPool &operator=(const WorkPool &) = delete;

    bool post(std::function<void()> work); // false: full, or stopped
    int waiting() const;
    void stop();

private:
    void run();

    const size_t m_bound;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::function<void()>> m_queue;
    bool m_stopped = false;
    std::vector<std::thread> m_threads;
};

} // namespace kemai
