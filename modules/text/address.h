// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * An address, parted into province, city, district and the rest.
 *
 * Folds what people write to the official divisions: 北京朝阳, 北京市朝阳区 and 中国 北京市 朝阳区 are all 110105. A
 * district that several cities have (朝阳区) is not guessed: districtCandidates holds all it may be, and
 * sameArea() takes two addresses as one area if nothing in them contradicts (R002). Street names are not mistaken for
 * places (北京西路 is a road).
 *
 * Reads the first addressLimit characters; linear. Pure and thread-safe.
 */
#pragma once

#include "text/division.h"

#include <QList>
#include <QString>

namespace kemai {

constexpr qsizetype addressLimit = 512;

struct Address {
    DivisionCode province = 0;
    DivisionCode city = 0;                  // for the municipalities the same as province
    DivisionCode district = 0;              // 0 also where districtCandidates has several
    QList<DivisionCode> districtCandidates; // where the district is named but not which city's
    QString rest;                           // road, number, building ... as written

    QString provinceName() const { return divisionName(province); }
    QString cityName() const { return divisionName(city); }
    QString districtName() const;
    bool hasArea() const { return province != 0 || !districtCandidates.isEmpty(); }
    friend bool operator==(const Address &, const Address &) = default;
};

// text: cleaned (FieldClass::Address) or raw. city: what another field says of the city or province, if anything;
// it completes and disambiguates, and never overrides what the text says itself.
[[nodiscard]] Address parseAddress(QStringView text, QStringView city = {});

// True if both name an area and no level that both know differs.
[[nodiscard]] bool sameArea(const Address &a, const Address &b);

// For comparisons: the most exact division code, then the rest without spaces and punctuation, folded:
// "110105建国门外大街1号".
[[nodiscard]] QString foldedAddress(const Address &address);

} // namespace kemai
