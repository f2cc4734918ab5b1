// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/mutation.h"

#include <array>

namespace kemai::wire {

qint64 Mutation::previousOf(int field) const
{
    for (const Previous &one : previous)
        if (one.field == field)
            return one.mid;
    return 0;
}

QString verdictCode(Verdict verdict)
{
    constexpr std::array<const char16_t *, 4> codes{u"ok", u"noop", u"conflict", u"denied"};
    return QString::fromUtf16(codes[size_t(verdict)]);
}

Id conflictId(const Id &device, qint64 mid, const QString &unit)
{
    static const Id space = Id::fromString(u"6a1f4c0e-52b7-5d1b-9f38-2f0d3c7b9a41");
    const QByteArray name = device.bytes().toByteArray() + QByteArray::number(mid) + ' ' + unit.toUtf8();
    return Id::fromName(space, name);
}

} // namespace kemai::wire
