// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The keys this process holds, by handle. Threads: any.
 */
#pragma once

#include "vault/page_cipher.h"

namespace kemai {

// Null if the handle names no key. What is open keeps its key when the handle is released.
std::shared_ptr<const DatabaseKey> heldKey(KeyHandle handle);

// The key for files whose URI names none. Only the bench library sets it: its harness knows no URI.
void setKeyOfUnnamedFiles(KeyHandle handle);
KeyHandle keyOfUnnamedFiles();

} // namespace kemai
