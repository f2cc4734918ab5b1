// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/desk/customer_model.h"

#include "base/deliver.h"
#include "customers/address_completion.h"

namespace kemai {

namespace {

bool same(const QList<Record> &a, const QList<Record> &b)
{
    return std::ranges::equal(a, b, [](const Record &x, const Record &y) { return x.id == y.id && x.version == y.version; });
}

// Versions tell: a record that changed has a new one.
bool same(const CustomerView &a, const CustomerView &b)
{
    return a.customer.id == b.customer.id && a.customer.version == b.customer.version && a.interactions == b.interactions
        && a.activity == b.activity && a.ownerName == b.ownerName && a.ownerNameEn == b.ownerNameEn
        && a.customer[customer::last_interaction] == b.customer[customer::last_interaction] && same(a.contacts, b.contacts)
        && same(a.phones, b.phones) && same(a.emails, b.emails) && same(a.addresses, b.addresses) && same(a.tags, b.tags)
        && same(a.tasks, b.tasks) && same(a.promises, b.promises) && same(a.opportunities, b.opportunities)
        && same(a.tickets, b.tickets) && same(a.attachments, b.attachments);
}

} // namespace

CustomerModel::CustomerModel(Store &store, QObject *parent) : QObject(parent), m_store(store)
{
    m_readSoon.setSingleShot(true);
    m_readSoon.setInterval(60);
    connect(&m_readSoon, &QTimer::timeout, this, &CustomerModel::read);
    connect(&store, &Store::changed, this, [this] {
        if (!m_customer.isNull() && !m_readSoon.isActive())
            m_readSoon.start();
    });
}

void CustomerModel::show(const Id &customer)
{
    if (customer == m_customer)
        return;
    m_customer = customer;
    m_settled = customer.isNull();
    if (customer.isNull()) {
        m_view.reset();
        emit changed();
        return;
    }
    read();
}

void CustomerModel::read()
{
    const Id id = m_customer;
    if (id.isNull())
        return;
    const qint64 now = m_store.clock().nowMs();
    deliver(m_store.read([id, now](Records &records) { return loadCustomer(records, id, now); }), this, [this, id](const Result<CustomerView> &view) {
        if (id != m_customer)
            return;
        if (!view) {
            if (view.error().id == QStringLiteral("store.interrupted"))
                m_readSoon.start(); // a search had the way
            else {
                m_settled = true;
                emit failed(view.error());
            }
            return;
        }
        m_settled = true;
        if (m_view && same(*m_view, *view))
            return;
        m_view = *view;
        emit changed();
    });
}

void CustomerModel::report(const Result<Committed> &done)
{
    if (!done)
        emit failed(done.error());
    else if (done->applied > 0)
        emit committed(*done);
}

void CustomerModel::edit(int field, const QString &typed)
{
    if (!m_view)
        return;
    deliver(m_store.write([seen = m_view->customer, field, typed, author = m_author](Records &records) {
                return editCustomer(records, seen, field, typed, author);
            }),
            this, [this, field](const Result<Committed> &done) {
                if (!done) {
                    emit refused(field, done.error());
                    return;
                }
                emit accepted(field);
                report(done);
            });
}

void CustomerModel::create(const NewCustomer &typed)
{
    const qint64 now = m_store.clock().nowMs();
    deliver(m_store.write([typed, author = m_author, now](Records &records) { return createCustomer(records, typed, author, now); }), this,
            [this](const Result<Created> &done) {
                if (!done) {
                    emit notCreated(done.error());
                    return;
                }
                emit created(done->customer);
                emit committed(done->committed);
            });
}

void CustomerModel::askAddresses(const QString &typed)
{
    const quint64 question = ++m_addressQuestion;
    deliver(m_store.read([typed](Records &records) { return completeAddress(records, typed); }), this,
            [this, question](const Result<QList<LearnedAddress>> &found) {
                if (question != m_addressQuestion || !found)
                    return; // a hint that fails keeps nobody from typing on
                QStringList addresses;
                for (const LearnedAddress &one : *found)
                    addresses.append(one.written);
                emit addressesFound(addresses);
            });
}

void CustomerModel::askWhoHas(const QString &numbers)
{
    const quint64 question = ++m_question;
    if (numbers.trimmed().isEmpty()) {
        emit known({});
        return;
    }
    deliver(m_store.read([numbers](Records &records) { return whoHasNumber(records, numbers); }), this,
            [this, question, numbers](const Result<std::optional<KnownCustomer>> &found) {
                if (question != m_question)
                    return;
                if (found)
                    emit known(*found);
                else if (found.error().id == QStringLiteral("store.interrupted"))
                    askWhoHas(numbers);
                else
                    emit known({}); // a hint that fails keeps nobody from saving
            });
}

void CustomerModel::setDone(const Record &record, bool done)
{
    const qint64 now = m_store.clock().nowMs();
    deliver(m_store.write([record, done, now, author = m_author](Records &records) { return kemai::setDone(records, record, done, author, now); }), this,
            [this](const Result<Committed> &answer) { report(answer); });
}

} // namespace kemai
