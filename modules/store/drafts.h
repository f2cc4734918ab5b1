// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Drafts: what somebody typed and has not saved, so that a crash or a power cut costs a second of typing (R076, U21).
 *
 * In the encrypted store, like everything a customer's name may stand in, but in a table of its own: a draft is nobody
 * else's business, so it has no history, no outbox and no sync. A draft is named by its place ("note/<customer>"). Each
 * write is a commit of its own and on the disk when it answers. Work of the store's own threads; see Store::keepDraft().
 */
#pragma once

#include "store/database.h"

#include <QList>

namespace kemai {

struct Draft {
    QString place;
    QString text;    // empty: there is none any more
    qint64 atMs = 0; // when it was typed
};

Result<> keepDraft(Database &database, const Draft &draft);
Result<QList<Draft>> allDrafts(Database &database); // by place

} // namespace kemai
