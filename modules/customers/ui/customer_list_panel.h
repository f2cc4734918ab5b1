// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * CustomerListPanel: the customers at the left of their page: how many, which (quick filters), in which order, the list.
 *
 * It keeps the chosen customer chosen while rows move, and says what the person meant by signals. The first customer of
 * a list, and of a search that does not hold the chosen one, is chosen by itself.
 */
#pragma once

#include "base/error.h"
#include "customers/desk/customer_list_model.h"

#include <QTimer>
#include <QWidget>

class QListView;
class QMenu;
class QStackedWidget;

namespace kemai {

class Chip;
class EmptyState;
class IconButton;
class TextLabel;

class CustomerListPanel : public QWidget
{
    Q_OBJECT

public:
    explicit CustomerListPanel(CustomerListModel &model, QWidget *parent = nullptr);

    void setMe(const Id &user); // whose customers "my customers" are; null: that filter is not there
    void select(const Id &customer);
    Id current() const { return m_current; }
    QListView *list() const { return m_list; }
    bool isUsable() const { return m_model.hasFirstPage() && !m_chooseSoon.isActive(); } // though it is counted still
    bool isSettled() const { return m_model.isSettled() && !m_chooseSoon.isActive(); }

signals:
    void chosen(const kemai::Id &customer);    // by the person
    void suggested(const kemai::Id &customer); // chosen by itself
    void entered();         // Enter: on to the customer's page
    void newRequested();
    void importRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void retranslate();
    void refresh();         // heading, empty state
    void follow();          // the current row to where the chosen customer stands now
    void rowChosen(const QModelIndex &index);
    void applyFilter();
    void fillOrderMenu();
    void emptyAction();

    CustomerListModel &m_model;
    Id m_me;
    Id m_current;
    int m_awaited = -1; // a row that was chosen before it was read
    QString m_followed;  // the search whose best hit was chosen
    bool m_following = false;
    bool m_suggesting = false;
    bool m_shownOnce = false;
    bool m_linked = false; // those that were merged into another
    QTimer m_chooseSoon; // held arrow keys do not open every customer on the way
    TextLabel *m_title;
    TextLabel *m_count;
    IconButton *m_order;
    QMenu *m_orders;
    Chip *m_all;
    Chip *m_mine;
    Chip *m_recent;
    Chip *m_pool;
    QStackedWidget *m_body;
    QListView *m_list;
    EmptyState *m_empty;
};

} // namespace kemai
