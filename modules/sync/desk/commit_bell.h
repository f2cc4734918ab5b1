// SPDX-License-Identifier: GPL-3.0-or-later
// CommitBell: the store's commits ring it on their thread; who listens may go at any time. Within this module only.
#pragma once

#include <QMutex>
#include <QObject>

#include <functional>

namespace kemai::sync {

class CommitBell
{
public:
    // `then` runs on the thread of `listener`, later.
    void listen(QObject *listener, std::function<void()> then)
    {
        const QMutexLocker lock(&m_mutex);
        m_listener = listener;
        m_then = std::move(then);
    }
    void silence() { listen(nullptr, {}); }

    void ring()
    {
        const QMutexLocker lock(&m_mutex);
        if (m_listener)
            QMetaObject::invokeMethod(m_listener, m_then, Qt::QueuedConnection);
    }

private:
    QMutex m_mutex;
    QObject *m_listener = nullptr;
    std::function<void()> m_then;
};

} // namespace kemai::sync
