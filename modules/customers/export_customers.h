// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Export of all customers to a CSV file that imports back as itself: 编号 姓名 公司 手机 邮箱 地址 城市 来源 生日 备注 (or
 * English), then one column for each custom field. UTF-8 with a byte order mark, RFC 4180, cells guarded from running as
 * formulas (formats/csv_writer.h).
 *
 * Several numbers and emails of one customer stand in one cell, separated by "; ", several addresses by " || ". A number
 * is written the way it was written to us, unless that would read as another number where the file is imported; then in
 * E.164. Withdrawn and merged customers are left out. In the order of their ids, that is, of their making.
 */
#pragma once

#include "customers/mapping.h"
#include "formats/csv_writer.h"
#include "schema/records.h"

#include <functional>

namespace kemai {

enum class Language { Chinese, English };

class CustomerExport
{
public:
    struct Options {
        Language language = Language::Chinese;
        QList<CustomField> customFields;
        int chunkRows = 1000;
    };

    CustomerExport(QIODevice &file, const Options &options);

    // Writes the next rows; false when all are written. Errors: those of Records, Io formats.writeFailed.
    Result<bool> step(Records &records);

    qint64 rows() const { return m_rows; }

private:
    Result<> writeRow(const Record &record, const QStringList &phones, const QStringList &emails, const QStringList &addresses);

    CsvWriter m_writer;
    Options m_options;
    std::optional<Record> m_last;
    qint64 m_rows = 0;
    bool m_headed = false;
    bool m_finished = false;
};

// A stored number as it is written out: the way it came, unless that would read as another one.
QString exportedNumber(const Record &phone);

QStringList customerExportHeadings(Language language, const QList<CustomField> &customFields);

// The whole export in one call, with the customers' own custom fields; returns the rows. progress returns false to
// cancel (Busy "customers.exportCanceled": the file is incomplete).
Result<qint64> exportCustomers(Records &records, QIODevice &file, Language language,
                               const std::function<bool(qint64 rows)> &progress = {});

} // namespace kemai
