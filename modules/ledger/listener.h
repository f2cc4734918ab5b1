// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Listener: a connection of its own that waits for NOTIFY on one channel. One thread; wake() from any.
 */
#pragma once

#include "ledger/connection.h"

namespace kemai::ledger {

class Listener
{
public:
    static Result<std::unique_ptr<Listener>> open(const QByteArray &target, const QByteArray &channel = "sync");
    ~Listener();
    Listener(const Listener &) = delete;
    Listener &operator=(const Listener &) = delete;

    // True: something was said (however often); false: the time is over, or wake(). Errors: Offline (open a new one; until then poll).
    Result<bool> wait(int timeoutMs);
    void wake();

private:
    Listener() = default;

    std::unique_ptr<Connection> m_connection;
    int m_wake[2] = {-1, -1};
};

} // namespace kemai::ledger
