// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * ConflictModel: what has to be decided, as a tree of two levels: the cases, and below each its rows with the columns field, before,
 * mine, theirs, result. It is given what Office::conflicts() answered and keeps what was chosen meanwhile, as long as the server's
 * value is the one it was chosen against; otherwise the row is undecided again and says so.
 *
 * take() gives the decisions of a case and hides it until the next setConflicts() behind release(). GUI thread.
 */
#pragma once

#include "sync/desk/conflict_case.h"

#include <QAbstractItemModel>
#include <QSet>

namespace kemai::sync {

class ConflictModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { FieldColumn, BaseColumn, MineColumn, TheirsColumn, ResultColumn, columns };
    enum Role { ChoiceRole = Qt::UserRole }; // of a cell: whether it is the chosen one

    explicit ConflictModel(QObject *parent = nullptr) : QAbstractItemModel(parent) { }

    void setConflicts(const QList<ConflictLine> &lines);
    void setNames(const QHash<Id, QString> &names); // of the records that values refer to
    const QHash<Id, QString> &names() const { return m_names; }
    void setMe(const Id &user) { m_me = user; }
    bool isMine(const ConflictCase &one) const { return one.first().conflict.author.isNull() || one.first().conflict.author == m_me; }
    void setDerive(ConflictCase::Derive derive) { m_derive = std::move(derive); }
    // Only what is about this customer or this record; null: all.
    void showOnly(const Id &subject);
    Id shownOnly() const { return m_only; }
    int count() const { return int(m_shown.size()); }
    int hiddenCount() const; // by showOnly()

    // How it is said: a case, and a cell of a row.
    using CaseWords = std::function<QString(const ConflictCase &one)>;
    using CellWords = std::function<QString(const ConflictCase &one, const ConflictRow &row, int column)>;
    void setWords(CaseWords ofCase, CellWords ofCell);
    void setHeaders(const QStringList &columns); // of the rows

    const ConflictCase *caseAt(const QModelIndex &index) const; // of a case or one of its rows; null: none
    const ConflictRow *rowAt(const QModelIndex &index) const;   // null: it is no row
    QModelIndex indexOf(const ConflictCase &one) const;         // where it stands now; invalid: nowhere

    void choose(const QModelIndex &row, Choice choice);
    Result<> chooseTyped(const QModelIndex &row, const QString &typed); // Errors: those of typedValue()
    QList<Decision> take(const QModelIndex &ofCase); // empty: it is not decided
    void release(const QList<Decision> &taken);      // answered, however

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    void refilter();
    ConflictCase &shownCase(int row) { return m_cases[m_shown.at(row)]; }

    QList<ConflictCase> m_cases;
    QList<qsizetype> m_shown; // of m_cases
    QSet<Id> m_taken;         // conflicts on their way
    QHash<Id, QString> m_names;
    Id m_me;
    Id m_only;
    ConflictCase::Derive m_derive;
    CaseWords m_caseWords;
    CellWords m_cellWords;
    QStringList m_headers;
};

} // namespace kemai::sync
