// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * What the command line asks of the workstation. Errors are English sentences for the terminal.
 *
 *     --store DIR             the store (default: the user's data folder)
 *     --passphrase-file F     opens, or makes, it with the first line of F; "-" is standard input
 *     --demo                  makes a demo company if the store is new
 *     --demo-customers N      its size (default 200)
 *     --lang zh_CN|en         --theme light|dark|system
 *     --call NUMBER           shows who calls; --quick-create opens the small form of a new customer
 *     LINK                    kemai://..., tel:..., callto:..., sip:... (calls/link.h)
 *     --register-handlers     makes this program the one that opens kemai: and tel: links for this person, and ends
 *     --tour DIR              renders every page as PNG and ends; --tour-only WORD: those with WORD in their name
 *     --quit-after MS         ends that long after the window stands
 *
 * A second start hands what it was asked to show to the running program (single_instance.h) and ends.
 */
#pragma once

#include "base/result.h"
#include "widgets/language.h"
#include "widgets/theme.h"

#include <optional>

namespace kemai {

struct Options {
    QString store;      // empty: the person's own place
    QString passphraseFile;
    bool demo = false;
    int demoCustomers = 200;
    std::optional<Tongue> tongue;
    std::optional<SchemeChoice> scheme;
    QString link; // what is to be shown, as a link that was understood; empty: nothing
    bool registerHandlers = false;
    QString tour;
    QString tourOnly; // empty: all pictures
    int quitAfterMs = -1;
};

// Errors: Invalid "options.invalid", "calls.link". `arguments` begins with the program's name. --help and --version print and leave.
Result<Options> readOptions(const QStringList &arguments);

QString defaultStoreDirectory();

} // namespace kemai
