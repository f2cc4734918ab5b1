// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/data_thread.h"

namespace kemai {

DataThread::DataThread() : m_thread([this] { loop(); }) { }

DataThread::~DataThread()
{
    {
        const std::lock_guard lock(m_mutex);
        m_closing = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void DataThread::post(Job job)
{
    {
        const std::lock_guard lock(m_mutex);
        m_jobs.push_back(std::move(job));
    }
    m_wake.notify_one();
}

void DataThread::loop()
{
    while (true) {
        Job job;
        bool closing = false;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return m_closing || !m_jobs.empty(); });
            if (m_jobs.empty())
                return;
            job = std::move(m_jobs.front());
            m_jobs.pop_front();
            closing = m_closing;
        }
        job(closing);
    }
}

} // namespace kemai
