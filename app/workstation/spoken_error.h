// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * An Error in the words and the tone of the window's language.
 */
#pragma once

#include "base/error_text.h"
#include "widgets/language.h"
#include "widgets/tokens.h"

namespace kemai {

inline QString spoken(const Error &error)
{
    return errorText(error, language().tongue() == Tongue::Chinese ? ErrorLanguage::Chinese : ErrorLanguage::English);
}

// What can be tried again warns; what needs a decision is danger.
inline Tone toneOf(const Error &error)
{
    return error.code == Error::Code::Busy || error.code == Error::Code::Offline ? Tone::Warning : Tone::Danger;
}

} // namespace kemai
