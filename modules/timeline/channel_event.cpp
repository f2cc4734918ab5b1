// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/channel_event.h"

#include "schema/interaction.h"
#include "text/name.h"
#include "text/pipeline.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>

#include <cmath>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

constexpr qsizetype subjectLimit = 1000;
constexpr qsizetype detailsLimit = 64 * 1024; // bytes of JSON
constexpr qint64 longestSeconds = 7 * 24 * 3600;
constexpr qint64 earliestMs = 315'532'800'000;  // 1980-01-01: nothing of ours is older; seconds taken for ms are refused
constexpr qint64 clockSkewMs = 24 * 3'600'000;

Failure refuse(const QString &id, const QStringList &details = {})
{
    return fail(Error::Code::Invalid, id, {}, details);
}

// Reads the keys of one object and remembers the first refusal.
class Reader
{
public:
    explicit Reader(const QJsonObject &object) : m_object(object) { }

    const std::optional<Error> &error() const { return m_error; }
    bool cleaned() const { return m_cleaned; }

    // A text; a number is taken as it is written when it is whole (ids and phone numbers often are).
    QString raw(QLatin1StringView key)
    {
        const QJsonValue value = m_object.value(key);
        if (value.isString())
            return value.toString();
        if (value.isUndefined() || value.isNull())
            return {};
        if (value.isDouble()) {
            const qint64 whole = value.toInteger(-1);
            if (whole >= 0)
                return QString::number(whole);
        }
        refuseOnce(u"timeline.wrongType"_s, {QString(key)});
        return {};
    }

    QString text(QLatin1StringView key, FieldClass fieldClass, qsizetype limit = 0)
    {
        const QString written = raw(key);
        if (written.isEmpty())
            return {};
        const Cleaned done = clean(fieldClass, written);
        m_cleaned = m_cleaned || (done.did & ~Cleanings(Cleaning::Trimmed));
        const qsizetype most = limit > 0 ? limit : fieldLimit(fieldClass);
        if (done.text.size() > most) {
            refuseOnce(u"timeline.tooLong"_s, {QString(key), QString::number(most)});
            return {};
        }
        return done.text;
    }

    void refuseOnce(const QString &id, const QStringList &details = {})
    {
        if (!m_error)
            m_error = makeError(Error::Code::Invalid, id, {}, details);
    }

private:
    const QJsonObject &m_object;
    std::optional<Error> m_error;
    bool m_cleaned = false;
};

Result<qint64> readTime(const QJsonValue &value, qint64 nowMs)
{
    qint64 ms = 0;
    if (value.isDouble()) {
        const double number = value.toDouble();
        if (!std::isfinite(number) || std::abs(number) > 9e15 || number != std::floor(number))
            return refuse(u"timeline.badTime"_s, {QString::number(number)});
        ms = qint64(number);
    } else if (value.isString()) {
        const QString written = value.toString().trimmed();
        // The zone is Z or an offset behind the time of day; a local time is nobody's time on a server.
        const QDateTime time = written.size() <= 40 ? QDateTime::fromString(written, Qt::ISODateWithMs) : QDateTime();
        if (!time.isValid() || written.size() < 16)
            return refuse(u"timeline.badTime"_s, {written.left(40)});
        if (time.timeSpec() == Qt::LocalTime)
            return refuse(u"timeline.timeWithoutZone"_s, {written});
        ms = time.toMSecsSinceEpoch();
    } else if (value.isUndefined() || value.isNull()) {
        return refuse(u"timeline.missing"_s, {u"at"_s});
    } else {
        return refuse(u"timeline.wrongType"_s, {u"at"_s});
    }
    if (ms < earliestMs || ms > nowMs + clockSkewMs)
        return refuse(u"timeline.timeOutOfRange"_s, {value.isString() ? value.toString() : QString::number(ms)});
    return ms;
}

Result<qint64> readDuration(const QJsonValue &value)
{
    if (value.isUndefined() || value.isNull())
        return 0;
    const double seconds = value.toDouble(-1);
    if (!value.isDouble() || !(seconds >= 0) || seconds > double(longestSeconds))
        return refuse(u"timeline.badDuration"_s);
    return qint64(std::llround(seconds));
}

QString direction(const QString &written)
{
    static const QHash<QString, QString> codes{
        {u"in"_s, u"in"_s},   {u"inbound"_s, u"in"_s},   {u"out"_s, u"out"_s},
        {u"outbound"_s, u"out"_s}, {u"internal"_s, u"internal"_s},
    };
    return codes.value(written.toLower());
}

Result<CustomerKey> readWhose(Reader &reader)
{
    CustomerKey whose;
    if (const QString id = reader.text("customer"_L1, FieldClass::Identifier); !id.isEmpty()) {
        whose.customer = Id::fromString(id);
        if (whose.customer.isNull())
            return refuse(u"timeline.badCustomerId"_s, {id});
    }
    const QString phone = reader.text("phone"_L1, FieldClass::Phone);
    QStringList notNumbers;
    if (!phone.isEmpty()) {
        for (const PhoneNumber &number : parsePhones(phone)) {
            if (number.isNumber())
                whose.digits.append(number.digits);
            else
                notNumbers.append(number.written);
        }
    }
    const QString email = reader.text("email"_L1, FieldClass::Email);
    if (!email.isEmpty()) {
        if (const auto read = cleanField(FieldClass::Email, email))
            whose.email = read->normal;
        else if (whose.customer.isNull() && whose.digits.isEmpty())
            return refuse(u"timeline.badEmail"_s, {email.left(254)});
    }
    whose.name = foldedName(reader.text("name"_L1, FieldClass::Name));
    if (whose.isEmpty() && !notNumbers.isEmpty())
        return refuse(u"timeline.noNumber"_s, {notNumbers.join(u' ')});
    if (whose.isEmpty())
        return refuse(u"timeline.whose"_s);
    return whose;
}

} // namespace

Id channelEventId(const QString &channel, const QString &externalId)
{
    static const Id space = Id::fromString(u"0b3c1f0e-52b5-5d0a-9f60-6b656d616931");
    return Id::fromName(space, QString(channel % u'\n' % externalId).toUtf8());
}

QString channelCode(const QString &written)
{
    const QString code = written.trimmed().toLower();
    static const QHash<QString, QString> others{
        {u"wecom"_s, u"wechat"_s}, {u"email"_s, u"mail"_s},     {u"phone"_s, u"call"_s},
        {u"form"_s, u"webform"_s}, {u"app"_s, u"chat"_s}, {u"checkin"_s, u"visit"_s},
    };
    if (const auto known = others.constFind(code); known != others.cend())
        return *known;
    if (code.isEmpty() || code.size() > 32)
        return {};
    for (const QChar c : code)
        if (!((c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'_' || c == u'-'))
            return {};
    return code;
}

Result<ChannelEvent> readChannelEvent(const QJsonObject &object, qint64 nowMs)
{
    Reader reader(object);
    ChannelEvent event;
    const QString channel = reader.text("channel"_L1, FieldClass::Identifier);
    event.externalId = reader.text("external_id"_L1, FieldClass::Identifier);
    if (reader.error())
        return fail(*reader.error());
    if (channel.isEmpty())
        return refuse(u"timeline.missing"_s, {u"channel"_s});
    event.channel = channelCode(channel);
    if (event.channel.isEmpty())
        return refuse(u"timeline.badChannel"_s, {channel.left(40)});
    if (event.externalId.isEmpty())
        return refuse(u"timeline.missing"_s, {u"external_id"_s});
    event.id = channelEventId(event.channel, event.externalId);

    const Result<qint64> at = readTime(object.value("at"_L1), nowMs);
    if (!at)
        return fail(at.error());
    event.atMs = *at;
    const Result<qint64> seconds = readDuration(object.value("duration_s"_L1));
    if (!seconds)
        return fail(seconds.error());
    event.durationSeconds = *seconds;

    if (const QString written = reader.text("direction"_L1, FieldClass::Identifier); !written.isEmpty()) {
        event.direction = direction(written);
        if (event.direction.isEmpty())
            return refuse(u"timeline.badDirection"_s, {written.left(40)});
    }
    // One line: a subject's line breaks are spaces.
    event.subject = reader.text("subject"_L1, FieldClass::Name, subjectLimit);
    event.body = reader.text("body"_L1, FieldClass::FreeText);
    event.authorName = reader.text("author"_L1, FieldClass::Name);
    event.ticketNumber = reader.text("ticket"_L1, FieldClass::Identifier);
    if (event.ticketNumber.startsWith(u'#'))
        event.ticketNumber.remove(0, 1);

    const QJsonValue details = object.value("details"_L1);
    if (details.isObject()) {
        event.details = details.toObject();
        if (QJsonDocument(event.details).toJson(QJsonDocument::Compact).size() > detailsLimit)
            return refuse(u"timeline.tooLong"_s, {u"details"_s, QString::number(detailsLimit)});
    } else if (!details.isUndefined() && !details.isNull()) {
        return refuse(u"timeline.wrongType"_s, {u"details"_s});
    }
    Result<CustomerKey> whose = readWhose(reader);
    if (reader.error())
        return fail(*reader.error());
    if (!whose)
        return fail(whose.error());
    event.whose = std::move(*whose);
    if (event.subject.isEmpty() && event.body.isEmpty() && event.durationSeconds == 0 && event.ticketNumber.isEmpty()
        && event.details.isEmpty())
        return refuse(u"timeline.nothingInIt"_s);
    event.cleaned = reader.cleaned();
    return event;
}

Change channelEventInsert(const ChannelEvent &event, const Id &customer, const Id &ticket)
{
    QJsonObject details = event.details;
    if (ticket.isNull() && !event.ticketNumber.isEmpty())
        details.insert("ticket"_L1, event.ticketNumber);
    Change change = Change::insert(interaction::entity, event.id);
    change.set(interaction::customer, customer)
        .set(interaction::channel, event.channel)
        .set(interaction::direction, event.direction)
        .set(interaction::at, event.atMs)
        .set(interaction::subject, event.subject)
        .set(interaction::body, event.body)
        .set(interaction::author_name, event.authorName)
        .set(interaction::ticket, ticket)
        .set(interaction::external_id, event.externalId);
    if (event.durationSeconds > 0)
        change.set(interaction::duration_s, event.durationSeconds);
    if (!details.isEmpty())
        change.set(interaction::details, QString::fromUtf8(QJsonDocument(details).toJson(QJsonDocument::Compact)));
    return change;
}

} // namespace kemai
