// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * storedZip(): a ZIP archive (PKWARE APPNOTE 6.3) of a few small files, not compressed, names in UTF-8. Every system opens it
 * by a double click, which is all a support bundle needs. Pure.
 */
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

namespace kemai {

struct ZipEntry {
    QString name;
    QByteArray content;
};

QByteArray storedZip(const QList<ZipEntry> &entries, const QDateTime &when);

} // namespace kemai
