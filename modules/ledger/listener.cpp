// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/listener.h"

#include <libpq-fe.h>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace kemai::ledger {

Result<std::unique_ptr<Listener>> Listener::open(const QByteArray &target, const QByteArrayList &channels)
{
    std::unique_ptr<Listener> listener(new Listener);
    auto connection = Connection::open(target, {.name = "kemai listener"});
    if (!connection)
        return fail(connection.error());
    listener->m_connection = std::move(*connection);
    for (const QByteArray &channel : channels)
        if (const auto listening = listener->m_connection->script("LISTEN \"" + channel + '"'); !listening)
            return fail(listening.error());
    if (pipe2(listener->m_wake, O_CLOEXEC | O_NONBLOCK) != 0)
        return fail(Error::Code::Io, QStringLiteral("ledger.failed"), QStringLiteral("no pipe"));
    return listener;
}

Listener::~Listener()
{
    for (const int end : m_wake)
        if (end >= 0)
            ::close(end);
}

void Listener::wake()
{
    const char byte = 0;
    [[maybe_unused]] const auto written = ::write(m_wake[1], &byte, 1); // a full pipe wakes as well
}

QList<Listener::Notice> Listener::takeNotices()
{
    return std::exchange(m_notices, {});
}

Result<bool> Listener::wait(int timeoutMs)
{
    PGconn *handle = m_connection->handle();
    const auto heard = [this, handle] {
        bool any = false;
        while (PGnotify *notification = PQnotifies(handle)) {
            if (*notification->extra)
                m_notices.append(Notice{notification->relname, notification->extra});
            PQfreemem(notification);
            any = true;
        }
        return any;
    };
    if (heard())
        return true;
    pollfd ends[2] = {{PQsocket(handle), POLLIN, 0}, {m_wake[0], POLLIN, 0}};
    if (::poll(ends, 2, timeoutMs) <= 0)
        return false;
    if (ends[1].revents) {
        char bytes[64];
        while (::read(m_wake[0], bytes, sizeof bytes) > 0) { }
    }
    if (ends[0].revents && !PQconsumeInput(handle))
        return fail(Error::Code::Offline, QStringLiteral("ledger.offline"), QStringLiteral("the listener's connection is gone"));
    return heard();
}

} // namespace kemai::ledger
