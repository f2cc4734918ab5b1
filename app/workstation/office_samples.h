// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * What the pictures of the tour show of an office: made-up changes, conflicts and states, since a tour has no server.
 */
#pragma once

#include "sync/desk/office.h"

#include <QHash>

namespace kemai {

struct OfficeSample {
    sync::OfficeQueue queue;
    QList<sync::ConflictLine> conflicts;
    QHash<Id, QString> names;
    sync::OfficeStatus offline;
    sync::OfficeStatus uploading;
    sync::OfficePlace place;
    Id me;
};

OfficeSample officeSample(qint64 nowMs);

} // namespace kemai
