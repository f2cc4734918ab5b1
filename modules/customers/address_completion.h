// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Completing an address from those of our own customers, offline (R071): 国贸三期 and gmsq complete to 北京市朝阳区建国门外大街1号
 * 国贸三期B座12层. Rule over Records; any thread.
 */
#pragma once

#include "schema/records.h"

#include <QStringList>

namespace kemai {

struct LearnedAddress {
    QString written;
    int customers = 0; // among those looked at that have it
};

// The addresses that hold what was typed (text, pinyin or initials), each once, those of more customers first, then the
// more exact ones; nothing for fewer than two characters. What is typed whole already is no completion.
Result<QList<LearnedAddress>> completeAddress(Records &records, const QString &typed, int limit = 8);

} // namespace kemai
