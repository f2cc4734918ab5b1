// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * A key store in memory, and one that is not there: what tests put in place of the system's.
 */
#pragma once

#include "vault/keychain.h"

#include <QHash>

#include <map>

class MemoryKeyStore : public kemai::KeyStore
{
public:
    kemai::Result<kemai::Secret> read(const QString &entry) override
    {
        const auto found = entries.find(entry);
        if (found == entries.end())
            return kemai::fail(kemai::Error::Code::NotFound, QStringLiteral("vault.keyMissing"));
        return found->second.copy();
    }
    kemai::Result<> write(const QString &entry, const kemai::Secret &secret) override
    {
        if (!forgets)
            entries[entry] = secret.copy();
        return {};
    }
    kemai::Result<> remove(const QString &entry) override
    {
        entries.erase(entry);
        return {};
    }

    std::map<QString, kemai::Secret> entries;
    bool forgets = false;
};

class AbsentKeyStore : public kemai::KeyStore
{
public:
    kemai::Result<kemai::Secret> read(const QString &) override { return kemai::fail(absent()); }
    kemai::Result<> write(const QString &, const kemai::Secret &) override { return kemai::fail(absent()); }
    kemai::Result<> remove(const QString &) override { return kemai::fail(absent()); }

private:
    static kemai::Error absent()
    {
        return kemai::makeError(kemai::Error::Code::Offline, QStringLiteral("vault.noKeyStore"));
    }
};
