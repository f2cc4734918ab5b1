// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The demo company: a believable company of inside sales and service with its customers, their numbers and what
 * happened with them, written through Records::commit with history like everything else. The same generator makes
 * the large sets that are measured.
 *
 * Seeded: the same options give the same records, byte for byte, on every machine; times are relative to nowMs and
 * fall into the desk's working hours. With at least demoStoryCustomers customers and demoStoryInteractions interactions
 * the stories of the pictures come first (张敏 and her ticket #20418 ..., customers entered twice, missed calls). Numbers, addresses and names are
 * stored in the normal forms an import of the same written text would give.
 *
 * Runs on the caller's thread (the store's writer); the next change set is made on a second thread meanwhile.
 * People and companies are invented; mobile numbers are valid in form and may exist.
 */
#pragma once

#include "base/id.h"
#include "schema/records.h"

#include <functional>

namespace kemai {

inline constexpr qint64 demoStoryCustomers = 40;
inline constexpr int demoTwins = 5;        // of the stories' customers so many were entered twice
inline constexpr int demoMissedNumbers = 3; // numbers that called in vain yesterday and today
inline constexpr qint64 demoStoryInteractions = 400;
inline constexpr qint64 demoLongTimeline = 100'000; // interactions of one customer, in sets of at least a million

struct DemoOptions {
    qint64 customers = 2'000;
    qint64 interactions = 40'000;
    quint64 seed = 1;
    qint64 nowMs = 0;           // the end of the two years that are told
    qint64 offsetMs = 8 * 3'600'000; // the desk's zone, east of UTC: work begins at nine there
    int foreignPerMille = 40;   // customers with English names, numbers and texts
    int changesOfSet = 20'000;  // about so many changes are committed at once
};

struct DemoCounts {
    qint64 customers = 0;
    qint64 contacts = 0;
    qint64 phones = 0;
    qint64 emails = 0;
    qint64 addresses = 0;
    qint64 interactions = 0;
    qint64 others = 0; // teams, users, tags, leads, opportunities, tickets, tasks, promises
    qint64 sets = 0;
    Id batch;          // an import batch, so that a demo can be taken back as a whole
    Id longTimeline;   // the customer with demoLongTimeline interactions; null if there is none

    friend bool operator==(const DemoCounts &, const DemoCounts &) = default;
};

// Called after each commit; false stops (what is committed stays, its batch is marked canceled).
using DemoProgress = std::function<bool(qint64 customers, qint64 ofCustomers)>;

// Exactly options.customers customers, three phones for each on the average, exactly options.interactions interactions.
// Errors: as Records::commit(); Busy "demo.canceled"; Invalid "demo.tooFew" (interactions without a customer).
[[nodiscard]] Result<DemoCounts> generateDemo(Records &records, const DemoOptions &options, const DemoProgress &progress = {});

} // namespace kemai
