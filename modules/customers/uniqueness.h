// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * How many customers are entered more than once (R013, 客户唯一性分析): of all, by source, by owner, and by the month in which the
 * surplus entries were made. Of a cluster the oldest entry counts as the customer, the later ones as surplus; so a rate says who
 * and what brings duplicates in. Counts over the open work-list: run DuplicateRun first. Reads every customer once by index
 * and table; for a report, not while typing. Rules over Records; any thread.
 */
#pragma once

#include "customers/duplicate_list.h"

#include <QMap>

namespace kemai {

struct UniquenessShare {
    qint64 customers = 0;
    qint64 surplus = 0;
    double rate() const { return customers == 0 ? 0 : double(surplus) / double(customers); }
};

struct Uniqueness {
    UniquenessShare all;
    QMap<QString, UniquenessShare> bySource; // as written; empty: none
    QHash<Id, UniquenessShare> byOwner;      // null: nobody's
    QMap<QString, qint64> surplusByMonth;    // "2026-11", of the ids' time
};

Result<Uniqueness> uniqueness(Records &records, const QList<DuplicateCluster> &clusters);

} // namespace kemai
