// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * CustomerWindow: one customer in a window of its own, to read or write beside another one. It has models of its own over
 * the same store, so both windows follow each other's edits; its undo is its own. GUI thread.
 */
#pragma once

#include "action_registry.h"
#include "base/id.h"
#include "customers/desk/customer_model.h"
#include "timeline/desk/timeline_model.h"

#include <QWidget>

namespace kemai {

class Banner;
class CustomerPage;
class Session;
class TimelineView;

class CustomerWindow : public QWidget
{
    Q_OBJECT

public:
    CustomerWindow(Session &session, ActionRegistry &actions, const Id &customer);

    Id customer() const { return m_customer; }
    bool isSettled() const;

signals:
    void closed(const kemai::Id &customer);
    void ranAction(const QString &id); // a key of the window the person pressed here: palette, lock

protected:
    void paintEvent(QPaintEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    void offerUndo(const Id &set);
    void undo();
    void showError(const Error &error);
    void bindKeys();
    void retranslate();

    Session &m_session;
    ActionRegistry &m_actions;
    Id m_customer;
    Id m_me;
    Id m_undoable; // the last set written here
    CustomerModel m_model;
    TimelineModel m_timeline;
    Banner *m_banner;
    CustomerPage *m_page;
    TimelineView *m_view;
    QList<QShortcut *> m_keys;
};

} // namespace kemai
