// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * What a person sees of a file before anything is decided: what it is, its headings, its first rows, and which columns are
 * thought to be what. Reads the beginning only (a workbook whole, once). Any thread.
 */
#pragma once

#include "customers/import_customers.h"

namespace kemai {

struct ImportPreview {
    static constexpr qsizetype sampleRows = 20;

    TableForm form;
    QStringList headings;
    QList<QStringList> samples;
    CustomerMapping mapping;
    bool isRemembered = false; // the mapping is that of an earlier import
    bool isMapped = true;      // false: no heading is known; a person has to say
};

// Errors: those of openTable(); Invalid "customers.mappingTwice", "customers.mappingUnreadable".
Result<ImportPreview> previewImport(QIODevice &device, const CustomerImport::Options &options);

} // namespace kemai
