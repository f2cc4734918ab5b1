// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Phone numbers: one cell as people write it, in; every number of it, in E.164 and as written, out.
 *
 * libphonenumber is the judge of what is a number (ITU-T E.164, CN numbering plan). On top of it stand the ways of
 * writing it does not know: several numbers in a cell, 转801, -801, #801, labels (手机：...), full-width and
 * invisible characters, spreadsheet floats (13800138000.0), service numbers (95588, 10086, 110). No number is ever
 * invented: digits are never added, dropped or guessed; what is no number comes back as Unknown with its text.
 *
 * Bounded: at most phoneCellLimit characters of a cell are read, at most phoneCountLimit numbers come out; a cell
 * beyond either is one Unknown entry. Pure and thread-safe.
 */
#pragma once

#include <QList>
#include <QString>

namespace kemai {

constexpr qsizetype phoneCellLimit = 512; // characters
constexpr qsizetype phoneCountLimit = 32;

enum class PhoneKind {
    Mobile,
    Landline, // also where mobile and landline look alike (North America)
    TollFree, // 400, 800 and the like
    Service,  // 95588, 10086, 110: only dialled inside the country, no E.164
    Foreign,  // any other valid number outside mainland China, of whatever type
    Unknown,  // no number could be read; written holds the text
};

struct PhoneNumber {
    QString written;   // as written, cleaned of invisible characters, width folded; without the label
    QString e164;      // "+8613800138000"; empty for Service and Unknown
    QString extension; // digits after 转, ext, #, -; empty if none
    PhoneKind kind = PhoneKind::Unknown;
    QString digits; // for search: as dialled inside its country, "13800138000", "02162888888", "95588"; country code
                    // and number for Foreign; the digits written for Unknown
    QString region; // ISO 3166 "CN", "HK", "US"; empty for Unknown
    QString label;  // text beside the number: "手机", "张经理"; empty if none

    bool isNumber() const { return kind != PhoneKind::Unknown; }
    friend bool operator==(const PhoneNumber &, const PhoneNumber &) = default;
};

// Every number of the cell in its order; empty for a cell without text. A cell that cannot be read as numbers gives
// one Unknown entry with all its text. region: where numbers without a country code are dialled.
[[nodiscard]] QList<PhoneNumber> parsePhones(QStringView cell, const QString &region = QStringLiteral("CN"));

// The languages an extension is shown in: 转 801 or ext. 801.
enum class PhoneWords { Chinese, English };

// In local format: "138 0013 8000", "021-6288 8888 转 801", "400-820-8820", "+44 20 7183 8750".
// Text that is no E.164 number comes back as it is (service numbers, numbers as written).
[[nodiscard]] QString displayPhone(QStringView e164, QStringView extension = {},
                                   PhoneWords words = PhoneWords::Chinese);

} // namespace kemai
