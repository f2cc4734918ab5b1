// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/codec.h"

#include "wire/json_parts.h"

#include <QJsonDocument>
#include <QSet>

namespace kemai::wire {

using namespace Qt::StringLiterals;
using json::text;

namespace {

constexpr qsizetype uploads = Limits::batchBytes; // what a server reads
constexpr qsizetype answers = Limits::answerBytes;

// Parses, reads by `fill`, and checks that all of it was there.
template <typename Message, typename Fill>
Result<Message> parsed(QByteArrayView bytesOf, qsizetype most, Fill fill)
{
    if (bytesOf.size() > most)
        return fail(Error::Code::Invalid, u"wire.tooLarge"_s, u"a message is too large"_s, {QString::number(most)});
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromRawData(bytesOf.data(), bytesOf.size()));
    JsonReader reader(document.isObject() ? QJsonValue(document.object()) : QJsonValue());
    Message message;
    if (reader.ok())
        fill(reader, message);
    if (!reader.ok())
        return fail(Error::Code::Invalid, u"wire.malformed"_s, u"a message cannot be read"_s);
    return message;
}

} // namespace

template <>
Result<PushRequest> Codec::read(QByteArrayView body) const
{
    return parsed<PushRequest>(body, uploads, [this](JsonReader &in, PushRequest &m) {
        in.number("v"_L1, 1, wireVersion);
        m.epoch = in.idOr("epoch"_L1);
        m.have = in.scopes("have"_L1);
        m.maskVersion = in.number("mask_ver"_L1);
        m.oldest = in.number("oldest"_L1, 1);
        for (const QJsonValue &one : in.array("acts"_L1, Limits::batchMutations))
            m.sets.append(json::toSetHead(in, one));
        QSet<Id> heads;
        for (const SetHead &head : std::as_const(m.sets))
            heads.insert(head.id);
        for (const QJsonValue &one : in.array("mutations"_L1, Limits::batchMutations)) {
            Mutation mutation = json::toMutation(in, one, m_vocabulary);
            if (mutation.refusal.isEmpty() && !heads.contains(mutation.set))
                mutation.refusal = u"sync.malformed"_s;
            if (!m.mutations.isEmpty() && mutation.mid != m.mutations.last().mid + 1)
                in.refuse();
            m.mutations.append(std::move(mutation));
        }
    });
}

template <>
Result<PushResponse> Codec::read(QByteArrayView body) const
{
    return parsed<PushResponse>(body, answers, [this](JsonReader &in, PushResponse &m) {
        m.lastMid = in.number("last_mid"_L1);
        m.expectedMid = in.numberOr("expected_mid"_L1, 0);
        for (const QJsonValue &one : in.array("outcomes"_L1, Limits::batchMutations))
            m.outcomes.append(json::toOutcome(in, one));
        m.maskVersion = in.number("mask_ver"_L1);
        m.rows = json::toTables(in, "rows"_L1, m_vocabulary);
        m.conflicts = json::toConflicts(in, "conflicts"_L1, m_vocabulary);
        m.serverTime = in.time("hlc"_L1);
    });
}

template <>
Result<PullRequest> Codec::read(QByteArrayView body) const
{
    return parsed<PullRequest>(body, uploads, [](JsonReader &in, PullRequest &m) {
        in.number("v"_L1, 1, wireVersion);
        m.epoch = in.idOr("epoch"_L1);
        if (in.has("cursor"_L1))
            m.cursor = json::toCursor(in, in.value("cursor"_L1));
        m.have = in.scopes("have"_L1);
        m.maskVersion = in.number("mask_ver"_L1);
        m.limit = int(in.number("limit"_L1, 1, Limits::pageKeys));
    });
}

template <>
Result<PullResponse> Codec::read(QByteArrayView body) const
{
    return parsed<PullResponse>(body, answers, [this](JsonReader &in, PullResponse &m) {
        m.epoch = in.id("epoch"_L1);
        m.cursor = json::toCursor(in, in.value("cursor"_L1));
        m.up = json::toTables(in, "up"_L1, m_vocabulary);
        const QJsonObject gone = in.object("gone"_L1);
        for (auto it = gone.begin(); it != gone.end(); ++it)
            if (const Entity *entity = m_vocabulary.named(it.key()))
                for (const QJsonValue &one : it.value().toArray())
                    m.gone.append({entity, in.toId(one)});
        m.conflicts = json::toConflicts(in, "conflicts"_L1, m_vocabulary);
        m.add = in.scopes("add"_L1);
        m.drop = in.scopes("drop"_L1);
        m.resnapshot = in.scopes("resnapshot"_L1);
        if (in.has("mask"_L1))
            m.mask = json::toMask(in, in.value("mask"_L1), m_vocabulary);
        m.more = in.flag("more"_L1);
        m.serverTime = in.time("hlc"_L1);
    });
}

template <>
Result<EscrowRequest> Codec::read(QByteArrayView body) const
{
    return parsed<EscrowRequest>(body, uploads, [this](JsonReader &in, EscrowRequest &m) {
        in.number("v"_L1, 1, wireVersion);
        m.device = in.id("device"_L1);
        for (const QJsonValue &one : in.array("acts"_L1, Limits::batchMutations))
            m.sets.append(json::toSetHead(in, one));
        for (const QJsonValue &one : in.array("mutations"_L1, Limits::batchMutations))
            m.mutations.append(json::toMutation(in, one, m_vocabulary));
        m.last = in.flag("last"_L1);
    });
}

template <>
Result<EscrowResponse> Codec::read(QByteArrayView body) const
{
    return parsed<EscrowResponse>(body, answers, [](JsonReader &in, EscrowResponse &m) { m.storedMid = in.number("stored_mid"_L1); });
}

template <>
Result<LoginRequest> Codec::read(QByteArrayView body) const
{
    return parsed<LoginRequest>(body, 64 * 1024, [](JsonReader &in, LoginRequest &m) {
        in.number("v"_L1, 1, wireVersion);
        m.user = in.text("user"_L1, 256);
        m.password = in.text("password"_L1, 1024);
        m.totp = in.textOr("totp"_L1).left(64);
        m.enrolment = in.textOr("enrolment"_L1).left(256);
        m.device = in.idOr("device"_L1);
        m.publicKey = in.bytes("public_key"_L1, 32);
        m.deviceName = in.text("device_name"_L1, 256);
        if (m.publicKey.size() != 32)
            in.refuse();
    });
}

template <>
Result<LoginResponse> Codec::read(QByteArrayView body) const
{
    return parsed<LoginResponse>(body, answers, [](JsonReader &in, LoginResponse &m) {
        m.device = in.id("device"_L1);
        m.challenge = in.bytes("challenge"_L1, 64);
        m.epoch = in.id("epoch"_L1);
    });
}

template <>
Result<ChallengeRequest> Codec::read(QByteArrayView body) const
{
    return parsed<ChallengeRequest>(body, 4096, [](JsonReader &in, ChallengeRequest &m) { m.device = in.id("device"_L1); });
}

template <>
Result<ChallengeResponse> Codec::read(QByteArrayView body) const
{
    return parsed<ChallengeResponse>(body, answers, [](JsonReader &in, ChallengeResponse &m) {
        m.challenge = in.bytes("challenge"_L1, 64);
        m.epoch = in.id("epoch"_L1);
    });
}

template <>
Result<SessionRequest> Codec::read(QByteArrayView body) const
{
    return parsed<SessionRequest>(body, 4096, [](JsonReader &in, SessionRequest &m) {
        in.number("v"_L1, 1, wireVersion);
        m.device = in.id("device"_L1);
        m.challenge = in.bytes("challenge"_L1, 64);
        m.signature = in.bytes("signature"_L1, 64);
        m.schema = int(in.number("schema"_L1, 1, 1'000'000));
        if (m.signature.size() != 64)
            in.refuse();
    });
}

template <>
Result<SessionResponse> Codec::read(QByteArrayView body) const
{
    return parsed<SessionResponse>(body, answers, [](JsonReader &in, SessionResponse &m) {
        m.token = in.text("token"_L1);
        m.expiresMs = in.number("expires"_L1);
        m.user = in.id("user"_L1);
        m.epoch = in.id("epoch"_L1);
        m.lastMid = in.number("last_mid"_L1);
        m.schemaOldest = int(in.number("schema_oldest"_L1, 0, 1'000'000));
        m.schemaNewest = int(in.number("schema_newest"_L1, 0, 1'000'000));
        m.lease = json::toLease(in, in.value("lease"_L1));
        if (in.has("policy"_L1))
            m.policy = text(in.object("policy"_L1));
        m.serverTime = in.time("hlc"_L1);
    });
}

template <>
Result<Live> Codec::read(QByteArrayView body) const
{
    return parsed<Live>(body, 4096, [](JsonReader &in, Live &m) {
        const QString kind = in.text("t"_L1);
        if (kind == "poke"_L1) {
            m.kind = Live::Kind::Poke;
        } else if (kind == "revoked"_L1) {
            m.kind = Live::Kind::Revoked;
        } else if (kind == "present"_L1) {
            m.kind = Live::Kind::Present;
        } else if (kind == "schema"_L1) {
            m.kind = Live::Kind::Schema;
            m.schemaOldest = int(in.number("oldest"_L1, 0, 1'000'000));
            m.schemaNewest = int(in.number("newest"_L1, 0, 1'000'000));
        } else {
            in.refuse();
        }
    });
}

template <>
Result<PresenceRequest> Codec::read(QByteArrayView body) const
{
    return parsed<PresenceRequest>(body, 4096, [this](JsonReader &in, PresenceRequest &m) {
        in.number("v"_L1, 1, wireVersion);
        m.entity = m_vocabulary.named(in.text("tbl"_L1));
        if (!m.entity)
            in.refuse();
        m.record = in.id("id"_L1);
        m.editing = in.flag("editing"_L1);
        m.leaving = in.flag("leaving"_L1);
    });
}

template <>
Result<PresenceResponse> Codec::read(QByteArrayView body) const
{
    return parsed<PresenceResponse>(body, answers, [](JsonReader &in, PresenceResponse &m) {
        for (const QJsonValue &one : in.array("others"_L1, Limits::present)) {
            JsonReader other(one);
            m.others.append({other.id("user"_L1), other.text("name"_L1), other.flag("editing"_L1), other.number("since"_L1)});
            if (!other.ok())
                in.refuse();
        }
    });
}

template <>
Result<Refusal> Codec::read(QByteArrayView body) const
{
    return parsed<Refusal>(body, answers, [](JsonReader &in, Refusal &m) {
        m.status = int(in.number("status"_L1, 400, 599));
        m.reason = in.text("reason"_L1);
        m.epoch = in.idOr("epoch"_L1);
        m.expectedMid = in.numberOr("expected_mid"_L1, 0);
        m.lastMid = in.numberOr("last_mid"_L1, -1);
        m.retryAfterS = int(std::min<qint64>(in.numberOr("retry_after"_L1, 0), 86'400));
        m.wipe = in.flag("wipe"_L1);
    });
}

template <>
Result<Mutation> Codec::read(QByteArrayView body) const
{
    return parsed<Mutation>(body, uploads, [this](JsonReader &in, Mutation &m) {
        m = json::toMutation(in, in.whole(), m_vocabulary);
    });
}

template <>
Result<Outcome> Codec::read(QByteArrayView body) const
{
    return parsed<Outcome>(body, uploads, [](JsonReader &in, Outcome &m) { m = json::toOutcome(in, in.whole()); });
}

template <>
Result<Conflict> Codec::read(QByteArrayView body) const
{
    return parsed<Conflict>(body, uploads, [this](JsonReader &in, Conflict &m) {
        if (auto conflict = json::toConflict(in, in.whole(), m_vocabulary))
            m = std::move(*conflict);
        else
            in.refuse();
    });
}

template <>
Result<Lease> Codec::read(QByteArrayView body) const
{
    return parsed<Lease>(body, 4096, [](JsonReader &in, Lease &m) { m = json::toLease(in, in.whole()); });
}

} // namespace kemai::wire
