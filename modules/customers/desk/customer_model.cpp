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

bool same(const QList<Related> &a, const QList<Related> &b)
{
    return std::ranges::equal(a, b, [](const Related &x, const Related &y) {
        return x.relation.id == y.relation.id && x.relation.version == y.relation.version && x.name == y.name;
    });
}

// Versions tell: a record that changed has a new one.
bool same(const CustomerView &a, const CustomerView &b)
{
    return a.customer.id == b.customer.id && a.customer.version == b.customer.version && a.interactions == b.interactions
        && a.activity == b.activity && a.ownerName == b.ownerName && a.ownerNameEn == b.ownerNameEn
        && a.customer[customer::last_interaction] == b.customer[customer::last_interaction] && same(a.contacts, b.contacts)
        && same(a.phones, b.phones) && same(a.emails, b.emails) && same(a.addresses, b.addresses) && same(a.tags, b.tags)
        && same(a.tasks, b.tasks) && same(a.promises, b.promises) && same(a.done, b.done) && same(a.facts, b.facts) && same(a.merged, b.merged)
        && same(a.relations, b.relations) && same(a.opportunities, b.opportunities)
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

template <typename Work>
void CustomerModel::act(Work work, const QString &text)
{
    deliver(m_store.write([work = std::move(work), author = m_author, now = m_store.clock().nowMs()](Records &records) { return work(records, author, now); }), this,
            [this, text](const Result<Committed> &done) {
                if (!done && !text.isEmpty())
                    emit notKept(text, done.error());
                report(done);
            });
}

void CustomerModel::addOwed(OwedKind kind, const QString &text, qint64 dueMs)
{
    act([=, whose = m_customer, name = m_authorName](Records &records, const Id &author, qint64 now) {
        return kemai::addOwed(records, {kind, whose, text, dueMs, {}, author, name}, now);
    }, text);
}

void CustomerModel::editOwed(const Record &seen, const QString &text, qint64 dueMs)
{
    act([=](Records &records, const Id &author, qint64 now) { return kemai::editOwed(records, seen, text, dueMs, author, now); });
}

void CustomerModel::putOffOwed(const Record &seen, qint64 dueMs)
{
    act([=](Records &records, const Id &author, qint64 now) { return kemai::putOffOwed(records, seen, dueMs, author, now); });
}

void CustomerModel::withdrawOwed(const Record &seen)
{
    act([=](Records &records, const Id &author, qint64 now) { return kemai::withdrawOwed(records, seen, author, now); });
}

void CustomerModel::addFact(const QString &text, const Id &interaction)
{
    act([=, whose = m_customer, name = m_authorName](Records &records, const Id &author, qint64 now) {
        return kemai::addFact(records, {whose, text, interaction, author, name}, now);
    }, text);
}

void CustomerModel::editFact(const Record &seen, const QString &text)
{
    act([=](Records &records, const Id &author, qint64 now) { return kemai::editFact(records, seen, text, author, now); });
}

void CustomerModel::relate(const Id &other, const QString &kind)
{
    act([=, whose = m_customer](Records &records, const Id &author, qint64 now) { return kemai::relate(records, whose, other, kind, author, now); });
}

void CustomerModel::withdraw(const Record &seen)
{
    act([=](Records &records, const Id &author, qint64 now) { return kemai::withdraw(records, seen, author, now); });
}

void CustomerModel::search(const QString &text)
{
    const quint64 question = ++m_search;
    deliver(m_store.search({text, 8}), this, [this, question](const Result<QList<Hit>> &hits) {
        if (question != m_search || !hits)
            return;
        QList<std::pair<Id, QString>> customers;
        for (const Hit &hit : *hits) {
            QStringList words{hit.name, hit.company};
            words.removeAll(QString());
            if (hit.customer != m_customer)
                customers.append({hit.customer, words.join(QStringLiteral(" · "))});
        }
        emit found(customers);
    });
}

void CustomerModel::setDone(const Record &record, bool done)
{
    const qint64 now = m_store.clock().nowMs();
    deliver(m_store.write([record, done, now, author = m_author](Records &records) { return kemai::setDone(records, record, done, author, now); }), this,
            [this](const Result<Committed> &answer) { report(answer); });
}

} // namespace kemai
