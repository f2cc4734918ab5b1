// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault/harden.h"

#include <QtGlobal>

#include <sodium.h>

#ifdef Q_OS_UNIX
#  include <sys/resource.h>
#endif
#ifdef Q_OS_LINUX
#  include <sys/prctl.h>
#endif

namespace kemai {

bool hardenProcess()
{
    bool done = sodium_init() >= 0;
#ifdef Q_OS_UNIX
    const rlimit none{0, 0};
    done = setrlimit(RLIMIT_CORE, &none) == 0 && done;
#endif
#ifdef Q_OS_LINUX
    // Also when core_pattern pipes the dump to a program, where RLIMIT_CORE 0 alone is not obeyed.
    done = prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 && done;
#endif
    return done;
}

} // namespace kemai
