// SPDX-License-Identifier: GPL-3.0-or-later
// serve: until SIGTERM or SIGINT; SIGHUP reads the certificate again.
#include "commands.h"

#include "ledger/migration.h"
#include "server/server.h"

#include <csignal>

#include <sys/resource.h>

namespace kemai {

namespace {

// A connection is a file descriptor; the unit's hard limit says how many there may be.
void raiseFileLimit()
{
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
        limit.rlim_cur = limit.rlim_max;
        (void)setrlimit(RLIMIT_NOFILE, &limit);
    }
}

} // namespace

Exit runServe(OfficeSession &office)
{
    sigset_t awaited; // before there is any thread, which would otherwise take them
    sigemptyset(&awaited);
    for (const int signal : {SIGTERM, SIGINT, SIGHUP})
        sigaddset(&awaited, signal);
    pthread_sigmask(SIG_BLOCK, &awaited, nullptr);
    raiseFileLimit();

    auto settings = readServerSettings(office.file(), QProcessEnvironment::systemEnvironment());
    if (!settings)
        return office.failed(settings.error());
    const auto key = office.key();
    if (!key)
        return office.failed(key.error());
    // A database of another version is refused here; one that is away is not: it may come back.
    if (const auto fits = office.connection(); !fits && fits.error().code != Error::Code::Offline)
        return office.failed(fits.error());

    Log log(settings->logLevel);
    Server server(*settings, *key, log);
    if (const Result<> started = server.start(); !started)
        return office.failed(started.error());
    for (;;) {
        int signal = 0;
        if (sigwait(&awaited, &signal) != 0 || signal != SIGHUP)
            break;
        (void)server.reloadCertificate(); // logged; the old one stays if it cannot be read
    }
    server.stop();
    return Exit::Done;
}

} // namespace kemai
