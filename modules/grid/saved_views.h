// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Saved views: layouts of a grid under a name, one's own and those colleagues share. Rules over Records; any thread.
 */
#pragma once

#include "schema/records.h"
#include "schema/schema.h"

namespace kemai {

struct SavedView {
    Record record;
    QString name;
    QByteArray layout; // JSON; not judged yet (GridLayout::fromJson)
    bool mine = false;
    bool shared = false;
};

// Of this entity: mine first, then what others share; by name.
Result<QList<SavedView>> savedViews(Records &records, const Entity &subject, const Id &me);

// Under a name I have already it takes the place of that view. Errors: Invalid "grid.viewNameless", "text.tooLong".
Result<Committed> saveView(Records &records, const Entity &subject, const QString &name, const QByteArray &layout, bool shared, const Id &me,
                           qint64 nowMs);

// Errors: Denied "grid.viewOfOther".
Result<Committed> withdrawView(Records &records, const SavedView &view, const Id &me);

} // namespace kemai
