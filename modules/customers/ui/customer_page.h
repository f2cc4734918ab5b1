// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * CustomerPage: one customer: header, tabs (timeline, contacts, opportunities, tickets, attachments, history), and at the
 * right what is owed. It shows a CustomerModel and gives it what the person edited.
 *
 * The timeline and the history are other features' widgets: who builds the window hands them in; without one its tab is
 * not there.
 */
#pragma once

#include "customers/desk/customer_model.h"

#include <QWidget>

class QStackedWidget;
class QTabBar;

namespace kemai {

class CustomerHeader;
class CustomerSide;
class EmptyState;
class RecordList;
class Rule;

class CustomerPage : public QWidget
{
    Q_OBJECT

public:
    enum class Tab : quint8 { Timeline, Contacts, Opportunities, Tickets, Attachments, History };

    explicit CustomerPage(CustomerModel &model, QWidget *parent = nullptr);

    void setTimeline(QWidget *timeline);
    void setHistory(QWidget *history);
    void setTab(Tab tab);
    Tab tab() const;
    QTabBar *tabs() const { return m_tabs; }
    CustomerHeader *header() const { return m_header; }
    CustomerSide *side() const { return m_side; }
    RecordList *records(Tab tab) const;
    void enter(); // the focus into the shown tab

signals:
    void failed(const kemai::Error &error);
    void calling(const QString &number);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void retranslate();
    void fill();
    void fillContacts();
    void fillOpportunities();
    void fillTickets();
    void fillAttachments();
    void edit(int field, const QString &typed);
    void editHere();
    void call(const QString &number);
    void placeTab(Tab tab, QWidget *page);

    CustomerModel &m_model;
    QStackedWidget *m_whole; // nobody, customer
    EmptyState *m_nobody;
    CustomerHeader *m_header;
    QTabBar *m_tabs;
    QStackedWidget *m_pages;
    QWidget *m_timeline = nullptr;
    QWidget *m_history = nullptr;
    RecordList *m_contacts;
    RecordList *m_opportunities;
    RecordList *m_tickets;
    RecordList *m_attachments;
    CustomerSide *m_side;
    Rule *m_sideRule;
    Id m_edited; // whose edit is on its way
};

} // namespace kemai
