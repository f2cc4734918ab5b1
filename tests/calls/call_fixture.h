// SPDX-License-Identifier: GPL-3.0-or-later
// A store in memory with customers, numbers and what hangs on them, made in one line each: for the tests of calls.
#pragma once

#include "calls/call_card.h"
#include "calls/call_record.h"
#include "schema/number_clue.h"
#include "schema/schema.h"
#include "support/memory_store.h"

namespace kemai {

class CallFixture
{
public:
    static constexpr qint64 nowMs = 1'795'674'720'000; // Thursday 2026-11-26 14:32:00 in Shanghai
    static constexpr qint64 day = 86'400'000;

    Records &records() { return m_store.records(); }
    CardMoment moment() const { return {nowMs, QTimeZone("Asia/Shanghai")}; }

    Id add(Change change)
    {
        commit({change});
        return change.record;
    }
    Committed commit(const QList<Change> &changes)
    {
        const auto done = records().commit({.changes = changes});
        if (!done)
            qFatal("%s %s", qPrintable(done.error().id), qPrintable(done.error().log));
        return *done;
    }
    Id addCustomer(const QString &name, const QString &number = {}, const QString &kind = {}, const QString &extension = {})
    {
        const Id id = Id::make(nowMs);
        QList<Change> changes{Change::insert(customer::entity, id).set(customer::name, name)};
        if (!number.isEmpty())
            changes.append(phoneOf(id, number, kind, extension));
        commit(changes);
        return id;
    }
    Change phoneOf(const Id &whose, const QString &number, const QString &kind = {}, const QString &extension = {})
    {
        return Change::insert(phone::entity, Id::make(nowMs))
            .set(phone::customer, whose)
            .set(phone::written, number)
            .set(phone::digits, number)
            .set(phone::kind, kind)
            .set(phone::extension, extension);
    }
    Id addEvent(const Id &whose, qint64 atMs, const QString &channel, const QString &body, const QString &direction = QStringLiteral("in"))
    {
        return add(Change::insert(interaction::entity, Id::make(nowMs))
                       .set(interaction::customer, whose)
                       .set(interaction::channel, channel)
                       .set(interaction::direction, direction)
                       .set(interaction::at, atMs)
                       .set(interaction::body, body));
    }
    CallCard card(const QString &number)
    {
        const auto made = whoIsCalling(records(), number, moment());
        if (!made)
            qFatal("%s %s", qPrintable(made.error().id), qPrintable(made.error().log));
        return *made;
    }
    // "known 张敏 own", "several 张敏 own, 李佳 family": certainty and everybody with the reason; (not) for the rejected.
    QString said(const QString &number)
    {
        const CallCard made = card(number);
        QStringList people;
        for (const CardPerson &person : made.people)
            people << person.name + QStringLiteral(" ") + becauseCode(person.because) + (person.rejected ? QStringLiteral(" (not)") : QString());
        return QString(certaintyCode(made.certainty) + QStringLiteral(" ") + people.join(QStringLiteral(", "))).trimmed();
    }
    Record one(const Entity &entity, const Id &id)
    {
        const auto row = records().one(entity, id);
        if (!row)
            qFatal("%s", qPrintable(row.error().id));
        return *row;
    }

private:
    MemoryStore m_store{nowMs};
};

} // namespace kemai
