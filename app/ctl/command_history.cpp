// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"

#include "history/provenance.h"
#include "history/restore_customer.h"
#include "history/time_machine.h"
#include "history/undo.h"
#include "schema/change_json.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>

namespace kemai {

namespace {

QString valueText(const Field &field, const Value &value, bool chinese)
{
    if (value.isNull())
        return chinese ? QStringLiteral("（空）") : QStringLiteral("(empty)");
    if (field.type == Type::Time)
        return QDateTime::fromMSecsSinceEpoch(value.toNumber()).toString(QStringLiteral("yyyy-MM-dd HH:mm"));
    if (const Id *id = value.id())
        return id->toString();
    return value.isText() ? value.toText() : QString::number(value.toNumber());
}

QString reasonText(Output &out, const Kept &kept)
{
    switch (kept.reason) {
    case Kept::Reason::Edited: return out.say(u"之后又被修改", u"edited since");
    case Kept::Reason::Withdrawn: return out.say(u"之后已被撤下", u"withdrawn since");
    case Kept::Reason::Restored: return out.say(u"之后已被恢复", u"brought back since");
    case Kept::Reason::Added: return out.say(u"之后又有新内容", u"something was added since");
    }
    return {};
}

QString reasonCode(Kept::Reason reason)
{
    switch (reason) {
    case Kept::Reason::Edited: return QStringLiteral("edited");
    case Kept::Reason::Withdrawn: return QStringLiteral("withdrawn");
    case Kept::Reason::Restored: return QStringLiteral("restored");
    case Kept::Reason::Added: return QStringLiteral("added");
    }
    return {};
}

// What is named: a batch (an import's, or that of an import's undo), or one change set.
Result<Undoing> undoingOf(Records &records, const Id &named, Undoing::Mode mode)
{
    const auto batch = records.first(Query(change_set::entity).where(change_set::batch == named).select(change_set::seq));
    if (!batch)
        return fail(batch.error());
    return batch->has_value() ? Undoing::ofBatch(records, named, mode) : Undoing::ofSet(records, named, mode);
}

} // namespace

Exit runUndo(Session &session)
{
    if (session.arguments.operands.isEmpty())
        return missingOperand(session, "BATCH");
    const QString named = session.arguments.operands.first();
    const Id id = Id::fromString(named);
    if (id.isNull())
        return failed(session, makeError(Error::Code::Invalid, QStringLiteral("ctl.notAnId"), {}, {named}));
    const auto store = session.store();
    if (!store)
        return failed(session, store.error());
    Output &out = session.out;
    const bool planOnly = session.arguments.has("plan");
    const auto plan = (*store)->writeInSteps<UndoPlan>([&, undoing = std::optional<Undoing>()](Records &records) mutable -> Result<std::optional<UndoPlan>> {
        if (!undoing) {
            auto begun = undoingOf(records, id, planOnly ? Undoing::Mode::DryRun : Undoing::Mode::Write);
            if (!begun)
                return fail(begun.error());
            undoing = std::move(*begun);
        }
        const auto more = undoing->step(records);
        if (!more)
            return fail(more.error());
        if (!*more)
            return undoing->plan();
        const QString doing = planOnly ? out.say(u"判断", u"judging") : out.say(u"撤销", u"undoing");
        if (!out.progress(doing, undoing->done(), undoing->total()))
            return fail(Error::Code::Busy, QStringLiteral("history.interrupted"));
        return std::optional<UndoPlan>();
    }).result();
    out.progressDone();
    if (!plan)
        return failed(session, plan.error());
    QJsonArray kept;
    out.line(planOnly ? out.say(u"将撤下 %1 条记录，恢复 %2 条的 %3 个字段，找回 %4 条；保留 %5 条。",
                                u"%1 records would be withdrawn, %2 restored (%3 fields), %4 brought back; %5 kept.")
                            .arg(plan->withdrawn).arg(plan->restored).arg(plan->fields).arg(plan->revived).arg(plan->keptCount)
                      : out.say(u"已撤下 %1 条记录，恢复 %2 条的 %3 个字段，找回 %4 条；保留 %5 条。",
                                u"%1 records withdrawn, %2 restored (%3 fields), %4 brought back; %5 kept.")
                            .arg(plan->withdrawn).arg(plan->restored).arg(plan->fields).arg(plan->revived).arg(plan->keptCount));
    for (const Kept &one : plan->kept) {
        const QString field = one.field >= 0 ? one.entity->fields[size_t(one.field)].label(out.chinese()) : QString();
        QString text = one.entity->label(out.chinese()) + u' ' + one.record.toString() + QStringLiteral("  ") + reasonText(out, one);
        if (one.field >= 0)
            text += QStringLiteral(": ") + field + QStringLiteral(" = ") + valueText(one.entity->fields[size_t(one.field)], one.now, out.chinese());
        out.line(QStringLiteral("  ") + text);
        kept.append(QJsonObject{{QStringLiteral("entity"), QLatin1String(one.entity->name)},
                                {QStringLiteral("record"), one.record.toString()},
                                {QStringLiteral("reason"), reasonCode(one.reason)},
                                {QStringLiteral("field"), one.field >= 0 ? QJsonValue(QLatin1String(one.entity->fields[size_t(one.field)].name)) : QJsonValue()},
                                {QStringLiteral("changeSet"), one.setSeq},
                                {QStringLiteral("at"), one.atMs}});
    }
    out.result(QJsonObject{{QStringLiteral("planOnly"), planOnly},
                           {QStringLiteral("undoBatch"), planOnly || plan->batch.isNull() ? QJsonValue() : QJsonValue(undoBatchOf(plan->batch).toString())},
                           {QStringLiteral("withdrawn"), plan->withdrawn},
                           {QStringLiteral("withdrawnCustomers"), plan->withdrawnCustomers},
                           {QStringLiteral("restored"), plan->restored},
                           {QStringLiteral("revived"), plan->revived},
                           {QStringLiteral("fields"), plan->fields},
                           {QStringLiteral("keptCount"), plan->keptCount},
                           {QStringLiteral("kept"), kept}});
    return Exit::Done;
}

namespace {

QJsonValue valueJson(const Value &value)
{
    if (value.isNull())
        return {};
    if (const qint64 *number = value.number())
        return double(*number);
    return value.isId() ? QJsonValue(value.toId().toString()) : QJsonValue(value.toText());
}

Exit printAsOf(Session &session, const Id &customer, qint64 atMs)
{
    const auto store = session.store();
    const auto then = (*store)->read([&](Records &records) { return customerAsOf(records, customer, atMs); }).result();
    if (!then)
        return failed(session, then.error());
    Output &out = session.out;
    QJsonObject json;
    const auto print = [&](const Record &record) {
        QJsonObject fields;
        QStringList texts;
        for (int i = 0; i < record.entity()->count(); ++i) {
            const Field &field = record.entity()->fields[size_t(i)];
            if (record.value(i).isNull())
                continue;
            fields.insert(QLatin1String(field.name), valueJson(record.value(i)));
            if (!field.is(Hidden))
                texts << field.label(out.chinese()) + QStringLiteral(": ") + valueText(field, record.value(i), out.chinese());
        }
        out.line(record.entity()->label(out.chinese()) + QStringLiteral("  ") + texts.join(QStringLiteral(" · ")));
        return fields;
    };
    json.insert(QStringLiteral("customer"), print(then->customer));
    for (auto it = then->hanging.cbegin(); it != then->hanging.cend(); ++it) {
        QJsonArray rows;
        for (const Record &record : it.value())
            rows.append(print(record));
        json.insert(QLatin1String(it.key()->name), rows);
    }
    out.result(json);
    return Exit::Done;
}

} // namespace

Exit runHistory(Session &session)
{
    if (session.arguments.operands.isEmpty())
        return missingOperand(session, "CUSTOMER");
    const auto limit = session.arguments.number("limit", 100, 1, 100'000);
    if (!limit)
        return failed(session, limit.error());
    const auto asOf = timeOption(session, "as-of");
    if (!asOf)
        return failed(session, asOf.error());
    const auto id = session.customer(session.arguments.operands.join(u' '));
    if (!id)
        return failed(session, id.error());
    if (*asOf != 0)
        return printAsOf(session, *id, *asOf);
    const auto store = session.store();
    const auto lines = (*store)->read([&](Records &records) { return historyOfCustomer(records, *id, *limit); }).result();
    if (!lines)
        return failed(session, lines.error());
    Output &out = session.out;
    QJsonArray rows;
    for (const HistoryLine &line : *lines) {
        if (!line.row.entity)
            continue;
        const QString at = QDateTime::fromMSecsSinceEpoch(line.set.atMs).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
        QString head = at + QStringLiteral(" · ") + line.row.entity->label(out.chinese()) + QStringLiteral(" · ")
            + choiceLabel(history::operation.field(), operationCode(line.row.operation), out.chinese()) + QStringLiteral(" · ")
            + choiceLabel(change_set::origin.field(), originCode(line.set.origin), out.chinese());
        if (line.row.line > 0)
            head += out.say(u" · 第 %1 行", u" · line %1").arg(line.row.line);
        out.line(head);
        QJsonObject edits;
        for (const Edit &edit : line.row.edits) {
            const Field &field = line.row.entity->fields[size_t(edit.field)];
            const bool insert = line.row.operation == Change::Operation::Insert;
            if (!field.is(Hidden))
                out.line(QStringLiteral("        ") + field.label(out.chinese()) + QStringLiteral(": ")
                         + (insert ? QString() : valueText(field, edit.from, out.chinese()) + QStringLiteral(" → "))
                         + valueText(field, edit.to, out.chinese())
                         + (edit.inferredFrom.isEmpty() ? QString() : out.say(u"（推断自 ", u" (inferred from ") + edit.inferredFrom + out.say(u"）", u")")));
            QJsonObject one{{QStringLiteral("to"), valueJson(edit.to)}};
            if (!insert)
                one.insert(QStringLiteral("from"), valueJson(edit.from));
            if (!edit.inferredFrom.isEmpty())
                one.insert(QStringLiteral("inferredFrom"), edit.inferredFrom);
            edits.insert(QLatin1String(field.name), one);
        }
        rows.append(QJsonObject{{QStringLiteral("at"), line.set.atMs},
                                {QStringLiteral("changeSet"), line.set.id.toString()},
                                {QStringLiteral("author"), line.set.author.isNull() ? QJsonValue() : QJsonValue(line.set.author.toString())},
                                {QStringLiteral("origin"), originCode(line.set.origin)},
                                {QStringLiteral("batch"), line.set.batch.isNull() ? QJsonValue() : QJsonValue(line.set.batch.toString())},
                                {QStringLiteral("line"), line.row.line},
                                {QStringLiteral("entity"), QLatin1String(line.row.entity->name)},
                                {QStringLiteral("record"), line.row.record.toString()},
                                {QStringLiteral("operation"), operationCode(line.row.operation)},
                                {QStringLiteral("version"), line.row.version},
                                {QStringLiteral("edits"), edits}});
    }
    out.result(QJsonObject{{QStringLiteral("customer"), id->toString()}, {QStringLiteral("lines"), rows}});
    return Exit::Done;
}

// Each customer a change set of its own: one that cannot be restored leaves the others restored, and says so.
Exit runRestoreCustomers(Session &session)
{
    const auto asOf = timeOption(session, "as-of");
    if (!asOf)
        return failed(session, asOf.error());
    if (session.arguments.operands.isEmpty() || *asOf == 0)
        return missingOperand(session, "CUSTOMER... --as-of T");
    QList<Id> customers;
    for (const QString &named : session.arguments.operands) { // all are known before the first is touched
        const auto id = session.customer(named);
        if (!id)
            return failed(session, id.error());
        customers << *id;
    }
    Store &store = **session.store();
    const auto acting = session.actingUser(store);
    if (!acting)
        return failed(session, acting.error());
    Output &out = session.out;
    QJsonArray done;
    Exit exit = Exit::Done;
    for (const Id &customer : std::as_const(customers)) {
        const qint64 now = store.clock().nowMs();
        const auto restored = store.write([&](Records &records) { return restoreCustomer(records, customer, *asOf, *acting, now); }).result();
        if (!restored) {
            exit = failed(session, restored.error());
            done.append(QJsonObject{{QStringLiteral("customer"), customer.toString()}, {QStringLiteral("error"), restored.error().id}});
            continue;
        }
        out.line(customer.toString() + out.say(u"：%1 个字段恢复，%2 条记录找回，之后新增的 %3 条保留", u": %1 fields went back, %2 records came back, %3 added since stay")
                                           .arg(restored->fields).arg(restored->revived).arg(restored->added));
        done.append(QJsonObject{{QStringLiteral("customer"), customer.toString()}, {QStringLiteral("fields"), restored->fields}, {QStringLiteral("revived"), restored->revived},
                                {QStringLiteral("added"), restored->added}, {QStringLiteral("changeSet"), restored->committed.applied > 0 ? QJsonValue(restored->committed.set.toString()) : QJsonValue()}});
    }
    out.result(QJsonObject{{QStringLiteral("customers"), done}});
    return exit;
}

} // namespace kemai
