// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * KeyStore: where the operating system keeps secrets for a signed-in user (Secret Service or KWallet, the
 * macOS keychain, the Windows credential store), through QtKeychain.
 *
 * An entry is named by a store's file id, under the service "Kemai". Nothing is ever kept in clear: the
 * library's plain-text fallback stays off. Calls block the calling thread until the key store answers, at
 * most for the given time (the user may be looking at its unlock prompt), and work from any thread, with or
 * without an event loop there: the jobs run on one thread of their own, because QtKeychain's queue belongs
 * to the thread that used it first. Not to be called on the GUI thread.
 *
 * Errors: NotFound "vault.keyMissing" (the key store answers, and has no such entry), Offline
 * "vault.noKeyStore" (there is none, or it cannot be reached), Busy "vault.keyStoreSilent" (no answer in
 * time), Denied "vault.keyStoreDenied" (locked and not unlocked, or refused by the user).
 */
#pragma once

#include "base/result.h"
#include "vault/secret.h"

#include <QString>

namespace kemai {

class KeyStore
{
public:
    virtual ~KeyStore() = default;
    virtual Result<Secret> read(const QString &entry) = 0;
    virtual Result<> write(const QString &entry, const Secret &secret) = 0;
    virtual Result<> remove(const QString &entry) = 0; // also when there is none

    static KeyStore &system();
};

class Keychain : public KeyStore
{
public:
    explicit Keychain(int timeoutMs = 60'000) : m_timeoutMs(timeoutMs) { }

    Result<Secret> read(const QString &entry) override;
    Result<> write(const QString &entry, const Secret &secret) override;
    Result<> remove(const QString &entry) override;

private:
    int m_timeoutMs;
};

} // namespace kemai
