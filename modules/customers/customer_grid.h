// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * CustomerGrid: customers as rows of a grid: fields of the record, what hangs on it (numbers, emails, addresses, tags, the
 * amount of open opportunities) and the custom fields.
 *
 * A cell is edited by the rules of forms and imports: cleaned, read, with its normal form. What cannot be read is refused
 * with its reason and stays as it was. A cell of several entries is what its text says: entries that are in it stay as
 * they are, new ones are added, missing ones withdrawn. New rows go through the pipeline of an import.
 */
#pragma once

#include "customers/mapping.h"
#include "grid/grid_subject.h"

#include <memory>

namespace kemai {

class CustomerGrid : public GridSubject
{
public:
    // With the custom fields and users there are now. Errors: as Records.
    static Result<std::shared_ptr<const GridSubject>> load(Records &records);

    Condition standing() const override;
    QList<QuickFilter> quickFilters() const override;
    QList<GridSort> standardSort() const override;
    Retirement retirement() const override;
    QSet<QString> hanging() const override;
    Result<QList<GridRow>> rows(Records &records, const QList<Id> &ids, const QList<int> &columns) const override;
    Result<EditPlan> plan(Records &records, const QList<CellEdit> &edits, const EditContext &context) const override;
    QString title(bool chinese) const override { return chinese ? QStringLiteral("客户") : QStringLiteral("Customers"); }
    Result<NewRows> planNew(Records &records, const QList<int> &columns, const QList<QStringList> &rows, const EditContext &context) const override;
    QList<int> columnsOfHeadings(const QStringList &headings) const override;

    static constexpr qsizetype newRowsMost = 5000; // more are a file's to import

private:
    explicit CustomerGrid(const QList<CustomField> &customFields);
    CustomerMapping mappingOf(const QList<int> &columns) const;

    QList<CustomField> m_customFields;
    int m_phone = -1, m_email = -1, m_address = -1, m_tags = -1, m_amount = -1;
};

} // namespace kemai
