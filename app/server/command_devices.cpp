// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"

#include "server/totp.h"

#include <QDateTime>
#include <QJsonArray>

namespace kemai {

namespace {

QString stateCode(ledger::DeviceState state)
{
    switch (state) {
    case ledger::DeviceState::Active: return QStringLiteral("active");
    case ledger::DeviceState::Revoked: return QStringLiteral("revoked");
    case ledger::DeviceState::Wiped: return QStringLiteral("wiped");
    }
    return {};
}

} // namespace

Exit runToken(OfficeSession &office)
{
    if (office.arguments.operands.isEmpty())
        return office.missingOperand("LOGIN");
    const auto hours = office.arguments.number("hours", 24, 1, 24 * 30);
    if (!hours)
        return office.failed(hours.error());
    const auto account = office.userNamed(office.arguments.operands.first());
    if (!account)
        return office.failed(account.error());
    const QByteArray token = randomToken();
    const qint64 expires = Clock::system().nowMs() + *hours * 3'600'000;
    if (const auto put = ledger::IdentityLedger(**office.connection(), Clock::system()).putToken(tokenHash(token), account->id, {}, expires); !put)
        return office.failed(put.error());
    office.out.line(QString::fromLatin1(token));
    office.out.note(office.out.say(u"登记一台工作站，有效至 ", u"Enrols one workstation, until ") + QDateTime::fromMSecsSinceEpoch(expires).toString(Qt::ISODate));
    office.out.result(QJsonObject{{QStringLiteral("token"), QString::fromLatin1(token)}, {QStringLiteral("expires_ms"), expires}, {QStringLiteral("user"), account->id.toString()}});
    return Exit::Done;
}

// Shown this once: the secret is kept sealed with the server's key, the recovery codes as hashes.
Exit runUserTotp(OfficeSession &office)
{
    if (office.arguments.operands.isEmpty())
        return office.missingOperand("LOGIN");
    const auto key = office.key();
    if (!key)
        return office.failed(key.error());
    const auto account = office.userNamed(office.arguments.operands.first());
    if (!account)
        return office.failed(account.error());
    const QByteArray secret = makeTotpSecret();
    const QStringList codes = makeRecoveryCodes();
    QList<QByteArray> hashes;
    for (const QString &code : codes)
        hashes << recoveryHash(code, account->id.bytes().toByteArray());
    if (const auto set = ledger::IdentityLedger(**office.connection(), Clock::system()).setTotp(account->id, key->seal(secret, account->id), hashes); !set)
        return office.failed(set.error());
    const QString uri = totpUri(QStringLiteral("Kemai"), account->login, secret);
    office.out.line(uri);
    for (const QString &code : codes)
        office.out.line(code);
    office.out.note(office.out.say(u"请立即保存：以上内容不会再次显示。", u"Keep these now: they are not shown again."));
    office.out.result(QJsonObject{{QStringLiteral("uri"), uri}, {QStringLiteral("recovery"), QJsonArray::fromStringList(codes)}});
    return Exit::Done;
}

Exit runDeviceList(OfficeSession &office)
{
    if (office.arguments.operands.isEmpty())
        return office.missingOperand("LOGIN");
    const auto account = office.userNamed(office.arguments.operands.first());
    if (!account)
        return office.failed(account.error());
    const auto devices = ledger::IdentityLedger(**office.connection(), Clock::system()).devices(account->id);
    if (!devices)
        return office.failed(devices.error());
    QJsonArray list;
    for (const ledger::Device &device : *devices) {
        list << QJsonObject{{QStringLiteral("id"), device.id.toString()}, {QStringLiteral("label"), device.label}, {QStringLiteral("state"), stateCode(device.state)},
                            {QStringLiteral("last_mid"), device.lastMid}, {QStringLiteral("last_seen_ms"), device.lastSeenMs}};
        office.out.line(device.id.toString() + QStringLiteral("  ") + stateCode(device.state).leftJustified(8) + u' '
                        + QDateTime::fromMSecsSinceEpoch(device.lastSeenMs).toString(Qt::ISODate) + QStringLiteral("  ") + device.label);
    }
    office.out.result(QJsonObject{{QStringLiteral("devices"), list}});
    return Exit::Done;
}

Exit runDeviceRevoke(OfficeSession &office)
{
    if (office.arguments.operands.isEmpty())
        return office.missingOperand("DEVICE");
    const Id id = Id::fromString(office.arguments.operands.first());
    if (id.isNull())
        return office.failed(makeError(Error::Code::Invalid, QStringLiteral("office.notAnId"), {}, {office.arguments.operands.first()}));
    const auto connection = office.connection();
    if (!connection)
        return office.failed(connection.error());
    ledger::IdentityLedger identity(**connection, Clock::system());
    if (const auto there = identity.device(id); !there)
        return office.failed(there.error());
    if (const auto done = identity.revokeDevice(id); !done)
        return office.failed(done.error());
    office.out.line(office.out.say(u"已吊销。设备下次联系服务器时会先上传未发送的修改，然后清除数据。",
                                   u"Revoked. At its next contact the device hands its unsent changes over, then wipes."));
    office.out.result(QJsonObject{{QStringLiteral("id"), id.toString()}, {QStringLiteral("state"), QStringLiteral("revoked")}});
    return Exit::Done;
}

} // namespace kemai
