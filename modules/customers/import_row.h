// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * ImportRow: one row of an import file, cleaned and read: what the file says of one customer, before anybody has
 * looked whether we know them.
 *
 * Nothing readable is lost and nothing is invented:
 * - a phone or email that cannot be read is kept as it is written, with a warning;
 * - a birthday that is no certain date is kept in the note ("生日: 90年春天"), with a warning;
 * - a row without name, company and readable phone is rejected, and so is one with a cell beyond its limit;
 * - a guard against formulas (formats/formula_guard.h) and Excel's ="..." are taken off.
 *
 * Pure functions of their input; any thread.
 */
#pragma once

#include "customers/mapping.h"
#include "customers/normal_forms.h"
#include "formats/table_reader.h"

#include <optional>

namespace kemai {

struct ImportRow {
    qint64 line = 0;
    QString raw;
    QStringList cells; // as in the file, of a row with something to tell: rejected or with warnings; empty if it could not be read
    std::optional<Error> rejected; // why nothing of the row is imported
    QList<Error> warnings;         // the row is imported; what to look at
    bool cleaned = false;          // invisible characters, odd spaces or widths were taken out of a cell

    Id id; // of an exported customer; null: the file names none
    QString name;
    QString nameNormal;
    QString company;
    QString city;
    QString province;     // inferred, never typed (R123)
    QString provinceFrom; // "city", "address", "phone" ...
    QString source;
    QString birthday; // ISO
    QString note;
    QString custom; // JSON object, keys in order; empty: none
    QList<PhoneNumber> phones;
    QList<EmailText> emails;
    QStringList addresses;

    // What makes the row the same as another one: name and number, one for each readable number; of a row without one
    // a hash of all it says.
    QList<quint64> identities;
    bool hasNumber() const;
};

struct ImportRowContext {
    CustomerMapping mapping;
    QStringList headings;
    QString region = QStringLiteral("CN"); // where numbers without a country code are dialled
    qint64 todayMs = 0;
};

ImportRow readImportRow(const TableRow &row, const ImportRowContext &context);

// Several addresses of one customer in one cell.
inline constexpr char16_t addressSeparator[] = u" || ";

// The identities of a customer, from the same parts, for comparison with a row's.
quint64 numberIdentity(const QString &nameNormal, const QString &phoneIdentity);
struct CustomerContent {
    QString nameNormal, name, company, city, source, birthday, note, custom;
    QStringList phones;    // as written
    QStringList emails;    // as written
    QStringList addresses; // as written
};
quint64 contentIdentity(const CustomerContent &content);

// The written form of a number as it is stored: with its label, unless that only says "phone".
QString writtenForm(const PhoneNumber &number);

} // namespace kemai
