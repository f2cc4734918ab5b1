// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * FieldDrafts: what is typed into the fields of a customer's page and not saved, on the shelf (R076, U21): each field has a name, each
 * customer their own drafts. When another customer is shown, every field gets back what was typed for them. GUI thread.
 */
#pragma once

#include "base/id.h"
#include "widgets/draft_shelf.h"

#include <QMap>
#include <QPointer>

#include <functional>

namespace kemai {

class FieldDrafts : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    void setShelf(DraftShelf *shelf);
    // `restore` gets a draft, or an empty text where there is none.
    void add(const QString &field, std::function<void(const QString &)> restore) { m_fields.insert(field, std::move(restore)); }
    void setCustomer(const Id &customer); // null: nothing is kept
    Id customer() const { return m_customer; }
    void keep(const QString &field, const QString &text); // empty: saved, or as it was
    bool hasAny() const; // of this customer, the note of the timeline too

signals:
    void changed(); // whether there are any

private:
    QString place(const QString &field) const { return QStringLiteral("customer/") + m_customer.toString() + u'/' + field; }
    void restore();

    QPointer<DraftShelf> m_shelf;
    QMap<QString, std::function<void(const QString &)>> m_fields;
    Id m_customer;
};

} // namespace kemai
