// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/work_pool.h"

namespace kemai {

WorkPool::WorkPool(int threads, int queued) : m_bound(size_t(queued))
{
    for (int i = 0; i < threads; ++i)
        m_threads.emplace_back([this] { run(); });
}

WorkPool::~WorkPool()
{
    stop();
}

bool WorkPool::post(std::function<void()> work)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_stopped || m_queue.size() >= m_bound)
            return false;
        m_queue.push_back(std::move(work));
    }
    m_wake.notify_one();
    return true;
}

int WorkPool::waiting() const
{
    const std::lock_guard lock(m_mutex);
    return int(m_queue.size());
}

void WorkPool::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopped = true;
    }
    m_wake.notify_all();
    for (std::thread &thread : m_threads)
        if (thread.joinable())
            thread.join();
}

void WorkPool::run()
{
    for (;;) {
        std::function<void()> work;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return m_stopped || !m_queue.empty(); });
            if (m_queue.empty())
                return;
            work = std::move(m_queue.front());
            m_queue.pop_front();
        }
        work();
    }
}

} // namespace kemai
