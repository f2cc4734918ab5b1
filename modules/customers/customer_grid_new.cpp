// SPDX-License-Identifier: GPL-3.0-or-later
// Rows pasted below the last one: who of them is new, known or doubtful.
#include "customers/customer_grid.h"

#include "customers/customer_changes.h"
#include "customers/duplicate_check.h"

namespace kemai {

using namespace Qt::StringLiterals;

namespace {

// Somebody we have: as good as certain, or a row without a number that says nothing we do not know, is a duplicate; somebody
// much like it, or with one of its numbers, is doubtful.
Result<> judgeKnown(Records &records, const ImportRow &row, qint64 line, NewRow &made)
{
    const auto found = checkDuplicates(records, questionOf(row));
    if (!found)
        return fail(found.error());
    const auto nameOf = [](const Record &one) { return one[customer::name].isEmpty() ? one[customer::company] : one[customer::name]; };
    for (const DuplicateCandidate &one : *found) {
        const bool repeats = !row.hasNumber() && !row.nameNormal.isEmpty() && one.customer[customer::name_normal] == row.nameNormal
            && one.customer[customer::company] == row.company;
        if (!one.match.isSame() && !repeats)
            continue;
        made.state = NewRow::State::Duplicate;
        made.known = one.id;
        made.reasons.append(makeError(Error::Code::Conflict, u"customers.duplicateOfCustomer"_s, {}, {QString::number(line), nameOf(one.customer)}));
        return {};
    }
    for (const DuplicateCandidate &one : *found) {
        const auto number = std::ranges::find_if(one.match.reasons, [](const MatchReason &reason) {
            return reason.code == MatchCode::Number || reason.code == MatchCode::NumberNear || reason.code == MatchCode::NumberSimilar || reason.code == MatchCode::OwnNumber;
        });
        const bool hasNumber = number != one.match.reasons.cend();
        if (!hasNumber && !one.match.proposes())
            continue;
        made.state = NewRow::State::Dirty;
        made.known = one.id;
        made.reasons.append(hasNumber ? makeError(Error::Code::Conflict, u"customers.numberOfOther"_s, {}, {QString::number(line), number->shared, nameOf(one.customer)})
                                      : makeError(Error::Code::Conflict, u"customers.rowLikely"_s, {},
                                                  {QString::number(line), nameOf(one.customer), QString::number(one.match.score)}));
        return {};
    }
    return {};
}

} // namespace

CustomerMapping CustomerGrid::mappingOf(const QList<int> &columns) const
{
    static const QHash<QString, CustomerField> fields{
        {u"name"_s, CustomerField::Name}, {u"company"_s, CustomerField::Company}, {u"phone"_s, CustomerField::Phone},
        {u"email"_s, CustomerField::Email}, {u"address"_s, CustomerField::Address}, {u"city"_s, CustomerField::City},
        {u"source"_s, CustomerField::Source}, {u"birthday"_s, CustomerField::Birthday}, {u"note"_s, CustomerField::Note}};
    CustomerMapping mapping;
    mapping.customFields = m_customFields;
    for (const int column : columns) {
        const QString key = column < 0 ? QString() : m_columns.at(column).key;
        if (key.startsWith("custom."_L1)) {
            const auto field = std::ranges::find(m_customFields, key.mid(7), &CustomField::key);
            mapping.columns.append({CustomerField::Custom, int(field - m_customFields.cbegin())});
        } else {
            mapping.columns.append({fields.value(key, CustomerField::Ignored), -1});
        }
    }
    return mapping;
}

QList<int> CustomerGrid::columnsOfHeadings(const QStringList &headings) const
{
    const auto mapping = mapCustomerColumns(headings, {}, m_customFields);
    if (!mapping)
        return {};
    QList<int> columns;
    int known = 0;
    for (int i = 0; i < headings.size(); ++i) {
        const CustomerMapping::Column column = mapping->columns.value(i);
        QString key = customerFieldCode(column.field);
        if (column.field == CustomerField::Custom)
            key = u"custom."_s + mapping->customFields.at(column.custom).key;
        int at = key.isEmpty() ? -1 : columnOf(key);
        if (at < 0) // a column that is no field of an import
            at = GridSubject::columnsOfHeadings({headings.at(i)}).value(0, -1);
        columns.append(at);
        known += at >= 0 ? 1 : 0;
    }
    return known >= 2 || (known == 1 && headings.size() == 1) ? columns : QList<int>();
}

Result<NewRows> CustomerGrid::planNew(Records &records, const QList<int> &columns, const QList<QStringList> &cells,
                                      const EditContext &context) const
{
    if (cells.size() > newRowsMost)
        return fail(Error::Code::Invalid, u"grid.tooManyNewRows"_s, {}, {QString::number(cells.size()), QString::number(newRowsMost)});
    ImportRowContext reading;
    reading.mapping = mappingOf(columns);
    reading.todayMs = context.nowMs;
    for (const int column : columns)
        reading.headings.append(column < 0 ? QString() : m_columns.at(column).zh);

    NewRows planned;
    QHash<quint64, qint64> lineOf;
    for (qsizetype i = 0; i < cells.size(); ++i) {
        if (std::ranges::all_of(cells.at(i), [](const QString &cell) { return cell.trimmed().isEmpty(); }))
            continue;
        TableRow csv;
        csv.line = i + 1;
        csv.cells = cells.at(i);
        const ImportRow row = readImportRow(csv, reading);
        NewRow made;
        made.title = row.name.isEmpty() ? row.company : row.name;
        if (made.title.isEmpty() && !row.phones.isEmpty())
            made.title = row.phones.first().written;
        if (row.rejected) {
            made.state = NewRow::State::Refused;
            made.title = cells.at(i).join(u' ').simplified().left(40);
            made.reasons.append(*row.rejected);
            planned.rows.append(made);
            continue;
        }
        // An earlier row of the block says the same.
        for (const quint64 identity : row.identities) {
            if (const qint64 line = lineOf.value(identity)) {
                made.state = NewRow::State::Duplicate;
                made.reasons.append(makeError(Error::Code::Conflict, u"customers.duplicateOfLine"_s, {}, {QString::number(csv.line), QString::number(line)}));
                break;
            }
            lineOf.insert(identity, csv.line);
        }
        if (made.state == NewRow::State::Ready)
            if (const auto judged = judgeKnown(records, row, csv.line, made); !judged)
                return fail(judged.error());
        if (!row.warnings.isEmpty()) {
            if (made.state == NewRow::State::Ready)
                made.state = NewRow::State::Dirty;
            made.reasons += row.warnings;
        }
        const Id id = Id::make(context.nowMs);
        appendCustomerInserts(made.changes, row, id, Id(), context.nowMs);
        made.changes.first().set(customer::owner, context.author);
        for (qsizetype at = 0; at < columns.size() && at < cells.at(i).size(); ++at) {
            if (columns.at(at) < 0 || cells.at(i).at(at).trimmed().isEmpty())
                continue;
            const QString &key = m_columns.at(columns.at(at)).key;
            if (key == "level"_L1) {
                if (const auto level = read(cells.at(i).at(at), columns.at(at), context.nowMs))
                    made.changes.first().edit(customer::level.index, {}, *level);
            } else if (key == "tags"_L1) {
                for (const QString &label : cells.at(i).at(at).split(u';', Qt::SkipEmptyParts))
                    made.changes.append(Change::insert(tag::entity, Id::make(context.nowMs)).set(tag::customer, id).set(tag::label, label.trimmed()));
            }
        }
        for (Change &change : made.changes)
            change.line = 0;
        planned.rows.append(made);
    }
    return planned;
}

} // namespace kemai
