// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * errorText(): the sentence a person reads for an Error: what happened, what was kept, what to do.
 *
 * The sentences stand in the "## Errors" table of each module's README.md, in Chinese and English, and are built
 * into the program from there, so that what is documented is what is shown. %1, %2 ... are error.details. An id
 * without a sentence gives a general one that names the id. Any thread.
 */
#pragma once

#include "base/error.h"

namespace kemai {

enum class ErrorLanguage : quint8 { Chinese, English };

QString errorText(const Error &error, ErrorLanguage language);

// The ids that have a sentence, sorted: for tests.
QStringList knownErrorIds();

} // namespace kemai
