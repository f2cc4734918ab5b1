// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/commit.h"

#include "ledger/ddl.h"
#include "schema/change_json.h"
#include "schema/schema.h"

#include <QJsonDocument>

namespace kemai::ledger {

Statement historyStatement(const QList<AppliedSet> &sets, const Id &device)
{
    QList<Id> ids, authors, batches, undoes, records;
    QList<qint64> ats, counts, ofSet, versions, lines, mids;
    QList<QByteArray> origins, titles, subjects, operations, edits;
    for (const AppliedSet &set : sets) {
        if (set.changes.isEmpty())
            continue;
        ids << set.id;
        ats << set.atMs;
        authors << set.author;
        origins << originCode(set.origin).toUtf8();
        titles << (set.title.isEmpty() ? QByteArray("") : set.title.toUtf8());
        batches << set.batch;
        undoes << set.undoes;
        counts << set.changes.size();
        for (const AppliedChange &applied : set.changes) {
            ofSet << ids.size();
            subjects << QByteArray(applied.change.entity->name);
            records << applied.change.record;
            operations << operationCode(applied.change.operation).toLatin1();
            versions << applied.version;
            lines << applied.change.line;
            edits << editsToJson(applied.change);
            mids << applied.mid;
        }
    }
    Parameters parameters;
    parameters.add(device).addIds(ids).addNumbers(ats).addIds(authors).addTexts(origins).addTexts(titles).addIds(batches).addIds(undoes).addNumbers(counts);
    parameters.addNumbers(ofSet).addTexts(subjects).addIds(records).addTexts(operations).addNumbers(versions).addNumbers(lines).addJsons(edits).addNumbers(mids);
    return {"SELECT sync.write_history($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)", parameters};
}

QList<Statement> derivedStatements(const QList<AppliedSet> &sets, const QList<LedgerRow> &rows)
{
    QHash<Id, bool> customers; // whether to count anew: an interaction was changed or withdrawn
    const auto touch = [&customers](const Id &customer, bool anew) {
        if (!customer.isNull())
            customers[customer] = customers.value(customer, false) || anew;
    };
    QHash<Id, const LedgerRow *> interactions;
    for (const LedgerRow &row : rows)
        if (row.record.entity() == &interaction::entity)
            interactions.insert(row.record.id, &row);
    if (interactions.isEmpty())
        return {};
    for (const AppliedSet &set : sets)
        for (const AppliedChange &applied : set.changes) {
            if (applied.change.entity != &interaction::entity)
                continue;
            const bool insert = applied.change.operation == Change::Operation::Insert;
            if (const LedgerRow *row = interactions.value(applied.change.record))
                touch(row->record[interaction::customer], !insert);
            for (const Edit &edit : applied.change.edits)
                if (edit.field == interaction::customer.index)
                    touch(edit.from.toId(), true); // the one it was taken from
        }
    QList<Id> ids;
    QList<Value> anew;
    for (auto it = customers.cbegin(); it != customers.cend(); ++it)
        ids << it.key();
    std::sort(ids.begin(), ids.end());
    for (const Id &id : std::as_const(ids))
        anew << Value(customers.value(id));
    if (ids.isEmpty())
        return {};
    return {{"SELECT FROM customer WHERE id = ANY ($1) ORDER BY id FOR NO KEY UPDATE", Parameters().addIds(ids)},
            {"UPDATE customer c SET last_interaction = m.at FROM (SELECT w.id, CASE WHEN w.anew THEN l.at ELSE greatest(k.last_interaction, l.at) END AS at "
             "FROM unnest($1, $2) AS w(id, anew) JOIN customer k ON k.id = w.id "
             "CROSS JOIN LATERAL (SELECT max(i.at) AS at FROM interaction i WHERE i.customer = w.id AND i.removed = 0) l) m "
             "WHERE c.id = m.id AND c.last_interaction IS DISTINCT FROM m.at",
             Parameters().addIds(ids).addValues(anew, Type::Boolean)}};
}

Result<> checkValue(const Entity &entity, int field, const Value &value)
{
    const QString *text = value.text();
    if (!text)
        return {};
    const Field &column = entity.fields[size_t(field)];
    const QString name = QLatin1String(column.name);
    if (text->contains(QChar(u'\0')))
        return fail(Error::Code::Invalid, QStringLiteral("ledger.badText"), QLatin1String(entity.name) % u'.' % name, {name});
    if (column.is(Indexed) && text->size() * 3 > longestIndexedText && text->toUtf8().size() > longestIndexedText)
        return fail(Error::Code::Invalid, QStringLiteral("ledger.tooLong"), QLatin1String(entity.name) % u'.' % name,
                    {name, QString::number(longestIndexedText)});
    if (column.type == Type::Json) {
        QJsonParseError error;
        // QJsonDocument knows objects and arrays only; a value alone is read inside an array.
        QJsonDocument::fromJson('[' + text->toUtf8() + ']', &error);
        if (error.error != QJsonParseError::NoError)
            return fail(Error::Code::Invalid, QStringLiteral("ledger.badJson"), QLatin1String(entity.name) % u'.' % name, {name});
    }
    return {};
}

bool insertedMeanwhile(const Connection &connection) { return connection.lastState() == "23505"; }

} // namespace kemai::ledger
