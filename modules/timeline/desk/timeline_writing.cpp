// SPDX-License-Identifier: GPL-3.0-or-later
// What a page writes through its TimelineModel: notes, check-ins, next steps; and a note read as a whole.
#include "timeline/desk/timeline_model.h"

#include "base/deliver.h"
#include "schema/schema.h"

using namespace Qt::StringLiterals;

namespace kemai {

void TimelineModel::wrote(const QFuture<Result<Noted>> &future, const QString &text)
{
    deliver(future, this, [this, text](const Result<Noted> &result) {
        if (result)
            emit noted(*result);
        else
            emit noteFailed(result.error(), text);
    });
}

Note TimelineModel::noteOf(const QString &text, const QList<NoteMark> &marks) const
{
    return {m_filter.customer, text, m_author, m_authorName, 0, marks, m_zone};
}

void TimelineModel::addNote(const QString &text, const QList<NoteMark> &marks)
{
    const Note note = noteOf(text, marks);
    wrote(m_store.write([note, now = nowMs()](Records &records) { return kemai::addNote(records, note, now); }), text);
}

void TimelineModel::checkIn(const QString &subject, const std::optional<FollowUp> &next)
{
    const CheckIn act{noteOf({}, {}), subject, next};
    wrote(m_store.write([act, now = nowMs()](Records &records) { return kemai::checkIn(records, act, now); }), {});
}

void TimelineModel::addNextStep(const Id &interaction, const FollowUp &step)
{
    wrote(m_store.write([=, customer = m_filter.customer, author = m_author, now = nowMs()](Records &records) {
        return kemai::addNextStep(records, customer, step, interaction, author, now);
    }), step.title);
}

void TimelineModel::editNote(const Id &id, const QString &seen, const QString &text, const QList<NoteMark> &marks)
{
    const qint64 number = numberOf(id);
    const qint64 version = number < 0 ? 0 : m_events.value(number).version;
    wrote(m_store.write([=, note = noteOf(text, marks), now = nowMs()](Records &records) -> Result<Noted> {
        Result<Record> record = records.one(interaction::entity, id);
        if (!record)
            return fail(record.error());
        record->version = version;
        record->set(interaction::body, seen);
        return kemai::editNote(records, *record, note, now);
    }), text);
}

void TimelineModel::withdrawNote(const Id &id)
{
    wrote(m_store.write([id, author = m_author, now = nowMs()](Records &records) -> Result<Noted> {
        const Result<Record> record = records.one(interaction::entity, id);
        if (!record)
            return fail(record.error());
        return kemai::withdrawNote(records, *record, author, now);
    }), {});
}

void TimelineModel::findEvent(const Id &id, const std::function<void(int)> &answer)
{
    deliver(m_store.read([id, filter = m_filter](Records &records) -> Result<qint64> {
        const Result<Record> event = records.one(interaction::entity, id);
        if (!event)
            return fail(event.error());
        if ((*event)[interaction::customer] != filter.customer || event->removedMs != 0)
            return -1;
        return timelineIndexOf(records, filter, (*event)[interaction::at], id);
    }), this, [this, answer](const Result<qint64> &number) {
        if (!number)
            emit failed(number.error());
        else if (const int row = rowOfNumber(*number); row >= 0)
            answer(row);
    });
}

void TimelineModel::readBody(const Id &id, const std::function<void(const QString &)> &answer)
{
    deliver(m_store.read([id](Records &records) { return records.one(interaction::entity, id); }), this,
            [this, answer](const Result<Record> &record) {
        if (record)
            answer((*record)[interaction::body]);
        else
            emit failed(record.error());
    });
}

} // namespace kemai
