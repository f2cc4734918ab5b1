// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * What every endpoint works with: the database, the key, the clock and the log (Office), and who asks (Caller).
 */
#pragma once

#include "base/clock.h"
#include "server/connection_pool.h"
#include "server/live.h"
#include "server/log.h"
#include "server/metrics.h"
#include "server/server_key.h"
#include "server/settings.h"

namespace kemai {

struct Office {
    const ServerSettings &settings;
    const ServerKey &key;
    const Clock &clock;
    ConnectionPool &database;
    Log &log;
    Metrics &metrics;
    Live &live;
};

struct Caller {
    Id user;
    Id device;
    int schema = 0; // X-Schema; 0: not said
    QByteArray address;
    QByteArray token; // its hash
};

} // namespace kemai
