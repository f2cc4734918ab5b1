// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * CustomerRowDelegate: what stands in a row of the list of customers; while searching, why it was found: the hit in the
 * name or company, and for a contact, number, email or address that text in the place of the company.
 */
#pragma once

#include "widgets/human.h"
#include "widgets/row_delegate.h"

namespace kemai {

class CustomerListModel;

class CustomerRowDelegate : public RowDelegate
{
    Q_OBJECT

public:
    explicit CustomerRowDelegate(const CustomerListModel &model, QObject *parent = nullptr);

    RowContent content(const QModelIndex &index) const override;

private:
    const CustomerListModel &m_model;
    Human m_human;
};

} // namespace kemai
