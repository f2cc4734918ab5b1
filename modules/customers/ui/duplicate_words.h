// SPDX-License-Identifier: GPL-3.0-or-later
// What a match is called in the language of the moment: its level as a tag, its reasons as one line. GUI thread only.
#pragma once

#include "customers/duplicate_match.h"
#include "widgets/tag.h"

#include <QCoreApplication>

namespace kemai {

class DuplicateWords
{
    Q_DECLARE_TR_FUNCTIONS(kemai::DuplicateWords)

public:
    static Tag level(int score);                        // "98 same", with a tone
    static QString reasons(const QList<Error> &reasons); // "same name and number (...) · same area"
};

} // namespace kemai
