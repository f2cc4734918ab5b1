// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * CustomersStack: the customers' page as a list or as a grid. The grid fills the page; Enter opens the customer, Escape
 * comes back to the same cell. The grid is made when it is first wanted; how it was left is found again.
 */
#pragma once

#include "page.h"
#include "store/store.h"
#include "undo_set.h"

#include <QStackedWidget>

namespace kemai {

class CustomersPage;
class GridModel;
class GridPage;

class CustomersStack : public QStackedWidget
{
    Q_OBJECT

public:
    CustomersStack(Store &store, Shell &shell, CustomersPage *list, QWidget *parent = nullptr);
    ~CustomersStack() override;

    void setMe(const Id &user);
    bool isGrid() const;
    bool isSettled() const; // of the grid, if it is shown or on its way
    void setSearch(const QString &text); // of whichever is shown
    GridPage *grid() const { return m_grid; } // null: nobody has wanted it yet

public slots:
    void toggle();
    void showGrid();
    void showList();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void make();
    void undoBatch(const Id &batch);
    void undoAct(const Id &id, Undoes what);
    void undoSet(const Id &set);

    Store &m_store;
    Shell &m_shell;
    CustomersPage *m_list;
    std::unique_ptr<GridModel> m_model;
    GridPage *m_grid = nullptr;
    Id m_me;
    QString m_search;
    bool m_making = false;
    bool m_fromGrid = false; // the customer was opened there
};

} // namespace kemai
