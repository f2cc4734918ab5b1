// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * ConnectionPool: connections to PostgreSQL for the threads of the lanes, one borrower at a time each, with the SyncLedger that
 * knows the numbers of tables and devices. They are opened when first needed, kept, and thrown away when they died or were
 * given back inside a transaction. As many as there are threads that borrow, so nobody waits for one. Any thread.
 */
#pragma once

#include "ledger/sync_ledger.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

namespace kemai {

class ConnectionPool
{
    struct Line {
        std::unique_ptr<ledger::Connection> connection;
        std::unique_ptr<ledger::SyncLedger> sync; // goes first
    };

public:
    ConnectionPool(QByteArray target, ledger::ConnectionOptions options, const Clock &clock)
        : m_target(std::move(target)), m_options(std::move(options)), m_clock(clock)
    {
    }

    class Lent
    {
    public:
        Lent(ConnectionPool &pool, Line line) : m_pool(&pool), m_line(std::move(line)) { }
        ~Lent()
        {
            if (m_line.connection)
                m_pool->giveBack(std::move(m_line));
        }
        Lent(Lent &&) = default;
        Lent &operator=(Lent &&) = delete;
        ledger::Connection &operator*() const { return *m_line.connection; }
        ledger::SyncLedger &sync() const { return *m_line.sync; }

    private:
        ConnectionPool *m_pool;
        Line m_line;
    };

    // Errors: Offline "ledger.offline" and what else Connection::open() says.
    Result<Lent> borrow();

    int open() const { return m_open; } // lent or kept

private:
    void giveBack(Line line);

    const QByteArray m_target;
    const ledger::ConnectionOptions m_options;
    const Clock &m_clock;
    std::mutex m_mutex;
    std::vector<Line> m_kept;
    std::atomic<int> m_open{0};
};

} // namespace kemai
