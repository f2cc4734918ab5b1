// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * ChannelEvent: one thing that happened with a customer, as a channel reports it: a message, a call, a form.
 *
 * The shape every channel adapter produces and `import interactions` reads, one JSON object a line; its keys, with
 * examples, stand in modules/timeline/README.md. The id follows from channel and the channel's own id, so that a
 * redelivery is the same record. Reading cleans every text through text/pipeline.h and guesses nothing: a time
 * without a zone, a number that is no number or a key of the wrong type refuse the event. Keys that are not known are
 * left alone. Pure and thread-safe; bounded by the line.
 */
#pragma once

#include "base/id.h"
#include "base/result.h"
#include "schema/change.h"

#include <QJsonObject>
#include <QStringList>

namespace kemai {

// Whose event it is: the first of these that is given decides, the others tell several candidates apart.
struct CustomerKey {
    Id customer;
    QStringList digits; // of each phone number, as phone.digits holds them
    QString email;      // as email.normal holds it
    QString name;       // as customer.name_normal holds it

    bool isEmpty() const { return customer.isNull() && digits.isEmpty() && email.isEmpty(); }
};

struct ChannelEvent {
    Id id;
    CustomerKey whose;
    QString channel;
    QString externalId;
    QString direction; // in, out, internal; empty: the channel does not say
    qint64 atMs = 0;
    QString subject;
    QString body;
    QString authorName;
    qint64 durationSeconds = 0;
    QString ticketNumber;
    QJsonObject details;
    bool cleaned = false; // the cleaner took something out
};

// The id of what a channel calls `externalId`.
Id channelEventId(const QString &channel, const QString &externalId);

// "WeCom " -> "wechat": lower case, and the other names of the channels we know. Empty: no channel code.
QString channelCode(const QString &written);

// Errors (Invalid): timeline.missing (field), timeline.wrongType (field), timeline.tooLong (field, limit),
// timeline.badChannel, timeline.badDirection, timeline.badTime, timeline.timeWithoutZone, timeline.timeOutOfRange,
// timeline.badDuration, timeline.badCustomerId, timeline.noNumber, timeline.badEmail,
// timeline.nothingInIt, timeline.whose.
Result<ChannelEvent> readChannelEvent(const QJsonObject &object, qint64 nowMs);

// What the event writes: an insert of one interaction. A ticket that is not among the records (null) stays in details.
Change channelEventInsert(const ChannelEvent &event, const Id &customer, const Id &ticket);

} // namespace kemai
