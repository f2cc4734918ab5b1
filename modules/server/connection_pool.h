// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * ConnectionPool: connections to PostgreSQL for the threads of the lanes, one borrower at a time each. They are opened when first
 * needed, kept, and thrown away when they died or were given back inside a transaction. As many as there are threads that
 * borrow, so nobody waits for one. Any thread.
 */
#pragma once

#include "ledger/connection.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

namespace kemai {

class ConnectionPool
{
public:
    ConnectionPool(QByteArray target, ledger::ConnectionOptions options) : m_target(std::move(target)), m_options(std::move(options)) { }

    class Lent
    {
    public:
        Lent(ConnectionPool &pool, std::unique_ptr<ledger::Connection> connection) : m_pool(&pool), m_connection(std::move(connection)) { }
        ~Lent()
        {
            if (m_connection)
                m_pool->giveBack(std::move(m_connection));
        }
        Lent(Lent &&) = default;
        Lent &operator=(Lent &&) = delete;
        ledger::Connection &operator*() const { return *m_connection; }

    private:
        ConnectionPool *m_pool;
        std::unique_ptr<ledger::Connection> m_connection;
    };

    // Errors: Offline "ledger.offline" and what else Connection::open() says.
    Result<Lent> borrow();

    const QByteArray &target() const { return m_target; }
    const ledger::ConnectionOptions &options() const { return m_options; }
    int open() const { return m_open; }                          // lent or kept
    bool wasReachable() const { return m_reachable; }            // at the last attempt

private:
    void giveBack(std::unique_ptr<ledger::Connection> connection);

    const QByteArray m_target;
    const ledger::ConnectionOptions m_options;
    std::mutex m_mutex;
    std::vector<std::unique_ptr<ledger::Connection>> m_kept;
    std::atomic<int> m_open{0};
    std::atomic<bool> m_reachable{false};
};

} // namespace kemai
