// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The support bundle (N20): what somebody needs to help with a fault, as a few readable files in a ZIP: versions, settings
 * with their source, the store's sizes and counts, speed and blocks of this run, the log, the schema, and what the last
 * run left if it crashed. Counts and names of our own, never a record: no name, number, address or text of a customer.
 * The log, which holds none by rule, is masked as well: long digits, addresses of mail, and Chinese.
 */
#pragma once

#include "stored_zip.h"
#include "watchdog.h"

#include "base/result.h"

#include <QFuture>

namespace kemai {

class Store;

struct BundleFacts {
    QString directory;    // of the store; only its sizes are told
    QString lastRun;      // RunMarker::last()
    QList<Block> blocks;
};

// The parts, in the order they are shown. The store may be null (locked). Counts are read on the store's reader thread.
QFuture<Result<QList<ZipEntry>>> collectBundle(Store *store, const BundleFacts &facts);

QByteArray masked(const QByteArray &log);

// Errors: Io "support.unwritable"; nothing half-written stays.
Result<> saveBundle(const QList<ZipEntry> &parts, const QString &file, const QDateTime &when);

} // namespace kemai
