// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Words of the trade: levels, sources, stages, relations and titles are free text, because every company has its own; the
 * usual ones are known here in both languages, so that a window in English does not say 重点 where it can say Key. A word that is not
 * known is shown as it was written, and what is stored is never changed. Any thread.
 */
#pragma once

#include <QString>

namespace kemai {

QString tradeWord(const QString &written, bool chinese);

} // namespace kemai
