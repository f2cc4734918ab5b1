// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Names of people and companies in the forms they are compared in.
 *
 * The stored name is never changed; these are the normal forms beside it. Reads the first nameLimit characters.
 * Pure and thread-safe; linear.
 */
#pragma once

#include <QString>

namespace kemai {

constexpr qsizetype nameLimit = 512;

// Case, width, accents' composition and spaces folded: "ＡＮＮ  Lee" -> "ann lee", 张 伟 -> 张伟 (a space between two
// Han characters says nothing). Traditional characters stay what they are.
[[nodiscard]] QString foldedName(QStringView name);

struct PersonName {
    QString folded;  // foldedName() without the title: 张伟
    QString surname; // 张, 欧阳; empty if the name is not Han or begins with no known surname
    QString given;   // 伟; empty as well then
    QString title;   // 先生, 经理, mr: kept apart, it is no part of the name; empty if none

    friend bool operator==(const PersonName &, const PersonName &) = default;
};

// 张伟先生 -> 张|伟|先生; 欧阳经理 -> 欧阳||经理. A name of which nothing would remain keeps all.
[[nodiscard]] PersonName personName(QStringView name);

// What makes the company this one: legal forms left out at the end, brackets folded, case and width folded.
// 上海客脉（集团）有限公司 -> 上海客脉集团, "Kemai Co., Ltd." -> "kemai". A name that is all legal form stays as it is.
[[nodiscard]] QString companyCore(QStringView name);

} // namespace kemai
