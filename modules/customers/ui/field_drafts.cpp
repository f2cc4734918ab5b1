// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/ui/field_drafts.h"

#include <algorithm>

namespace kemai {

void FieldDrafts::setShelf(DraftShelf *shelf)
{
    m_shelf = shelf;
    if (!shelf)
        return;
    connect(shelf, &DraftShelf::opened, this, &FieldDrafts::restore);
    connect(shelf, &DraftShelf::changed, this, &FieldDrafts::changed);
    restore();
}

void FieldDrafts::setCustomer(const Id &customer)
{
    if (customer == m_customer)
        return;
    m_customer = customer;
    if (m_shelf)
        m_shelf->flush();
    restore();
}

void FieldDrafts::restore()
{
    if (m_shelf && !m_customer.isNull())
        for (auto it = m_fields.cbegin(); it != m_fields.cend(); ++it)
            it.value()(m_shelf->text(place(it.key())));
    emit changed();
}

void FieldDrafts::keep(const QString &field, const QString &text)
{
    if (m_shelf && !m_customer.isNull())
        m_shelf->keep(place(field), text);
}

bool FieldDrafts::hasAny() const
{
    if (!m_shelf || m_customer.isNull())
        return false;
    const QString id = m_customer.toString();
    const QStringList places = m_shelf->places();
    return std::any_of(places.cbegin(), places.cend(), [&id](const QString &each) { return each.contains(id); });
}

} // namespace kemai
