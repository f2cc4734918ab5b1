// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * SeenRows: which identity (a 64-bit hash) stood on which line of the file. Twelve bytes an entry and at most half
 * empty, so that a million rows take about 25 MB; two different rows take each other's identity once in 10^7 files of
 * a million rows.
 */
#pragma once

#include <QtGlobal>

#include <vector>

namespace kemai {

class SeenRows
{
public:
    qint64 lineOf(quint64 identity) const // 0: not seen
    {
        if (m_lines.empty())
            return 0;
        return m_lines[slotOf(identity)];
    }
    void add(quint64 identity, qint64 line) // the first line stays
    {
        if (m_count * 3 >= m_lines.size() * 2)
            grow();
        const size_t slot = slotOf(identity);
        if (m_lines[slot] != 0)
            return;
        m_identities[slot] = identity;
        m_lines[slot] = quint32(qMin<qint64>(line, 0xFFFFFFFF));
        ++m_count;
    }

private:
    size_t slotOf(quint64 identity) const
    {
        const size_t mask = m_lines.size() - 1;
        size_t slot = size_t(identity ^ (identity >> 32)) & mask;
        while (m_lines[slot] != 0 && m_identities[slot] != identity)
            slot = (slot + 1) & mask;
        return slot;
    }
    void grow()
    {
        std::vector<quint64> identities = std::move(m_identities);
        std::vector<quint32> lines = std::move(m_lines);
        const size_t size = lines.empty() ? 4096 : lines.size() * 2;
        m_identities.assign(size, 0);
        m_lines.assign(size, 0);
        m_count = 0;
        for (size_t i = 0; i < lines.size(); ++i)
            if (lines[i] != 0)
                add(identities[i], lines[i]);
    }

    std::vector<quint64> m_identities;
    std::vector<quint32> m_lines; // 0: empty
    size_t m_count = 0;
};

} // namespace kemai
