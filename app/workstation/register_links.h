// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * `kemai --register-handlers`: kemai: and tel: links of this person open in this program. On Linux a desktop file
 * (resources/linux/kemai.desktop, with this program's path) below XDG_DATA_HOME and xdg-mime; on Windows and macOS the installer
 * does it (installer/windows/links.wxs, installer/macos/Info.plist).
 */
#pragma once

#include "base/result.h"

#include <QString>

namespace kemai {

// What was done, in English, for the terminal. Errors: Io "links.write", "links.xdgMime", "links.platform".
Result<QString> registerLinks();

// The desktop file with the program's path as the specification quotes it.
QByteArray desktopFile(QByteArray shipped, const QString &program);

} // namespace kemai
