// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/desk/queue_model.h"

#include "schema/schema.h"

#include <QSet>

namespace kemai::sync {

using Part = QueueEntry::Part;

bool QueueEntry::is(const QueueEntry &other) const
{
    const bool conflicts = part == Part::Conflict;
    if (conflicts != (other.part == Part::Conflict))
        return false;
    return conflicts ? conflict.is(other.conflict) : line.mutation.mid == other.line.mutation.mid;
}

void QueueModel::setContents(const OfficeQueue &queue, const QList<ConflictLine> &conflicts)
{
    beginResetModel();
    m_all.clear();
    for (const QueueLine &line : queue.refused)
        m_all.append({Part::Refused, line, {}});
    for (const ConflictCase &one : casesOf(conflicts))
        m_all.append({Part::Conflict, {}, one});
    m_refused = queue.refused.size();
    m_conflicts = m_all.size() - m_refused;
    for (const QueueLine &line : queue.waiting)
        m_all.append({m_sending ? Part::Sending : Part::Waiting, line, {}});
    m_waitingListed = queue.waiting.size();
    m_waitingInAll = std::max(queue.waitingInAll, m_waitingListed);
    m_oldestMs = queue.waiting.isEmpty() ? -1 : queue.waiting.first().mutation.at.ms();
    refilter();
    endResetModel();
}

void QueueModel::setSending(bool sending)
{
    if (m_sending == sending)
        return;
    m_sending = sending;
    for (QueueEntry &one : m_all)
        if (one.part == Part::Sending || one.part == Part::Waiting)
            one.part = sending ? Part::Sending : Part::Waiting;
    if (!m_rows.isEmpty())
        emit dataChanged(index(0), index(int(m_rows.size()) - 1));
}

void QueueModel::setNames(const QHash<Id, QString> &names)
{
    m_names = names;
    if (!m_rows.isEmpty())
        emit dataChanged(index(0), index(int(m_rows.size()) - 1));
}

void QueueModel::show(Show what)
{
    if (m_show == what)
        return;
    beginResetModel();
    m_show = what;
    refilter();
    endResetModel();
}

bool QueueModel::isShown(Part part) const
{
    switch (m_show) {
    case Show::All: return true;
    case Show::Waiting: return part == Part::Waiting || part == Part::Sending;
    case Show::Conflicts: return part == Part::Conflict;
    case Show::Refused: return part == Part::Refused;
    }
    return true;
}

void QueueModel::refilter()
{
    m_rows.clear();
    for (qsizetype i = 0; i < m_all.size(); ++i)
        if (isShown(m_all.at(i).part))
            m_rows.append(i);
}

const QueueEntry *QueueModel::entry(int row) const
{
    return row >= 0 && row < m_rows.size() ? &m_all.at(m_rows.at(row)) : nullptr;
}

int QueueModel::rowOf(const QueueEntry &wanted) const
{
    for (int i = 0; i < m_rows.size(); ++i)
        if (entry(i)->is(wanted))
            return i;
    return -1;
}

int QueueModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_rows.size()); }

QVariant QueueModel::data(const QModelIndex &index, int role) const
{
    const QueueEntry *one = index.isValid() ? entry(index.row()) : nullptr;
    if (!one || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole))
        return {};
    return m_words ? m_words(*one) : one->label();
}

// --- names

namespace {

constexpr qsizetype idsOfQuery = 400;

class References
{
public:
    void want(const Entity &entity, int field, const Value &value)
    {
        if (field < 0 || !value.isId())
            return;
        const Field &one = entity.fields[size_t(field)];
        if (one.type == Type::Reference && one.refers)
            if (const Entity *other = entityNamed(QString::fromLatin1(one.refers)))
                m_wanted[other].insert(value.toId());
    }

    Result<QHash<Id, QString>> read(Records &records) const
    {
        QHash<Id, QString> names;
        for (auto it = m_wanted.cbegin(); it != m_wanted.cend(); ++it) {
            const QList<Id> ids(it.value().cbegin(), it.value().cend());
            for (qsizetype at = 0; at < ids.size(); at += idsOfQuery) {
                const auto rows = records.find(Query(*it.key()).where(Condition::idIn(ids.mid(at, idsOfQuery))).withRemoved());
                if (!rows)
                    return fail(rows.error());
                for (const Record &row : *rows)
                    for (const QLatin1StringView field : {QLatin1StringView("name"), QLatin1StringView("title"), QLatin1StringView("subject"), QLatin1StringView("company")})
                        if (const int i = row.entity()->indexOf(field); i >= 0 && !row.value(i).isNull() && !names.contains(row.id))
                            names.insert(row.id, row.value(i).toText());
            }
        }
        return names;
    }

private:
    QHash<const Entity *, QSet<Id>> m_wanted;
};

} // namespace

Result<QHash<Id, QString>> namesIn(Records &records, const OfficeQueue &queue, const QList<ConflictLine> &conflicts)
{
    References references;
    for (const QList<QueueLine> *lines : {&queue.waiting, &queue.refused})
        for (const QueueLine &line : *lines)
            if (line.mutation.change.entity)
                for (const Edit &edit : line.mutation.change.edits) {
                    references.want(*line.mutation.change.entity, edit.field, edit.from);
                    references.want(*line.mutation.change.entity, edit.field, edit.to);
                }
    for (const ConflictLine &line : conflicts)
        if (line.conflict.entity)
            for (const wire::Conflict::Field &field : line.conflict.fields)
                for (const Value *value : {&field.base, &field.mine, &field.theirs})
                    references.want(*line.conflict.entity, field.field, *value);
    return references.read(records);
}

} // namespace kemai::sync
