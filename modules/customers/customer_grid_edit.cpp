// SPDX-License-Identifier: GPL-3.0-or-later
// What edited cells of a grid of customers change.
#include "customers/customer_grid.h"

#include "customers/customer_changes.h"
#include "customers/find_in.h"
#include "text/pipeline.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace kemai {

using namespace Qt::StringLiterals;

namespace {

// One entry of a cell that holds several: as it is stored already, or the change that makes it.
struct Entry {
    QString written;
    QString normal;
    std::function<Change(const Id &, int position)> make;
};

// What is in the cell stays or is made, what is not goes; each in its place.
QList<Change> replaced(const QList<Record> &stored, const QList<Entry> &entries, int positionField, qint64 nowMs,
                       const std::function<bool(const Record &, const Entry &)> &isSame)
{
    QList<Change> changes;
    QSet<Id> kept;
    int position = 0;
    for (const Entry &entry : entries) {
        const auto there = std::ranges::find_if(stored, [&](const Record &one) { return !kept.contains(one.id) && isSame(one, entry); });
        if (there == stored.cend()) {
            changes.append(entry.make(Id::make(nowMs), position));
        } else {
            kept.insert(there->id);
            if (positionField >= 0 && there->value(positionField).toNumber() != position)
                changes.append(Change::update(*there).edit(positionField, there->value(positionField), Value(position)));
        }
        ++position;
    }
    for (const Record &one : stored)
        if (!kept.contains(one.id))
            changes.append(Change::remove(one));
    return changes;
}

Result<QList<Change>> phonesFrom(const Id &owner, const QString &typed, const QList<Record> &stored, qint64 nowMs)
{
    const auto cleaned = cleanField(FieldClass::Phone, typed);
    if (!cleaned)
        return fail(cleaned.error());
    QList<Entry> entries;
    for (const PhoneNumber &number : cleaned->phones) {
        const QString written = writtenForm(number);
        const bool known = std::ranges::any_of(stored, [&](const Record &one) { return one[phone::written] == written; });
        if (!number.isNumber() && !known)
            return fail(Error::Code::Invalid, u"customers.cellPhoneUnread"_s, {}, {number.written.left(60)});
        entries.append({written, phoneIdentity(number), [owner, number](const Id &id, int position) { return phoneInsert(id, owner, number, position); }});
    }
    return replaced(stored, entries, phone::position.index, nowMs, [](const Record &one, const Entry &entry) {
        return one[phone::written] == entry.written || (!entry.normal.isEmpty() && phoneIdentity(one) == entry.normal);
    });
}

Result<QList<Change>> emailsFrom(const Id &owner, const QString &typed, const QList<Record> &stored, qint64 nowMs)
{
    QList<Entry> entries;
    for (const EmailText &text : parseEmails(typed)) {
        const bool known = std::ranges::any_of(stored, [&](const Record &one) { return one[email::written] == text.written; });
        if (text.normal.isEmpty() && !known)
            return fail(Error::Code::Invalid, u"customers.cellEmailUnread"_s, {}, {text.written.left(60)});
        entries.append({text.written, text.normal, [owner, text](const Id &id, int position) { return emailInsert(id, owner, text, position); }});
    }
    return replaced(stored, entries, email::position.index, nowMs, [](const Record &one, const Entry &entry) {
        return one[email::written] == entry.written || (!entry.normal.isEmpty() && one[email::normal] == entry.normal);
    });
}

Result<QList<Change>> addressesFrom(const Id &owner, const QString &typed, const QList<Record> &stored, qint64 nowMs)
{
    QList<Entry> entries;
    for (const QString &part : typed.split(QString::fromUtf16(addressSeparator), Qt::SkipEmptyParts)) {
        const auto cleaned = cleanField(FieldClass::Address, part);
        if (!cleaned)
            return fail(cleaned.error());
        if (!cleaned->isEmpty())
            entries.append({cleaned->text, {}, [owner, text = cleaned->text](const Id &id, int position) {
                                return addressInsert(id, owner, text, {}, position);
                            }});
    }
    return replaced(stored, entries, address::position.index, nowMs,
                    [](const Record &one, const Entry &entry) { return one[address::written] == entry.written; });
}

Result<QList<Change>> tagsFrom(const Id &owner, const QString &typed, const QList<Record> &stored, qint64 nowMs)
{
    static const QRegularExpression between(u"[;；,，、\n]"_s);
    QList<Entry> entries;
    QSet<QString> seen;
    for (const QString &part : typed.split(between, Qt::SkipEmptyParts)) {
        const auto cleaned = cleanField(FieldClass::Name, part);
        if (!cleaned)
            return fail(cleaned.error());
        if (cleaned->isEmpty() || seen.contains(cleaned->text))
            continue;
        seen.insert(cleaned->text);
        entries.append({cleaned->text, {}, [owner, text = cleaned->text](const Id &id, int) {
                            return Change::insert(tag::entity, id).set(tag::customer, owner).set(tag::label, text);
                        }});
    }
    return replaced(stored, entries, -1, nowMs, [](const Record &one, const Entry &entry) { return one[tag::label] == entry.written; });
}

} // namespace

Result<EditPlan> CustomerGrid::plan(Records &records, const QList<CellEdit> &edits, const EditContext &context) const
{
    QList<Id> ids;
    QHash<Id, QList<const CellEdit *>> ofRecord;
    QSet<int> columns;
    for (const CellEdit &edit : edits) {
        auto &list = ofRecord[edit.record];
        if (list.isEmpty())
            ids.append(edit.record);
        list.append(&edit);
        columns.insert(edit.column);
    }
    QList<Value> values;
    for (const Id &id : std::as_const(ids))
        values.append(Value(id));
    EditPlan plan;
    if (values.isEmpty())
        return plan;
    const auto customers = findIn(records, Query(customer::entity), idField, values);
    if (!customers)
        return fail(customers.error());
    QHash<Id, Record> byId;
    for (const Record &record : *customers)
        byId.insert(record.id, record);

    struct Part {
        int column;
        const Entity &entity;
        FieldOf<Id> owner;
        Result<QList<Change>> (*from)(const Id &, const QString &, const QList<Record> &, qint64);
        QHash<Id, QList<Record>> stored;
    };
    Part parts[]{{m_phone, phone::entity, phone::customer, phonesFrom, {}},
                 {m_email, email::entity, email::customer, emailsFrom, {}},
                 {m_address, address::entity, address::customer, addressesFrom, {}},
                 {m_tags, tag::entity, tag::customer, tagsFrom, {}}};
    for (Part &part : parts) {
        if (!columns.contains(part.column))
            continue;
        const auto hanging = findIn(records, Query(part.entity), part.owner.index, values);
        if (!hanging)
            return fail(hanging.error());
        for (const Record &one : *hanging)
            part.stored[one[part.owner]].append(one);
    }

    for (const Id &id : std::as_const(ids)) {
        const auto refuse = [&plan](const CellEdit &edit, const Error &reason) { plan.refused.append({edit, reason}); };
        const auto there = byId.constFind(id);
        const int cellsBefore = plan.cells;
        if (there == byId.constEnd()) {
            for (const CellEdit *edit : ofRecord.value(id))
                refuse(*edit, makeError(Error::Code::NotFound, u"grid.rowGone"_s));
            continue;
        }
        const Record &seen = *there;
        Change update = Change::update(seen);
        QString name = seen[customer::name];
        QString company = seen[customer::company];
        QJsonObject custom = QJsonDocument::fromJson(seen[customer::custom].toUtf8()).object();
        bool customTouched = false;
        for (const CellEdit *edit : ofRecord.value(id)) {
            const GridColumn &column = m_columns.at(edit->column);
            const auto part = std::ranges::find(parts, edit->column, &Part::column);
            if (part != std::end(parts)) {
                const auto changes = part->from(id, edit->typed, part->stored.value(id), context.nowMs);
                if (!changes) {
                    refuse(*edit, changes.error());
                } else if (changes->isEmpty()) {
                    ++plan.same;
                } else {
                    plan.changes += *changes;
                    ++plan.cells;
                }
                continue;
            }
            const bool retires = edit->column == retirement().column || edit->column == retirement().reasonColumn;
            if (column.field < 0 || (!column.editable && !retires)) {
                refuse(*edit, makeError(Error::Code::Denied, u"grid.readOnly"_s, {}, {column.zh, column.en}));
                continue;
            }
            const auto value = read(edit->typed, edit->column, context.nowMs);
            if (!value) {
                refuse(*edit, value.error());
                continue;
            }
            if (*value == cell(seen, edit->column)) {
                ++plan.same;
                continue;
            }
            if (!column.jsonKey.isEmpty()) {
                if (value->isNull())
                    custom.remove(column.jsonKey);
                else
                    custom.insert(column.jsonKey, text(*value, edit->column, true));
                customTouched = true;
                ++plan.cells;
                continue;
            }
            const bool isName = column.field == customer::name.index;
            const bool isCompany = column.field == customer::company.index;
            if (value->isNull() && ((isName && company.isEmpty()) || (isCompany && name.isEmpty()))) {
                refuse(*edit, makeError(Error::Code::Invalid, u"customers.nameless"_s));
                continue;
            }
            if (isName)
                name = value->toText();
            if (isCompany)
                company = value->toText();
            update.edit(column.field, seen.value(column.field), *value);
            ++plan.cells;
        }
        if (customTouched)
            update.set(seen, customer::custom,
                       custom.isEmpty() ? QString() : QString::fromUtf8(QJsonDocument(custom).toJson(QJsonDocument::Compact)));
        if (name != seen[customer::name] || company != seen[customer::company])
            update.set(seen, customer::name_normal, normalName(name, company));
        if (!update.edits.isEmpty())
            plan.changes.append(std::move(update));
        plan.records += plan.cells > cellsBefore ? 1 : 0;
    }
    return plan;
}

} // namespace kemai
