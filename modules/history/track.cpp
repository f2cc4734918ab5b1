// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/track.h"

#include <algorithm>

namespace kemai {

void Track::add(const LoggedRow &row, const LoggedSet &set, const Value &from, const Value &to, const QString &inferredFrom)
{
    m_lastSet = row.setSeq;
    m_lastRow = row.seq;
    if (!set.undoes.isNull()) {
        if (!m_stack.isEmpty() && m_stack.last().sets.contains(set.undoes)) {
            Mark mark{row.seq, set.id, row.setSeq, m_stack.takeLast(), 0};
            mark.below = topRow();
            m_marks.append(std::move(mark));
            return;
        }
        for (qsizetype i = m_marks.size() - 1; i >= 0; --i) {
            if (m_marks.at(i).set != set.undoes || m_marks.at(i).below != topRow())
                continue;
            Element again = m_marks.takeAt(i).taken;
            again.rows.append(row.seq);
            again.sets.append(set.id);
            again.setSeq = row.setSeq;
            m_stack.append(std::move(again));
            return;
        }
        if (m_stack.isEmpty()) { // what it takes back was before the first row known here
            Element unknown{{0}, {set.undoes}, 0, to, from, {}, 0, 0};
            m_marks.append({row.seq, set.id, row.setSeq, std::move(unknown), 0});
            return;
        }
    }
    m_stack.append({{row.seq}, {set.id}, row.setSeq, from, to, inferredFrom, row.line, row.setSeq});
}

QHash<qint64, Value> Track::takeBack(const QSet<Id> &sets)
{
    QHash<qint64, Value> before;
    while (true) {
        const auto redone = std::find_if(m_marks.rbegin(), m_marks.rend(), [&](const Mark &mark) {
            return mark.below == topRow() && sets.contains(mark.set);
        });
        if (redone != m_marks.rend()) {
            before.insert(redone->row, redone->taken.to);
            m_stack.append(redone->taken);
            m_marks.erase(std::next(redone).base());
            continue;
        }
        const bool ours = !m_stack.isEmpty()
            && std::any_of(m_stack.last().sets.cbegin(), m_stack.last().sets.cend(), [&](const Id &set) { return sets.contains(set); });
        if (!ours)
            return before;
        const Element element = m_stack.takeLast();
        for (const qint64 row : element.rows)
            before.insert(row, element.from);
    }
}

bool Track::holdsRow(qint64 row) const
{
    return std::any_of(m_stack.cbegin(), m_stack.cend(), [row](const Element &element) { return element.rows.contains(row); });
}

bool Track::marksRow(qint64 row) const
{
    return std::any_of(m_marks.cbegin(), m_marks.cend(), [row](const Mark &mark) { return mark.row == row; });
}

std::optional<Track::Mark> Track::lastMark() const
{
    if (!m_marks.isEmpty() && m_marks.last().row == m_lastRow)
        return m_marks.last();
    return {};
}

RecordTracks RecordTracks::of(QList<LoggedRow> rows, const Log &log)
{
    RecordTracks tracks;
    for (const LoggedRow &row : std::as_const(rows)) {
        const LoggedSet &set = log.set(row.setSeq);
        switch (row.operation) {
        case Change::Operation::Insert: tracks.existence.add(row, set, absent, present); break;
        case Change::Operation::Remove: tracks.existence.add(row, set, present, withdrawn); break;
        case Change::Operation::Restore: tracks.existence.add(row, set, withdrawn, present); break;
        case Change::Operation::Update: break;
        }
        for (const Edit &edit : row.edits)
            tracks.fields[edit.field].add(row, set, edit.from, edit.to, edit.inferredFrom);
    }
    tracks.rows = std::move(rows);
    return tracks;
}

} // namespace kemai
