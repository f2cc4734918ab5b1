// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * CustomerModel: the customer that a page shows, kept in step with the store.
 *
 * show() reads it on the reader thread and answers by changed(); while another one is being read the old one stays.
 * Edits go through the rules of customers/customer_view.h and come back through the store's own signal. GUI thread only.
 */
#pragma once

#include "customers/customer_view.h"
#include "customers/known_customer.h"
#include "store/store.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace kemai {

class CustomerModel : public QObject
{
    Q_OBJECT

public:
    explicit CustomerModel(Store &store, QObject *parent = nullptr);

    Id customer() const { return m_customer; }
    bool hasView() const { return m_view.has_value(); }
    const CustomerView &view() const { return *m_view; } // only if hasView()
    bool isSettled() const { return m_settled; }           // what show() asked for is there
    qint64 nowMs() const { return m_store.clock().nowMs(); }

    void setAuthor(const Id &user) { m_author = user; } // who edits; null: nobody is logged in

public slots:
    void show(const kemai::Id &customer); // null: nobody
    void edit(int field, const QString &typed); // answered by accepted() or refused()
    void create(const kemai::NewCustomer &typed); // answered by created() or notCreated()
    void setDone(const kemai::Record &taskOrPromise, bool done);
    // Whether somebody has one of these numbers already; answered by known(), the newest question only.
    void askWhoHas(const QString &numbers);
    // Addresses of our own that hold this; answered by addressesFound(), the newest question only.
    void askAddresses(const QString &typed);

signals:
    void known(const std::optional<kemai::KnownCustomer> &customer);
    void addressesFound(const QStringList &addresses);
    void changed();
    void accepted(int field);
    void refused(int field, const kemai::Error &error);
    void created(const kemai::Id &customer);
    void notCreated(const kemai::Error &error);
    void committed(const kemai::Committed &done); // for the toast and its undo
    void failed(const kemai::Error &error);

private:
    void read();
    void report(const Result<Committed> &done);

    Store &m_store;
    Id m_customer;
    Id m_author;
    bool m_settled = true;
    quint64 m_question = 0;
    quint64 m_addressQuestion = 0;
    std::optional<CustomerView> m_view;
    QTimer m_readSoon;
};

} // namespace kemai
