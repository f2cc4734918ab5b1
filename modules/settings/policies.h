// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * What an administrator prescribed on this computer: names of policies (setting.h) and their values.
 *
 *     Linux     /etc/kemai/policies.json, one JSON object: {"IdleLockMinutes": 10, "AllowExport": false}
 *     Windows   HKEY_LOCAL_MACHINE\Software\Policies\Kemai, values of the same names (REG_DWORD, REG_SZ)
 *     macOS     /Library/Managed Preferences/cn.kemai.workstation.plist, keys of the same names
 *
 * Where they stand is fixed when the program is built: a policy that an environment or a command line can move binds
 * nobody. A value that cannot be read is left out and named in `problems` (English, for the log and the diagnostics);
 * the others still count. No file: no policies. Any thread; reads the disk.
 */
#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

namespace kemai {

struct Policies {
    QHash<QString, QString> values; // by the setting's key, as readValue() gives them
    QStringList problems;
};

QString policyPlace(); // the file, or the registry's key

Policies readPolicies(const QString &place = policyPlace());

} // namespace kemai
