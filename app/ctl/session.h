// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Session: what a command works with: its arguments, where it prints, and the store, opened when first asked for.
 */
#pragma once

#include "arguments.h"
#include "output.h"

#include "schema/schema.h"
#include "store/store.h"

#include <memory>

namespace kemai {

class Session
{
public:
    Session(Arguments given, Output &output) : arguments(std::move(given)), out(output) { }

    const Arguments arguments;
    Output &out;

    QString directory() const; // --store, or the user's own
    bool givesPassphrase() const { return arguments.has("passphrase-file"); }
    // The content of --passphrase-file (- for standard input) without its line end; or typed, if this is a terminal.
    Result<Unlock> passphrase() const;
    // What the store asks for.
    Result<Unlock> unlock() const;
    Result<Store *> store();
    void closeStore() { m_store.reset(); }

    // A customer named by its id, or by a search that finds exactly one.
    Result<Id> customer(const QString &named);
    // Who acts: --as, else the account of this computer's user, as far as the store knows him.
    Result<Id> actingUser(Store &store) const;

private:
    std::unique_ptr<Store> m_store;
};

} // namespace kemai
