// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connection_pool.h"

namespace kemai {

Result<ConnectionPool::Lent> ConnectionPool::borrow()
{
    {
        const std::lock_guard lock(m_mutex);
        while (!m_kept.empty()) {
            Line line = std::move(m_kept.back());
            m_kept.pop_back();
            if (line.connection->isAlive())
                return Lent(*this, std::move(line));
            --m_open;
        }
    }
    auto opened = ledger::Connection::open(m_target, m_options);
    if (!opened)
        return fail(opened.error());
    ++m_open;
    Line line{std::move(*opened), nullptr};
    line.sync = std::make_unique<ledger::SyncLedger>(*line.connection, m_clock);
    return Lent(*this, std::move(line));
}

void ConnectionPool::giveBack(Line line)
{
    if (!line.connection->isAlive() || line.connection->inTransaction()) {
        --m_open;
        return;
    }
    const std::lock_guard lock(m_mutex);
    m_kept.push_back(std::move(line));
}

} // namespace kemai
