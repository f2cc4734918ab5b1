// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/snapshot.h"

#include <QStringList>

#include <algorithm>

namespace kemai::wire {

namespace {
constexpr qsizetype mostInProgress = 20000;

Failure malformed()
{
    return fail(Error::Code::Invalid, QStringLiteral("wire.malformed"), QStringLiteral("not a snapshot"));
}

bool isNumber(QStringView text)
{
    return !text.isEmpty() && text.size() <= 20 && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}
} // namespace

bool Snapshot::sees(quint64 xid) const
{
    if (xid < xmin)
        return true;
    return xid < xmax && !std::binary_search(inProgress.begin(), inProgress.end(), xid);
}

bool Snapshot::includes(const Snapshot &other) const
{
    // Of what lies beyond this one's end the other may see nothing: all of it must be in progress there. By counting, because
    // the numbers come from a peer and may be far apart.
    if (other.xmax > xmax) {
        const auto beyond = std::lower_bound(other.inProgress.begin(), other.inProgress.end(), xmax);
        if (other.xmin > xmax || quint64(other.inProgress.end() - beyond) != other.xmax - xmax)
            return false;
    }
    return std::none_of(inProgress.begin(), inProgress.end(), [&other](quint64 xid) { return other.sees(xid); });
}

QString Snapshot::toString() const
{
    QString text = QString::number(xmin) % u':' % QString::number(xmax) % u':';
    for (qsizetype i = 0; i < inProgress.size(); ++i) {
        if (i > 0)
            text += u',';
        text += QString::number(inProgress[i]);
    }
    return text;
}

Result<Snapshot> Snapshot::fromString(QStringView text)
{
    const auto parts = text.split(u':');
    if (parts.size() != 3 || !isNumber(parts[0]) || !isNumber(parts[1]))
        return malformed();
    Snapshot snapshot;
    bool low = false;
    bool high = false;
    snapshot.xmin = parts[0].toULongLong(&low);
    snapshot.xmax = parts[1].toULongLong(&high);
    if (!low || !high || snapshot.xmin == 0 || snapshot.xmin > snapshot.xmax)
        return malformed();
    if (parts[2].isEmpty())
        return snapshot;
    const auto list = parts[2].split(u',');
    if (list.size() > mostInProgress)
        return malformed();
    for (const QStringView one : list) {
        bool number = false;
        const quint64 xid = isNumber(one) ? one.toULongLong(&number) : 0;
        if (!number || xid < snapshot.xmin || xid >= snapshot.xmax
            || (!snapshot.inProgress.isEmpty() && xid <= snapshot.inProgress.last()))
            return malformed();
        snapshot.inProgress.append(xid);
    }
    return snapshot;
}

} // namespace kemai::wire
