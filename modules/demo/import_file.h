// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * A customer file as people send it: a CSV of any length of which a share of rows is dirty, seeded, with what an import into
 * an empty store must report, known by construction.
 *
 * Headings 姓名 公司 手机 邮箱 地址 城市 来源 生日 备注. Dirty rows hold invisible characters, full-width digits, odd spaces,
 * +86 and 0086, several numbers in a cell, numbers that are none, birthdays in other forms, no city; some repeat an earlier
 * row (same name and number, written otherwise), some name nobody. Only rows that count as neither hold what the
 * cleaner takes out. Any thread; writes forwards only.
 */
#pragma once

#include "base/result.h"

#include <QIODevice>

namespace kemai {

enum class ImportFileEncoding { Utf8, Utf8WithBom, Utf16, Gb18030 };

struct ImportFileOptions {
    qint64 rows = 12'000;
    int dirtyPercent = 37; // exactly this share of every hundred rows
    quint64 seed = 1;
    ImportFileEncoding encoding = ImportFileEncoding::Utf8;
};

struct ImportFileCounts {
    qint64 rows = 0;
    qint64 dirty = 0;
    qint64 created = 0; // rows = created + duplicates + rejected
    qint64 duplicates = 0;
    qint64 rejected = 0;
    qint64 cleaned = 0; // rows from which the cleaner takes something
    qint64 numbers = 0; // readable phone numbers of the created
};

// Errors: Io "demo.writeFailed".
[[nodiscard]] Result<ImportFileCounts> writeImportFile(QIODevice &file, const ImportFileOptions &options);

} // namespace kemai
