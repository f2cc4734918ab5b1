// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/change_json.h"
#include "wire/json_parts.h"

#include <QJsonDocument>

namespace kemai::wire::json {

using namespace Qt::StringLiterals;

namespace {
QString fieldName(const Entity &entity, int field)
{
    return field == markField ? QString(markName) : QString::fromLatin1(entity.fields[size_t(field)].name);
}

template <typename T>
QJsonArray list(const QList<T> &all)
{
    QJsonArray array;
    for (const T &one : all)
        array.append(of(one));
    return array;
}
} // namespace

QJsonValue of(const Value &value)
{
    if (const QString *text = value.text())
        return *text;
    if (const qint64 *number = value.number())
        return *number;
    if (const Id *id = value.id())
        return id->toString();
    return QJsonValue(QJsonValue::Null);
}

QJsonValue of(const Id &id)
{
    return id.toString();
}

QJsonArray of(const QList<qint32> &scopes)
{
    QJsonArray array;
    for (const qint32 scope : scopes)
        array.append(scope);
    return array;
}

QJsonObject of(const Cursor &cursor)
{
    QJsonObject object{{u"base"_s, cursor.base.toString()}};
    if (cursor.to) {
        object.insert("to"_L1, cursor.to->toString());
        object.insert("after"_L1, cursor.after);
    }
    return object;
}

QJsonObject of(const SetHead &head)
{
    QJsonObject object{{u"id"_s, of(head.id)}, {u"origin"_s, originCode(head.origin)}, {u"at"_s, head.atMs}};
    if (!head.title.isEmpty())
        object.insert("title"_L1, head.title);
    if (!head.author.isNull())
        object.insert("author"_L1, of(head.author));
    if (!head.batch.isNull())
        object.insert("batch"_L1, of(head.batch));
    if (!head.undoes.isNull())
        object.insert("undoes"_L1, of(head.undoes));
    return object;
}

QJsonObject of(const Mutation &mutation)
{
    const Change &change = mutation.change;
    QJsonObject object{{u"mid"_s, mutation.mid}, {u"hlc"_s, mutation.at.value}, {u"op"_s, operationCode(change.operation)}};
    if (!mutation.set.isNull())
        object.insert("act"_L1, of(mutation.set));
    if (!change.record.isNull())
        object.insert("id"_L1, of(change.record));
    if (change.expectedVersion > 0)
        object.insert("base"_L1, change.expectedVersion);
    if (change.line > 0)
        object.insert("line"_L1, change.line);
    if (mutation.byValue)
        object.insert("by_value"_L1, true);
    if (mutation.blind)
        object.insert("blind"_L1, true);
    if (mutation.atomic)
        object.insert("atomic"_L1, true);
    if (!mutation.conflict.isNull())
        object.insert("conflict"_L1, of(mutation.conflict));
    if (!change.entity)
        return object;
    object.insert("tbl"_L1, QString::fromLatin1(change.entity->name));
    QJsonObject set;
    QJsonObject was;
    QJsonObject added;
    QJsonObject inferred;
    for (const Edit &edit : change.edits) {
        const Field &field = change.entity->fields[size_t(edit.field)];
        const QString name = QString::fromLatin1(field.name);
        if (field.merge == Merge::Counter) {
            added.insert(name, qint64(quint64(edit.to.toNumber()) - quint64(edit.from.toNumber())));
            continue;
        }
        set.insert(name, of(edit.to));
        if (!edit.from.isNull()) // an insert saw nothing
            was.insert(name, of(edit.from));
        if (!edit.inferredFrom.isEmpty())
            inferred.insert(name, edit.inferredFrom);
    }
    for (const Witness &witness : mutation.witnesses) // seen, and not set
        was.insert(QString::fromLatin1(change.entity->fields[size_t(witness.field)].name), of(witness.seen));
    QJsonObject previous;
    for (const Previous &one : mutation.previous)
        previous.insert(fieldName(*change.entity, one.field), one.mid);
    if (!set.isEmpty())
        object.insert("set"_L1, set);
    if (!was.isEmpty())
        object.insert("was"_L1, was);
    if (!added.isEmpty())
        object.insert("inc"_L1, added);
    if (!inferred.isEmpty())
        object.insert("inferred"_L1, inferred);
    if (!previous.isEmpty())
        object.insert("prev"_L1, previous);
    return object;
}

QJsonObject of(const Outcome &outcome)
{
    QJsonObject fields;
    for (const Outcome::Of &one : outcome.fields)
        fields.insert(one.field, verdictCode(one.verdict));
    QJsonObject object{{u"mid"_s, outcome.mid}, {u"f"_s, fields}};
    if (!outcome.conflicts.isEmpty())
        object.insert("conflicts"_L1, list(outcome.conflicts));
    if (!outcome.reason.isEmpty())
        object.insert("reason"_L1, outcome.reason);
    if (!outcome.details.isEmpty())
        object.insert("details"_L1, QJsonArray::fromStringList(outcome.details));
    return object;
}

QJsonObject of(const Conflict &conflict)
{
    QJsonArray fields;
    for (const Conflict::Field &field : conflict.fields)
        fields.append(QJsonObject{{u"f"_s, fieldName(*conflict.entity, field.field)}, {u"base"_s, of(field.base)}, {u"mine"_s, of(field.mine)}, {u"theirs"_s, of(field.theirs)}});
    QJsonObject object{{u"id"_s, of(conflict.id)}, {u"tbl"_s, QString::fromLatin1(conflict.entity->name)}, {u"row"_s, of(conflict.record)},
                       {u"unit"_s, conflict.unit}, {u"fields"_s, fields}, {u"theirs_ver"_s, conflict.theirsVersion},
                       {u"device"_s, of(conflict.device)}, {u"mid"_s, conflict.mid}, {u"hlc"_s, conflict.at.value}};
    if (!conflict.author.isNull())
        object.insert("author"_L1, of(conflict.author));
    if (conflict.state == Conflict::State::Resolved) {
        object.insert("resolved_at"_L1, conflict.resolvedMs);
        if (!conflict.resolvedBy.isNull())
            object.insert("resolved_by"_L1, of(conflict.resolvedBy));
    }
    return object;
}

QJsonObject of(const QList<Table> &tables)
{
    QJsonObject object;
    for (const Table &table : tables) {
        QJsonArray columns;
        for (const int field : table.columns)
            columns.append(fieldName(*table.entity, field));
        QJsonArray rows;
        for (const Row &row : table.rows) {
            QJsonArray cells{of(row.record.id), row.record.version, row.record.removedMs, of(row.scopes)};
            for (const int field : table.columns)
                cells.append(of(row.record.value(field)));
            rows.append(cells);
        }
        object.insert(QString::fromLatin1(table.entity->name), QJsonObject{{u"cols"_s, columns}, {u"rows"_s, rows}});
    }
    return object;
}

QJsonObject of(const Mask &mask)
{
    QJsonArray hidden;
    for (const Mask::Column &column : mask.hidden)
        hidden.append(QString(QString::fromLatin1(column.entity->name) + u'.' + fieldName(*column.entity, column.field)));
    return {{u"ver"_s, mask.version}, {u"hidden"_s, hidden}};
}

QJsonObject of(const Lease &lease)
{
    return {{u"device"_s, of(lease.device)}, {u"user"_s, of(lease.user)}, {u"until"_s, lease.untilMs}, {u"issued"_s, lease.issued.value}, {u"sig"_s, bytes(lease.signature)}};
}

QJsonArray of(const QList<Conflict> &conflicts) { return list(conflicts); }
QJsonArray of(const QList<Outcome> &outcomes) { return list(outcomes); }
QJsonArray of(const QList<SetHead> &heads) { return list(heads); }
QJsonArray of(const QList<Mutation> &mutations) { return list(mutations); }

QString bytes(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

QByteArray text(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace kemai::wire::json
