// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Phone numbers for seeded data: each at most once, spread over all ranges, and at once in the normal forms that
 * parsePhones() gives for their written form (a test compares them).
 */
#pragma once

#include "demo/people.h"

#include <QHash>

namespace kemai::demo {

struct NumberText {
    QString written;   // as somebody types it: 138 0013 8000, 021-62888888 转 801
    QString e164;
    QString extension;
    QString digits;
    QString region;    // ISO 3166
    const char16_t *line = u"mobile"; // phone.line
};

class Numbers
{
public:
    explicit Numbers(quint64 seed);

    NumberText mobile(Dice &dice);
    NumberText landline(Dice &dice, const Place &place);
    NumberText foreign(Dice &dice, const ForeignPlace &place);

    static NumberText mobileOf(const QString &digits); // 13812345678
    static NumberText extended(NumberText number, int extension);

private:
    quint64 m_offset;
    quint64 m_mobiles = 0;
    QHash<const void *, quint64> m_perPlace;
};

} // namespace kemai::demo
