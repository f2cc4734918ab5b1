// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * hardenProcess(): what every program calls first in main, before it touches a key. Afterwards the process
 * leaves no core dump, other programs of the same user cannot attach to it or read its memory (Linux), and
 * libsodium is ready. Keys themselves live in Secret, which is locked into memory and left out of dumps.
 */
#pragma once

namespace kemai {

// False when the system refused part of it: the program may go on, and says so in its log.
bool hardenProcess();

} // namespace kemai
