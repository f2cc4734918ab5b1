// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * OfficePlace: what a store keeps of the office it is enrolled in, encrypted like everything in it; null values in a store that is not.
 * The functions belong to the thread of the records they are given.
 */
#pragma once

#include "store/store_records.h"
#include "sync/desk/office_link.h"
#include "vault/keychain.h"
#include "wire/messages.h"

namespace kemai::sync {

struct OfficePlace {
    OfficeAddress address;
    QString login;
    QString deviceName;
    Id user;               // who works here, from the first session on
    QByteArray serverKey;  // Ed25519, that signs leases; the first session's is believed from then on
    std::optional<wire::Lease> lease;
    QByteArray policy;     // JSON of the last session: role, rights, read_only
    qint64 lastContactMs = -1;

    bool isNull() const { return address.url.isEmpty(); }

    // Of a new session: user, policy and, if its signature is the server's, the lease.
    void take(const wire::SessionResponse &session, qint64 nowMs);
};

bool isSignedBy(const wire::Lease &lease, const QByteArray &serverKey);

Result<OfficePlace> officePlace(StoreRecords &records); // Errors: Corrupt "sync.placeUnreadable"
Result<> setOfficePlace(StoreRecords &records, const OfficePlace &place);

// The device's private key where there is no key store of the system: in the encrypted store itself.
class StoreKeys : public KeyStore
{
public:
    explicit StoreKeys(StoreRecords &records) : m_records(records) { }
    Result<Secret> read(const QString &entry) override; // Errors: NotFound "vault.keyMissing"
    Result<> write(const QString &entry, const Secret &secret) override;
    Result<> remove(const QString &entry) override;

private:
    StoreRecords &m_records;
};

} // namespace kemai::sync
