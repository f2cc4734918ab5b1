// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/desk/timeline_event.h"

#include "schema/schema.h"
#include "timeline/note.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

// The named records' values by id, of one query.
template <typename Read>
Result<> readNamed(Records &records, const Entity &entity, const QList<Id> &ids, const Read &read)
{
    if (ids.isEmpty())
        return {};
    const auto rows = records.find(Query(entity).where(Condition::idIn(ids)).withRemoved());
    if (!rows)
        return fail(rows.error());
    for (const Record &row : *rows)
        read(row);
    return {};
}

void readDetails(const QString &json, TimelineEvent &event)
{
    if (json.isEmpty())
        return;
    const QJsonObject details = QJsonDocument::fromJson(json.toUtf8()).object();
    event.recording = details.value("recording"_L1).toString();
    event.recordingSeconds = std::max<qint64>(details.value("recording_s"_L1).toInteger(), 0);
    if (!event.recording.isEmpty() && event.recordingSeconds == 0)
        event.recordingSeconds = event.durationSeconds;
    event.messages = std::max(details.value("messages"_L1).toInt(), 0);
    if (event.ticketNumber.isEmpty())
        event.ticketNumber = details.value("ticket"_L1).toVariant().toString();
    if (const QString utm = details.value("utm"_L1).toString(); !utm.isEmpty())
        event.notes << u"utm "_s + utm;
    if (const QString state = details.value("state"_L1).toString(); !state.isEmpty())
        event.notes << state;
    for (const QJsonValue tag : details.value("tags"_L1).toArray())
        if (tag.isString() && event.notes.size() < 8)
            event.notes << tag.toString();
    if (const QString reason = details.value("reason"_L1).toString(); !reason.isEmpty()) // of a call
        event.notes << reason;
}

} // namespace

Result<QList<TimelineEvent>> timelineEvents(Records &records, const QList<Record> &rows)
{
    QList<Id> tickets;
    QList<Id> users;
    QList<Id> ids;
    for (const Record &row : rows) {
        ids.append(row.id);
        if (const Id id = row[interaction::ticket]; !id.isNull())
            tickets.append(id);
        if (const Id id = row[interaction::author]; !id.isNull() && !users.contains(id))
            users.append(id);
    }
    QHash<Id, std::pair<QString, QString>> ticketOf;
    QHash<Id, std::pair<QString, QString>> nameOf;
    QMultiHash<Id, QString> filesOf;
    if (const auto done = readNamed(records, ticket::entity, tickets,
                                    [&](const Record &row) { ticketOf.insert(row.id, {row[ticket::number], row[ticket::state]}); });
        !done)
        return fail(done.error());
    if (const auto done = readNamed(records, user::entity, users, [&](const Record &row) { nameOf.insert(row.id, {row[user::name], row[user::name_en]}); });
        !done)
        return fail(done.error());
    if (!ids.isEmpty()) {
        const auto files = records.find(Query(attachment::entity).where(isIn(attachment::interaction, ids)));
        if (!files)
            return fail(files.error());
        for (const Record &row : *files)
            filesOf.insert(row[attachment::interaction], row[attachment::file_name]);
    }

    QList<TimelineEvent> events;
    events.reserve(rows.size());
    for (const Record &row : rows) {
        TimelineEvent event;
        event.id = row.id;
        event.version = row.version;
        event.channel = row[interaction::channel];
        event.direction = row[interaction::direction];
        event.atMs = row[interaction::at];
        event.subject = row[interaction::subject];
        event.body = row[interaction::body];
        event.bodyLength = event.body.size();
        event.body.truncate(TimelineEvent::longestBody);
        if (!event.body.isEmpty() && event.body.back().isHighSurrogate())
            event.body.chop(1);
        std::tie(event.authorName, event.authorNameEn) = nameOf.value(row[interaction::author]);
        if (event.authorName.isEmpty())
            event.authorName = row[interaction::author_name];
        event.durationSeconds = row[interaction::duration_s];
        std::tie(event.ticketNumber, event.ticketState) = ticketOf.value(row[interaction::ticket]);
        readDetails(row[interaction::details], event);
        event.attachments = filesOf.values(row.id);
        event.attachments.sort();
        event.editable = isNote(row);
        events.append(std::move(event));
    }
    return events;
}

} // namespace kemai
