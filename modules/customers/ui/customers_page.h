// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * CustomersPage: the list of customers, and beside it the chosen one or the form of a new one. It wires list, page and
 * form to their models and tells the window what happened. Nothing here knows a database.
 */
#pragma once

#include "customers/desk/customer_list_model.h"
#include "customers/desk/customer_model.h"

#include <QWidget>

class QSplitter;
class QStackedWidget;

namespace kemai {

class CustomerListPanel;
class CustomerPage;
class DuplicateCheckModel;
class NewCustomerForm;

class CustomersPage : public QWidget
{
    Q_OBJECT

public:
    CustomersPage(CustomerListModel &list, CustomerModel &customer, QWidget *parent = nullptr);

    void setTimeline(QWidget *timeline);
    void setHistory(QWidget *history);
    void setMe(const Id &user, const QString &name = {}); // whose desk this is: "my customers", the owner of new ones, who edits
    void setDuplicateCheck(DuplicateCheckModel &check); // asked while a new customer is typed

    CustomerListPanel *panel() const { return m_panel; }
    CustomerPage *page() const { return m_page; }
    NewCustomerForm *form() const { return m_form; }
    bool isCreating() const;
    bool isInOneColumn() const; // too narrow for both: the list, or the customer in its place with a way back
    void showList();
    bool isSettled() const;
    bool isUsable() const; // the list and the customer beside it are there

public slots:
    void setSearch(const QString &text);
    void open(const kemai::Id &customer);
    void createNew();
    void closeForm();

signals:
    void customerOpened(const kemai::Id &customer); // also what a timeline shows
    void importRequested();
    void committed(const kemai::Committed &done);
    void searched(double ms);
    void failed(const kemai::Error &error);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void showRight(); // in one column in place of the list
    void arrange();

    CustomerListModel &m_listModel;
    CustomerModel &m_model;
    CustomerListPanel *m_panel;
    CustomerPage *m_page;
    NewCustomerForm *m_form;
    QStackedWidget *m_right;
    bool m_rightShown = false; // what one column shows
};

} // namespace kemai
