// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Snapshot: which transactions of the server had committed at one moment, as PostgreSQL's pg_snapshot says it
 * (https://www.postgresql.org/docs/15/functions-info.html#FUNCTIONS-PG-SNAPSHOT): every one below xmin, none from xmax
 * on, and between them those that are not in the list of the ones in progress. Cursor: how far a device has read the feed.
 *
 * A cursor is a snapshot, never a sequence number: a sequence is assigned before a commit and seen after it, so "seq >"
 * loses rows (sync.md 2.1). Text form of PostgreSQL: xmin:xmax:xip,xip ... Values; any thread.
 */
#pragma once

#include "base/result.h"

#include <QList>

#include <optional>

namespace kemai::wire {

struct Snapshot {
    quint64 xmin = 1;
    quint64 xmax = 1;
    QList<quint64> inProgress; // ascending, each in [xmin, xmax)

    // Whether the transaction had committed, as far as this snapshot can say (an aborted one leaves no rows).
    bool sees(quint64 xid) const;
    // Whether everything the other one sees is seen here.
    bool includes(const Snapshot &other) const;

    QString toString() const;
    // Errors: Invalid "wire.malformed". At most 20,000 in progress.
    static Result<Snapshot> fromString(QStringView text);

    friend bool operator==(const Snapshot &, const Snapshot &) = default;
};

// {base, to, after}: everything base sees has been read; while the difference to `to` is read in pages, `after` is the
// last sequence number of the page before. Between two rounds there is no `to`.
struct Cursor {
    Snapshot base;
    std::optional<Snapshot> to;
    qint64 after = 0;

    friend bool operator==(const Cursor &, const Cursor &) = default;
};

} // namespace kemai::wire
