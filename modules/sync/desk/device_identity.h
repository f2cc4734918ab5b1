// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * DeviceIdentity: who this desk is to the server (sync.md 5.10): a number the server gave and an Ed25519 key pair made here, of which
 * the private half never leaves the system's key store and this object. A plain value that moves; any thread.
 */
#pragma once

#include "vault/keychain.h"
#include "wire/messages.h"

namespace kemai::sync {

class DeviceIdentity
{
public:
    static DeviceIdentity make(); // a new pair; the server has not named it yet

    // What keep() wrote. Errors: as KeyStore::read(); Corrupt "sync.deviceKeyDamaged".
    static Result<DeviceIdentity> read(KeyStore &store, const QString &entry);
    // The one kept for an enrolment whose answer never came, or a new one, kept. Errors: as KeyStore::read() and write().
    static Result<DeviceIdentity> readOrMake(KeyStore &store, const QString &entry);
    Result<> keep(KeyStore &store, const QString &entry) const; // blocks as the key store does

    Id device() const { return m_device; } // null: not named yet
    void setDevice(const Id &device) { m_device = device; }
    QByteArray publicKey() const { return m_public; } // 32 bytes
    QByteArray sign(const QByteArray &message) const; // 64 bytes

private:
    Id m_device;
    QByteArray m_public;
    Secret m_secret; // 64 bytes: seed and public half, as libsodium has it
};

} // namespace kemai::sync
