// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The one way a typed, pasted or imported value enters a record (R124): cleaned, checked, and with its normal form.
 *
 * Form, import and command line call cleanField() and nothing else, so the same dirty input gives the same result
 * by any entrance. Bounded work: a value beyond its class's limit is refused before anything is parsed.
 * Pure and thread-safe.
 */
#pragma once

#include "base/result.h"
#include "text/clean.h"
#include "text/phone.h"

#include <QDate>

namespace kemai {

struct FieldContext {
    QDate today;                           // for dates; without it a date in the future is not refused
    QString region = QStringLiteral("CN"); // of numbers without a country code
    bool spreadsheetDates = false;         // this column holds serial numbers for days
};

struct CleanField {
    QString text;   // what the record keeps; empty if the raw value holds nothing visible
    QString normal; // what is compared and searched: folded name, company core, address code and rest, lower-case
                    // email, ISO date, first E.164 (or digits), folded identifier; empty for FreeText
    Cleanings did;  // changes to what was typed, beyond the normal form
    QList<PhoneNumber> phones; // Phone only
    QDate date;                // Date only

    bool isEmpty() const { return text.isEmpty(); }
};

// The longest cleaned text a class takes, in UTF-16 code units.
[[nodiscard]] qsizetype fieldLimit(FieldClass fieldClass);

// An empty value is no error, whatever the class. A Phone cell that is no number is no error either: its one entry is
// Unknown, and the caller decides. Errors (Invalid): text.tooLong; text.email..., text.date... as their headers say.
[[nodiscard]] Result<CleanField> cleanField(FieldClass fieldClass, const QString &raw,
                                            const FieldContext &context = {});

} // namespace kemai
