// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * What went wrong, for a caller that acts on the code and a person who reads the text.
 *
 * A code exists only because some caller acts differently on it. The text a person reads is translated
 * where it is shown: `id` names the sentence (ErrorText in the user interface and in kemaictl maps it),
 * `details` fills its placeholders, and `log` is English for the log and never holds customer data.
 */
#pragma once

#include <QString>
#include <QStringList>

namespace kemai {

struct Error {
    enum class Code {
        Invalid,  // refused at a field: show it there, keep what was typed
        Denied,   // who may is told
        NotFound,
        Conflict, // show both values
        Busy,     // somebody else holds it: retry, no dialog
        Offline,  // retry later, no dialog
        Corrupt,  // stop writing, offer the backup; never delete, never recreate
        Io,       // the disk or the system refused; the user's text is kept
    };

    Code code = Code::Io;
    QString id;          // "store.wrongPassphrase": stable, translated where shown
    QString log;         // English, no customer data
    QStringList details; // %1, %2 ... of the translated sentence; may hold what the user typed
};

inline Error makeError(Error::Code code, QString id, QString log = {}, QStringList details = {})
{
    return {code, std::move(id), std::move(log), std::move(details)};
}

} // namespace kemai
