// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/codec.h"

#include "wire/json_parts.h"

#include <QJsonDocument>

namespace kemai::wire {

using namespace Qt::StringLiterals;
using json::bytes;
using json::of;
using json::text;

namespace {

void insertIf(QJsonObject &object, QLatin1StringView name, const Id &id)
{
    if (!id.isNull())
        object.insert(name, of(id));
}

} // namespace

QByteArray Codec::write(const PushRequest &m) const
{
    QJsonObject object{{u"v"_s, wireVersion}, {u"have"_s, of(m.have)}, {u"mask_ver"_s, m.maskVersion}, {u"oldest"_s, m.oldest}, {u"acts"_s, of(m.sets)}, {u"mutations"_s, of(m.mutations)}};
    insertIf(object, "epoch"_L1, m.epoch);
    return text(object);
}

QByteArray Codec::write(const PushResponse &m) const
{
    QJsonObject object{{u"last_mid"_s, m.lastMid}, {u"outcomes"_s, of(m.outcomes)}, {u"mask_ver"_s, m.maskVersion}, {u"rows"_s, of(m.rows)}, {u"conflicts"_s, of(m.conflicts)}, {u"hlc"_s, m.serverTime.value}};
    if (m.expectedMid > 0)
        object.insert("expected_mid"_L1, m.expectedMid);
    return text(object);
}

QByteArray Codec::write(const PullRequest &m) const
{
    QJsonObject object{{u"v"_s, wireVersion}, {u"have"_s, of(m.have)}, {u"mask_ver"_s, m.maskVersion}, {u"limit"_s, m.limit}};
    insertIf(object, "epoch"_L1, m.epoch);
    if (m.cursor)
        object.insert("cursor"_L1, of(*m.cursor));
    return text(object);
}

QByteArray Codec::write(const PullResponse &m) const
{
    QJsonObject gone;
    for (const RowKey &key : m.gone) {
        const QString table = QString::fromLatin1(key.entity->name);
        QJsonArray ids = gone.value(table).toArray();
        ids.append(of(key.id));
        gone.insert(table, ids);
    }
    QJsonObject object{{u"epoch"_s, of(m.epoch)}, {u"cursor"_s, of(m.cursor)}, {u"up"_s, of(m.up)}, {u"gone"_s, gone}, {u"conflicts"_s, of(m.conflicts)}, {u"add"_s, of(m.add)},
                       {u"drop"_s, of(m.drop)}, {u"resnapshot"_s, of(m.resnapshot)}, {u"more"_s, m.more}, {u"hlc"_s, m.serverTime.value}};
    if (m.mask)
        object.insert("mask"_L1, of(*m.mask));
    return text(object);
}

QByteArray Codec::write(const EscrowRequest &m) const
{
    return text({{u"v"_s, wireVersion}, {u"device"_s, of(m.device)}, {u"acts"_s, of(m.sets)}, {u"mutations"_s, of(m.mutations)}, {u"last"_s, m.last}});
}

QByteArray Codec::write(const EscrowResponse &m) const
{
    return text({{u"stored_mid"_s, m.storedMid}});
}

QByteArray Codec::write(const LoginRequest &m) const
{
    QJsonObject object{{u"v"_s, wireVersion}, {u"user"_s, m.user}, {u"password"_s, m.password}, {u"public_key"_s, bytes(m.publicKey)}, {u"device_name"_s, m.deviceName}};
    if (!m.totp.isEmpty())
        object.insert("totp"_L1, m.totp);
    if (!m.enrolment.isEmpty())
        object.insert("enrolment"_L1, m.enrolment);
    insertIf(object, "device"_L1, m.device);
    return text(object);
}

QByteArray Codec::write(const LoginResponse &m) const
{
    return text({{u"device"_s, of(m.device)}, {u"challenge"_s, bytes(m.challenge)}, {u"epoch"_s, of(m.epoch)}});
}

QByteArray Codec::write(const ChallengeRequest &m) const
{
    return text({{u"device"_s, of(m.device)}});
}

QByteArray Codec::write(const ChallengeResponse &m) const
{
    return text({{u"challenge"_s, bytes(m.challenge)}, {u"epoch"_s, of(m.epoch)}});
}

QByteArray Codec::write(const SessionRequest &m) const
{
    return text({{u"v"_s, wireVersion}, {u"device"_s, of(m.device)}, {u"challenge"_s, bytes(m.challenge)}, {u"signature"_s, bytes(m.signature)}, {u"schema"_s, m.schema}});
}

QByteArray Codec::write(const SessionResponse &m) const
{
    QJsonObject object{{u"token"_s, m.token}, {u"expires"_s, m.expiresMs}, {u"user"_s, of(m.user)}, {u"epoch"_s, of(m.epoch)}, {u"last_mid"_s, m.lastMid},
                       {u"schema_oldest"_s, m.schemaOldest}, {u"schema_newest"_s, m.schemaNewest}, {u"lease"_s, of(m.lease)}, {u"hlc"_s, m.serverTime.value}};
    if (!m.policy.isEmpty())
        object.insert("policy"_L1, QJsonDocument::fromJson(m.policy).object());
    return text(object);
}

QByteArray Codec::write(const Live &m) const
{
    switch (m.kind) {
    case Live::Kind::Poke: return "{\"t\":\"poke\"}";
    case Live::Kind::Revoked: return "{\"t\":\"revoked\"}";
    case Live::Kind::Present: return "{\"t\":\"present\"}";
    case Live::Kind::Schema: break;
    }
    return text({{u"t"_s, u"schema"_s}, {u"oldest"_s, m.schemaOldest}, {u"newest"_s, m.schemaNewest}});
}

QByteArray Codec::write(const PresenceRequest &m) const
{
    QJsonObject object{{u"v"_s, wireVersion}, {u"tbl"_s, QString::fromLatin1(m.entity->name)}, {u"id"_s, of(m.record)}};
    if (m.editing)
        object.insert("editing"_L1, true);
    if (m.leaving)
        object.insert("leaving"_L1, true);
    return text(object);
}

QByteArray Codec::write(const PresenceResponse &m) const
{
    QJsonArray others;
    for (const Present &one : m.others)
        others.append(QJsonObject{{u"user"_s, of(one.user)}, {u"name"_s, one.name}, {u"editing"_s, one.editing}, {u"since"_s, one.sinceMs}});
    return text({{u"others"_s, others}});
}

QByteArray Codec::write(const Refusal &m) const
{
    QJsonObject object{{u"status"_s, m.status}, {u"reason"_s, m.reason}};
    insertIf(object, "epoch"_L1, m.epoch);
    if (m.expectedMid > 0)
        object.insert("expected_mid"_L1, m.expectedMid);
    if (m.lastMid >= 0)
        object.insert("last_mid"_L1, m.lastMid);
    if (m.retryAfterS > 0)
        object.insert("retry_after"_L1, m.retryAfterS);
    if (m.wipe)
        object.insert("wipe"_L1, true);
    return text(object);
}

QByteArray Codec::write(const Mutation &m) const { return text(of(m)); }
QByteArray Codec::write(const Outcome &m) const { return text(of(m)); }
QByteArray Codec::write(const Conflict &m) const { return text(of(m)); }
QByteArray Codec::write(const Lease &m) const { return text(of(m)); }

QByteArray signedSession(const QByteArray &challenge, const Id &device, const Id &epoch)
{
    return "kemai session 1\n" + challenge.toHex() + '\n' + device.toString().toLatin1() + '\n' + epoch.toString().toLatin1();
}

QByteArray signedLease(const Lease &lease)
{
    return "kemai lease 1\n" + lease.device.toString().toLatin1() + '\n' + lease.user.toString().toLatin1() + '\n'
        + QByteArray::number(lease.untilMs) + '\n' + QByteArray::number(lease.issued.value);
}

} // namespace kemai::wire
