// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The province (and the city, where it can be known) a customer's fields point to, for the province nobody typed
 * (R123).
 *
 * Every answer says from what it was inferred; the caller marks the value so and never overwrites a typed one.
 * Numbers are looked up in a table of prefixes (where the number was issued, not where its owner lives).
 * Pure and thread-safe.
 */
#pragma once

#include "text/division.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace kemai {

enum class RegionSource { CityName, AddressText, Postcode, LandlineCode, MobilePrefix, IdPrefix };

struct InferredRegion {
    DivisionCode province = 0;
    DivisionCode city = 0; // 0 where only the province is known
    RegionSource source = RegionSource::AddressText;

    QString provinceName() const { return divisionName(province); } // 上海市
    QString cityName() const { return divisionName(city); }
    friend bool operator==(const InferredRegion &, const InferredRegion &) = default;
};

[[nodiscard]] std::optional<InferredRegion> regionOfCity(QStringView city); // 苏州, Shanghai (provinces only)
[[nodiscard]] std::optional<InferredRegion> regionOfAddress(QStringView address);
[[nodiscard]] std::optional<InferredRegion> regionOfPostcode(QStringView postcode); // 200000: province only
[[nodiscard]] std::optional<InferredRegion> regionOfNumber(QStringView e164);       // +86...; Hong Kong, Macau, Taiwan
[[nodiscard]] std::optional<InferredRegion> regionOfAreaCode(QStringView areaCode); // 021, 0512
[[nodiscard]] std::optional<InferredRegion> regionOfIdNumber(QStringView idNumber); // resident identity card, 18 digits

// What is known of one customer. Any may be empty.
struct RegionClues {
    QString city;
    QString address;
    QString postcode; // also found at the end or the start of the address
    QStringList e164;
    QString idNumber;
};

// The most telling clue wins: city, address, postcode, landline, mobile, identity number.
[[nodiscard]] std::optional<InferredRegion> inferRegion(const RegionClues &clues);

} // namespace kemai
