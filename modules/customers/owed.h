// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * What is owed to a customer, written at the desk: tasks and promises are added, edited, put off, done and opened again, and
 * withdrawn. Each act is one change set, so undo takes it back whole. Rules over Records; any thread.
 *
 * Errors: Invalid "customers.emptyOwed" (no words), "text.tooLong"; NotFound "records.notFound"; Conflict; as commit().
 */
#pragma once

#include "schema/records.h"

namespace kemai {

enum class OwedKind : quint8 { Task, Promise };

struct Owed {
    OwedKind kind = OwedKind::Task;
    Id customer;
    QString text;
    qint64 dueMs = 0; // 0: none
    Id interaction;   // from which it came; may be null
    Id author;
    QString authorName;
};

Result<Committed> addOwed(Records &records, const Owed &owed, qint64 nowMs);
// Words and day; what is the same is not written. `seen`: the task or promise as the author saw it.
Result<Committed> editOwed(Records &records, const Record &seen, const QString &text, qint64 dueMs, const Id &author, qint64 nowMs);
Result<Committed> putOffOwed(Records &records, const Record &seen, qint64 dueMs, const Id &author, qint64 nowMs);
Result<Committed> withdrawOwed(Records &records, const Record &seen, const Id &author, qint64 nowMs);

// Of a task or promise.
QString owedText(const Record &taskOrPromise);
qint64 owedDueMs(const Record &taskOrPromise);
bool owedIsDone(const Record &taskOrPromise);

} // namespace kemai
