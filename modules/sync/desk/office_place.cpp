// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/desk/office_place.h"

#include "store/migration.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <sodium.h>

namespace kemai::sync {

using namespace Qt::StringLiterals;

namespace {

const QString placeFact = u"sync.office"_s;

QString base64(const QByteArray &bytes) { return QString::fromLatin1(bytes.toBase64()); }
QByteArray bytesOf(const QJsonValue &value) { return QByteArray::fromBase64(value.toString().toLatin1()); }

QJsonObject toJson(const wire::Lease &lease)
{
    return {{u"device"_s, lease.device.toString()}, {u"user"_s, lease.user.toString()}, {u"until"_s, lease.untilMs},
            {u"issued"_s, lease.issued.value}, {u"signature"_s, base64(lease.signature)}};
}

wire::Lease leaseFrom(const QJsonObject &object)
{
    wire::Lease lease;
    lease.device = Id::fromString(object.value("device"_L1).toString());
    lease.user = Id::fromString(object.value("user"_L1).toString());
    lease.untilMs = object.value("until"_L1).toInteger();
    lease.issued.value = object.value("issued"_L1).toInteger();
    lease.signature = bytesOf(object.value("signature"_L1));
    return lease;
}

} // namespace

bool isSignedBy(const wire::Lease &lease, const QByteArray &serverKey)
{
    const QByteArray message = wire::signedLease(lease);
    return serverKey.size() == crypto_sign_PUBLICKEYBYTES && lease.signature.size() == crypto_sign_BYTES
        && crypto_sign_verify_detached(reinterpret_cast<const unsigned char *>(lease.signature.constData()),
                                       reinterpret_cast<const unsigned char *>(message.constData()), quint64(message.size()),
                                       reinterpret_cast<const unsigned char *>(serverKey.constData())) == 0;
}

void OfficePlace::take(const wire::SessionResponse &session, qint64 nowMs)
{
    user = session.user;
    policy = session.policy;
    lastContactMs = nowMs;
    if (serverKey.isEmpty())
        serverKey = bytesOf(QJsonDocument::fromJson(policy).object().value("server_key"_L1));
    if (isSignedBy(session.lease, serverKey))
        lease = session.lease;
}

Result<OfficePlace> officePlace(StoreRecords &records)
{
    const auto text = storeFact(records.database(), placeFact);
    if (!text)
        return fail(text.error());
    OfficePlace place;
    if (text->isEmpty())
        return place;
    const QJsonObject object = QJsonDocument::fromJson(text->toUtf8()).object();
    place.address = {QUrl(object.value("url"_L1).toString()), object.value("authority"_L1).toString().toUtf8()};
    place.login = object.value("login"_L1).toString();
    place.deviceName = object.value("device_name"_L1).toString();
    place.user = Id::fromString(object.value("user"_L1).toString());
    place.serverKey = bytesOf(object.value("server_key"_L1));
    place.policy = object.value("policy"_L1).toString().toUtf8();
    place.lastContactMs = object.value("last_contact"_L1).toInteger(-1);
    if (object.contains("lease"_L1))
        place.lease = leaseFrom(object.value("lease"_L1).toObject());
    if (place.isNull())
        return fail(Error::Code::Corrupt, u"sync.placeUnreadable"_s, u"the fact of the office cannot be read"_s);
    return place;
}

Result<> setOfficePlace(StoreRecords &records, const OfficePlace &place)
{
    QJsonObject object{{u"url"_s, place.address.url.toString()}, {u"authority"_s, QString::fromUtf8(place.address.authority)},
                       {u"login"_s, place.login}, {u"device_name"_s, place.deviceName}, {u"user"_s, place.user.toString()},
                       {u"server_key"_s, base64(place.serverKey)}, {u"policy"_s, QString::fromUtf8(place.policy)}, {u"last_contact"_s, place.lastContactMs}};
    if (place.lease)
        object.insert("lease"_L1, toJson(*place.lease));
    return setStoreFact(records.database(), placeFact, QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)));
}

Result<Secret> StoreKeys::read(const QString &entry)
{
    const auto hex = storeFact(m_records.database(), u"key."_s + entry);
    if (!hex)
        return fail(hex.error());
    if (hex->isEmpty())
        return fail(Error::Code::NotFound, u"vault.keyMissing"_s, u"the store keeps no such key"_s);
    return Secret(QByteArray::fromHex(hex->toLatin1()));
}

Result<> StoreKeys::write(const QString &entry, const Secret &secret)
{
    return setStoreFact(m_records.database(), u"key."_s + entry, QString::fromLatin1(secret.view().toByteArray().toHex()));
}

Result<> StoreKeys::remove(const QString &entry)
{
    return setStoreFact(m_records.database(), u"key."_s + entry, QString());
}

} // namespace kemai::sync
