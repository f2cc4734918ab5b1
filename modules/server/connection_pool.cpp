// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connection_pool.h"

namespace kemai {

Result<ConnectionPool::Lent> ConnectionPool::borrow()
{
    {
        const std::lock_guard lock(m_mutex);
        while (!m_kept.empty()) {
            std::unique_ptr<ledger::Connection> connection = std::move(m_kept.back());
            m_kept.pop_back();
            if (connection->isAlive())
                return Lent(*this, std::move(connection));
            --m_open;
        }
    }
    auto opened = ledger::Connection::open(m_target, m_options);
    m_reachable = opened.has_value();
    if (!opened)
        return fail(opened.error());
    ++m_open;
    return Lent(*this, std::move(*opened));
}

void ConnectionPool::giveBack(std::unique_ptr<ledger::Connection> connection)
{
    if (!connection->isAlive() || connection->inTransaction()) {
        --m_open;
        return;
    }
    const std::lock_guard lock(m_mutex);
    m_kept.push_back(std::move(connection));
}

} // namespace kemai
