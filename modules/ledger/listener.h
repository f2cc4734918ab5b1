// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Listener: a connection of its own that waits for NOTIFY: that something was committed (channel "sync", nothing said), and what the
 * processes of an installation tell each other (other channels, with words). One thread; wake() from any.
 */
#pragma once

#include "ledger/connection.h"

namespace kemai::ledger {

class Listener
{
public:
    struct Notice {
        QByteArray channel;
        QByteArray words;
    };

    static Result<std::unique_ptr<Listener>> open(const QByteArray &target, const QByteArrayList &channels = {"sync"});
    ~Listener();
    Listener(const Listener &) = delete;
    Listener &operator=(const Listener &) = delete;

    // True: something was said (however often); false: the time is over, or wake(). Errors: Offline (open a new one; until then poll).
    Result<bool> wait(int timeoutMs);
    void wake();
    QList<Notice> takeNotices(); // those with words, since this was last asked

private:
    Listener() = default;

    std::unique_ptr<Connection> m_connection;
    QList<Notice> m_notices;
    int m_wake[2] = {-1, -1};
};

} // namespace kemai::ledger
