// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * CustomerDesk: one customer's page and all that belongs to it: its models over the store, timeline, history, attachments,
 * drafts, duplicate check, and what can be done with a customer as actions. The customers' page and a window of its own are furnished
 * by it alike, so that neither lacks what the other has.
 *
 * The desk outlives the page it furnished, and lives no longer than the store. GUI thread.
 */
#pragma once

#include "action.h"
#include "customers/desk/attachment_box.h"
#include "customers/desk/customer_model.h"
#include "customers/desk/duplicate_check_model.h"
#include "desk_user.h"
#include "history/desk/history_model.h"
#include "timeline/desk/timeline_model.h"

namespace kemai {

class ActionRegistry;
class CustomerPage;
class DraftShelf;
class TimelineView;

namespace sync {
class Office;
}

class CustomerDesk : public QObject
{
    Q_OBJECT

public:
    explicit CustomerDesk(Store &store);
    ~CustomerDesk() override;

    CustomerModel &customer() { return m_customer; }
    TimelineModel &timeline() { return m_timeline; }
    TimelineView *view() const { return m_view; }

    // Once: makes the page's timeline and history and wires all of it. `page` shows customer().
    void furnish(CustomerPage &page, DraftShelf &drafts);
    void setOffice(sync::Office &office); // behind it: files of other desks come from there
    void open(const Id &customer); // what hangs on the customer that customer() shows
    void setAuthor(const DeskUser &user);
    bool isSettled() const;

    void offerUndo(const Id &set); // of something written elsewhere about customers; null: nothing

    // Note, promise, check-ins ...: the ids are the same everywhere, so that a remapped key works in every window.
    QList<Action> actions();
    void showKeys(const ActionRegistry &registry); // those in force, at what they do

signals:
    void failed(const kemai::Error &error);
    // Something was written; undo takes it back.
    void written(const QString &words, const std::function<void()> &undo);

private:
    void undo(const Id &set);
    void copyLink();
    void wireAttachments();
    void wireHistory();
    void wireTimeline();
    void wireCheck();

    Store &m_store;
    CustomerModel m_customer;
    TimelineModel m_timeline;
    HistoryModel m_history;
    AttachmentBox m_attachments;
    DuplicateCheckModel m_check;
    CustomerPage *m_page = nullptr;
    TimelineView *m_view = nullptr;
    bool m_checkDue = false; // name or company was edited
};

} // namespace kemai
