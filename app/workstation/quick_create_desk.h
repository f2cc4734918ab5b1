// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The quick create window over the open store: prefilled from the clipboard and the caller, saved through the rules of customers,
 * with its undo. Made when a store opens, so that the key finds it ready; gone with the store.
 */
#pragma once

#include "customers/desk/customer_model.h"
#include "customers/desk/duplicate_check_model.h"
#include "customers/ui/quick_create.h"
#include "page.h"

namespace kemai {

class QuickCreateDesk : public QObject
{
    Q_OBJECT

public:
    QuickCreateDesk(Store &store, Shell &shell);
    ~QuickCreateDesk() override;

    void setAuthor(const Id &user)
    {
        m_model.setAuthor(user);
        m_check.setViewer({.user = user});
    }
    // An empty number: the clipboard's, if it holds one.
    void open(const QString &number = {}, const QString &name = {});
    QuickCreate &window() { return *m_window; }
    qint64 lastReadyMicroseconds() const { return m_readyMicroseconds; }

signals:
    void created(const kemai::Id &customer, const QString &number);
    void openRequested(const kemai::Id &customer);

private:
    Store &m_store;
    Shell &m_shell;
    CustomerModel m_model;
    DuplicateCheckModel m_check;
    std::unique_ptr<QuickCreate> m_window;
    NewCustomer m_saving;
    Id m_lastSet;
    qint64 m_readyMicroseconds = -1;
};

} // namespace kemai
