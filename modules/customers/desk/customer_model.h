// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * CustomerModel: the customer that a page shows, kept in step with the store.
 *
 * show() reads it on the reader thread and answers by changed(); while another one is being read the old one stays.
 * Edits go through the rules of customers/customer_view.h and come back through the store's own signal. GUI thread only.
 */
#pragma once

#include "customers/customer_view.h"
#include "customers/owed.h"
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

    void setAuthor(const Id &user, const QString &name = {}) // who edits; null: nobody is logged in
    {
        m_author = user;
        m_authorName = name;
    }
    Id author() const { return m_author; }
    const QString &authorName() const { return m_authorName; }

public slots:
    void show(const kemai::Id &customer); // null: nobody
    void edit(int field, const QString &typed); // answered by accepted() or refused()
    void create(const kemai::NewCustomer &typed); // answered by created() or notCreated()
    void setDone(const kemai::Record &taskOrPromise, bool done);
    // Of the customer shown. What was refused is answered by failed(), and by notKept() with the words, so that they stay.
    void addOwed(kemai::OwedKind kind, const QString &text, qint64 dueMs);
    void editOwed(const kemai::Record &seen, const QString &text, qint64 dueMs);
    void putOffOwed(const kemai::Record &seen, qint64 dueMs);
    void withdrawOwed(const kemai::Record &seen);
    void addFact(const QString &text, const kemai::Id &interaction = {});
    void editFact(const kemai::Record &seen, const QString &text);
    void relate(const kemai::Id &other, const QString &kind);
    void withdraw(const kemai::Record &seen); // a fact, a relation, an attachment
    void search(const QString &text); // for a relation; answered by found(), the newest only
    // Addresses of our own that hold this; answered by addressesFound(), the newest question only.
    void askAddresses(const QString &typed);

signals:
    void addressesFound(const QStringList &addresses);
    void changed();
    void accepted(int field);
    void refused(int field, const kemai::Error &error);
    void created(const kemai::Id &customer);
    void notCreated(const kemai::Error &error);
    void committed(const kemai::Committed &done); // for the toast and its undo
    void found(const QList<std::pair<kemai::Id, QString>> &customers); // with their names and companies
    void notKept(const QString &text, const kemai::Error &error); // of addOwed(), addFact()
    void failed(const kemai::Error &error);

private:
    void read();
    void report(const Result<Committed> &done);
    // Work: Result<Committed>(Records &, const Id &author, qint64 nowMs).
    template <typename Work>
    void act(Work work, const QString &text = {});

    Store &m_store;
    Id m_customer;
    Id m_author;
    QString m_authorName;
    bool m_settled = true;
    quint64 m_addressQuestion = 0;
    quint64 m_search = 0;
    std::optional<CustomerView> m_view;
    QTimer m_readSoon;
};

} // namespace kemai
