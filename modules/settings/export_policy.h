// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * May customers be written into a file that is not encrypted? What the settings AllowExport and ExportRowCap say; every
 * export asks before it writes its first row.
 */
#pragma once

#include "settings/settings.h"

namespace kemai {

// Errors: Denied "settings.exportForbidden"; Denied "settings.exportCap" (details: rows, the most).
inline Result<> mayExport(const Settings &settings, qint64 rows)
{
    if (!settings.isOn(setting::allowExport))
        return fail(Error::Code::Denied, QStringLiteral("settings.exportForbidden"));
    const int most = settings.number(setting::exportRowCap);
    if (most > 0 && rows > most)
        return fail(Error::Code::Denied, QStringLiteral("settings.exportCap"), {}, {QString::number(rows), QString::number(most)});
    return {};
}

} // namespace kemai
