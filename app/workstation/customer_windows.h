// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * CustomerWindows: the customers that stand in windows of their own. One window a customer: asking again raises it. When
 * the store closes they close too and come back, where they stood, when it opens again. What is kept outside the
 * store is the customers' ids, never their names.
 */
#pragma once

#include "base/id.h"

#include <QList>
#include <QObject>
#include <QPointer>

namespace kemai {

class ActionRegistry;
class CustomerWindow;
class DraftShelf;
class Session;

class CustomerWindows : public QObject
{
    Q_OBJECT

public:
    CustomerWindows(Session &session, ActionRegistry &actions, QObject *parent = nullptr);
    ~CustomerWindows() override;

    void setDrafts(DraftShelf *drafts) { m_drafts = drafts; } // of the open store; null: it closes
    void open(const Id &customer);
    void restore();    // those that stood there when the store closed
    void closeAll();   // remembered
    QList<CustomerWindow *> windows() const;

    static constexpr int restoredAtMost = 8;

signals:
    void ranAction(const QString &id);
    void customerRequested(const kemai::Id &customer); // a related one, to be shown in the main window
    void conflictsRequested(const kemai::Id &customer); // to be decided there

private:
    CustomerWindow *make(const Id &customer);
    void remember();
    QString group() const;

    Session &m_session;
    ActionRegistry &m_actions;
    DraftShelf *m_drafts = nullptr;
    QList<QPointer<CustomerWindow>> m_windows;
    bool m_closing = false;
};

} // namespace kemai
