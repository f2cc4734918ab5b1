// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * CustomerWindow: one customer in a window of its own, to read or write beside another one: the page of the main window, furnished
 * by the same CustomerDesk, over models of its own on the same store, so both windows follow each other's edits. Its undo is its
 * own. GUI thread.
 */
#pragma once

#include "action_registry.h"
#include "base/id.h"

#include <QWidget>

#include <memory>

namespace kemai {

class Banner;
class CustomerDesk;
class CustomerPage;
class DraftShelf;
class Session;

class CustomerWindow : public QWidget
{
    Q_OBJECT

public:
    CustomerWindow(Session &session, ActionRegistry &actions, DraftShelf &drafts, const Id &customer);
    ~CustomerWindow() override;

    Id customer() const { return m_customer; }
    CustomerPage *page() const { return m_page; }
    bool isSettled() const;

signals:
    void closed(const kemai::Id &customer);
    void ranAction(const QString &id); // a key of the window the person pressed here: palette, lock
    void customerRequested(const kemai::Id &customer);
    void conflictsRequested(const kemai::Id &customer);

protected:
    void paintEvent(QPaintEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    void offerUndo(const QString &words, const std::function<void()> &undo);
    void showError(const Error &error);
    void bindKeys();
    void retranslate();

    ActionRegistry &m_actions;
    Id m_customer;
    std::function<void()> m_undo; // of what was written here last
    std::unique_ptr<CustomerDesk> m_desk; // goes behind the page, which shows its models
    Banner *m_banner;
    CustomerPage *m_page;
    QList<QShortcut *> m_keys;
};

} // namespace kemai
