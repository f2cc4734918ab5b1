// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * CustomerPage: one customer: header, tabs (timeline, contacts, opportunities, tickets, attachments, history), and at the
 * right what is owed; where there is no room beside them, that is a tab too. It shows a CustomerModel and gives it what the person edited.
 *
 * The timeline and the history are other features' widgets: who builds the window hands them in; without one its tab is
 * not there.
 */
#pragma once

#include "customers/desk/customer_model.h"
#include "customers/duplicate_check.h"
#include "customers/ui/field_drafts.h"

#include <QWidget>

class QHBoxLayout;
class QStackedWidget;
class QTabBar;
class QVBoxLayout;

namespace kemai {

class AttachmentPanel;
class CustomerHeader;
class CustomerSide;
class DuplicateBanner;
class EmptyState;
class RecordList;
class Rule;

class CustomerPage : public QWidget
{
    Q_OBJECT

public:
    enum class Tab : quint8 { Timeline, Side, Contacts, Opportunities, Tickets, Attachments, History };

    explicit CustomerPage(CustomerModel &model, QWidget *parent = nullptr);

    void setTimeline(QWidget *timeline);
    void setHistory(QWidget *history);
    void setNotice(QWidget *notice); // below the header, when it has something to say
    // Where each number, email and address came from, in words, by record (N07).
    void setSources(const QHash<Id, QString> &words);
    void setWayBack(bool shown); // a button to the list this takes the place of
    void showSide(); // where it is a tab
    void setShelf(DraftShelf *shelf) { m_drafts->setShelf(shelf); }
    void setTab(Tab tab);
    Tab tab() const;
    QTabBar *tabs() const { return m_tabs; }
    CustomerHeader *header() const { return m_header; }
    CustomerSide *side() const { return m_side; }
    RecordList *records(Tab tab) const;
    AttachmentPanel *attachments() const { return m_attachments; }
    void callFirst(); // the one number, or a choice of them
    void enter(); // the focus into the shown tab
    void showOwed(const Id &owed);      // a task or promise at the right, with the keyboard on it
    bool showFile(const Id &event, const QString &fileName); // an attachment of the timeline, with its preview; false: there is none
    // Who of ours this may be too, since name or company was edited; nobody: the banner goes.
    void showAlike(const QList<DuplicateCandidate> &candidates);

signals:
    void typing(bool unsaved); // something typed for this customer is not saved yet, or no longer
    void failed(const kemai::Error &error);
    void calling(const QString &number);
    void customerRequested(const kemai::Id &customer);   // a related one
    void backRequested();
    void eventRequested(const kemai::Id &interaction);   // where a fact came from

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void retranslate();
    void fill();
    void fillContacts();
    void fillOpportunities();
    void fillTickets();
    void wireSide();
    void wireDrafts();
    void edit(int field, const QString &typed);
    void editHere();
    void call(const QString &number);
    void placeTab(Tab tab, QWidget *page);
    void arrange(); // what is owed beside the tabs, or as one of them

    CustomerModel &m_model;
    QStackedWidget *m_whole; // nobody, customer
    EmptyState *m_nobody;
    CustomerHeader *m_header;
    DuplicateBanner *m_alike;
    QTabBar *m_tabs;
    QStackedWidget *m_pages;
    QVBoxLayout *m_middle;
    QHBoxLayout *m_row = nullptr;
    QWidget *m_timeline = nullptr;
    QWidget *m_history = nullptr;
    RecordList *m_contacts;
    RecordList *m_opportunities;
    RecordList *m_tickets;
    AttachmentPanel *m_attachments;
    CustomerSide *m_side;
    Rule *m_sideRule;
    QWidget *m_sideTab;
    FieldDrafts *m_drafts;
    QHash<Id, QString> m_sources;
    Id m_edited; // whose edit is on its way
};

} // namespace kemai
