// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * ChoiceTable: the rows of one case side by side: field, before, mine, theirs, result. The chosen value is marked; rows that are chosen
 * together have no line between them. A long value is cut after some lines; who shows it elsewhere listens to read().
 *
 * Keys: arrows move, Space chooses the value under the cursor, B or 1 before, M or 2 mine, T or 3 theirs (and on to the next row that is
 * not decided), E, 4 or F2 another value, Enter decides.
 */
#pragma once

#include "sync/desk/conflict_model.h"

#include <QTableView>

namespace kemai::sync {

class ChoiceTable : public QTableView
{
    Q_OBJECT

public:
    explicit ChoiceTable(ConflictModel &model, QWidget *parent = nullptr);

    void showCase(const QModelIndex &ofCase); // the cursor on the first row that is not decided
    QModelIndex shownCase() const { return rootIndex(); }
    void choose(Choice choice); // of the current row

signals:
    void read(const QModelIndex &cell);       // the cursor is on it
    void otherRequested(const QModelIndex &row);
    void decideRequested();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void fit();
    void fitRows();
    void chooseCell(const QModelIndex &cell);
    void goOn();

    ConflictModel &m_model;
};

} // namespace kemai::sync
