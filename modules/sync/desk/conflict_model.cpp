// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/desk/conflict_model.h"

#include "sync/desk/typed_value.h"

namespace kemai::sync {

namespace {

Choice choiceOf(int column)
{
    switch (column) {
    case ConflictModel::BaseColumn: return Choice::Base;
    case ConflictModel::MineColumn: return Choice::Mine;
    case ConflictModel::TheirsColumn: return Choice::Theirs;
    default: return Choice::Other;
    }
}

// What was chosen stays chosen while the server's value is still the one it was chosen against.
void keepChoices(const QList<ConflictCase> &before, ConflictCase &now)
{
    const auto was = std::find_if(before.begin(), before.end(), [&now](const ConflictCase &one) { return one.is(now); });
    if (was == before.end())
        return;
    QSet<int> moved; // lines of which some value is another one now
    for (ConflictRow &row : now.rows)
        for (const ConflictRow &old : was->rows) {
            if (old.field != row.field || was->lines.at(old.line).conflict.id != now.lines.at(row.line).conflict.id)
                continue;
            row.choice = old.choice;
            row.other = old.other;
            if (old.choice != Choice::None && (old.theirs != row.theirs || old.mine != row.mine)) {
                row.changed = true;
                moved.insert(row.line);
            }
        }
    for (ConflictRow &row : now.rows)
        if (moved.contains(row.line))
            row.choice = Choice::None;
}

} // namespace

void ConflictModel::setConflicts(const QList<ConflictLine> &lines)
{
    beginResetModel();
    QList<ConflictLine> left;
    for (const ConflictLine &line : lines)
        if (!m_taken.contains(line.conflict.id))
            left.append(line);
    QList<ConflictCase> cases = casesOf(left);
    for (ConflictCase &one : cases)
        keepChoices(m_cases, one);
    m_cases = std::move(cases);
    refilter();
    endResetModel();
}

void ConflictModel::setNames(const QHash<Id, QString> &names)
{
    m_names = names;
    for (int i = 0; i < m_shown.size(); ++i)
        if (const QModelIndex one = index(i, 0); rowCount(one) > 0)
            emit dataChanged(index(0, 0, one), index(rowCount(one) - 1, columns - 1, one));
}

void ConflictModel::showOnly(const Id &subject)
{
    if (m_only == subject)
        return;
    beginResetModel();
    m_only = subject;
    refilter();
    endResetModel();
}

int ConflictModel::hiddenCount() const { return int(m_cases.size() - m_shown.size()); }

void ConflictModel::refilter()
{
    m_shown.clear();
    for (qsizetype i = 0; i < m_cases.size(); ++i)
        if (m_only.isNull() || m_cases.at(i).customer() == m_only || m_cases.at(i).first().conflict.record == m_only)
            m_shown.append(i);
}

void ConflictModel::setWords(CaseWords ofCase, CellWords ofCell)
{
    m_caseWords = std::move(ofCase);
    m_cellWords = std::move(ofCell);
}

void ConflictModel::setHeaders(const QStringList &titles)
{
    m_headers = titles;
    emit headerDataChanged(Qt::Horizontal, 0, columns - 1);
}

QVariant ConflictModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    return orientation == Qt::Horizontal && role == Qt::DisplayRole ? m_headers.value(section) : QVariant();
}

const ConflictCase *ConflictModel::caseAt(const QModelIndex &index) const
{
    const QModelIndex top = index.isValid() && index.internalId() != 0 ? index.parent() : index;
    return top.isValid() && top.row() < m_shown.size() ? &m_cases.at(m_shown.at(top.row())) : nullptr;
}

const ConflictRow *ConflictModel::rowAt(const QModelIndex &index) const
{
    const ConflictCase *one = index.isValid() && index.internalId() != 0 ? caseAt(index) : nullptr;
    return one && index.row() < one->rows.size() ? &one->rows.at(index.row()) : nullptr;
}

QModelIndex ConflictModel::indexOf(const ConflictCase &one) const
{
    for (int i = 0; i < m_shown.size(); ++i)
        if (m_cases.at(m_shown.at(i)).is(one))
            return index(i, 0);
    return {};
}

void ConflictModel::choose(const QModelIndex &row, Choice choice)
{
    if (!rowAt(row))
        return;
    shownCase(row.parent().row()).choose(row.row(), choice);
    const QModelIndex top = row.parent();
    emit dataChanged(index(0, 0, top), index(rowCount(top) - 1, columns - 1, top));
    emit dataChanged(top, top);
}

Result<> ConflictModel::chooseTyped(const QModelIndex &row, const QString &typed)
{
    const ConflictCase *one = caseAt(row);
    const ConflictRow *which = rowAt(row);
    if (!one || !which || which->isMark())
        return fail(Error::Code::Invalid, QStringLiteral("sync.typedUnreadable"), {}, {typed.left(60)});
    const Result<Value> value = typedValue(*one->fieldOf(*which), typed);
    if (!value)
        return fail(value.error());
    shownCase(row.parent().row()).rows[row.row()].other = *value;
    choose(row, Choice::Other);
    return {};
}

QList<Decision> ConflictModel::take(const QModelIndex &ofCase)
{
    const ConflictCase *one = caseAt(ofCase);
    if (!one || !one->isDecided())
        return {};
    const QList<Decision> decisions = one->decisions(m_derive);
    for (const Decision &decision : decisions)
        m_taken.insert(decision.conflict.id);
    beginResetModel(); // an index of a row names its case by number
    m_cases.removeAt(one - m_cases.constData());
    refilter();
    endResetModel();
    return decisions;
}

void ConflictModel::release(const QList<Decision> &taken)
{
    for (const Decision &decision : taken)
        m_taken.remove(decision.conflict.id);
}

// --- the tree: a case has id 0, a row of it the case's number + 1

QModelIndex ConflictModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row()) + 1 : quintptr(0));
}

QModelIndex ConflictModel::parent(const QModelIndex &child) const
{
    return child.isValid() && child.internalId() != 0 ? createIndex(int(child.internalId()) - 1, 0, quintptr(0)) : QModelIndex();
}

int ConflictModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_shown.size());
    return parent.internalId() == 0 && parent.column() == 0 ? int(m_cases.at(m_shown.at(parent.row())).rows.size()) : 0;
}

int ConflictModel::columnCount(const QModelIndex &parent) const
{
    return !parent.isValid() ? 1 : parent.internalId() == 0 && parent.column() == 0 ? int(columns) : 0;
}

QVariant ConflictModel::data(const QModelIndex &index, int role) const
{
    const ConflictCase *one = caseAt(index);
    if (!one)
        return {};
    const ConflictRow *row = rowAt(index);
    if (role == ChoiceRole)
        return row && row->choice != Choice::None && (index.column() == ResultColumn || row->choice == choiceOf(index.column()));
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    if (!row)
        return m_caseWords ? m_caseWords(*one) : one->first().label;
    if (!m_cellWords)
        return {};
    const QString said = m_cellWords(*one, *row, index.column());
    // A reader hears which field it is about in every cell.
    return role == Qt::DisplayRole || index.column() == FieldColumn ? said : QString(m_cellWords(*one, *row, FieldColumn) + u": " + said);
}

} // namespace kemai::sync
