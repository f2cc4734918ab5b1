// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/region.h"

#include "text/address.h"
#include "text/clean.h"

#include <algorithm>
#include <array>

namespace kemai {

namespace {

struct NumberPlace {
    DivisionCode province;
    DivisionCode city;
};
struct AreaPlace {
    quint16 code;
    quint16 place;
};
#include "text/number_places.inc"

bool isAllDigits(QStringView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

// The first two digits of a postcode (China Post, GB/T 10114): the province.
struct PostcodeRange {
    int first;
    int last;
    DivisionCode province;
};

constexpr PostcodeRange postcodeRanges[]
    = {{1, 2, 15},   {3, 4, 14},   {5, 7, 13},   {10, 10, 11}, {11, 12, 21}, {13, 13, 22}, {15, 16, 23}, {20, 20, 31},
       {21, 22, 32}, {23, 24, 34}, {25, 27, 37}, {30, 30, 12}, {31, 32, 33}, {33, 34, 36}, {35, 36, 35}, {40, 40, 50},
       {41, 42, 43}, {43, 44, 42}, {45, 47, 41}, {51, 52, 44}, {53, 54, 45}, {55, 56, 52}, {57, 57, 46}, {61, 64, 51},
       {65, 67, 53}, {71, 72, 61}, {73, 74, 62}, {75, 75, 64}, {81, 81, 63}, {83, 84, 65}, {85, 86, 54}};

DivisionCode provinceOfPostcode(int firstTwo)
{
    for (const PostcodeRange &range : postcodeRanges) {
        if (firstTwo >= range.first && firstTwo <= range.last)
            return range.province;
    }
    return 0;
}

std::optional<InferredRegion> regionAt(size_t place, RegionSource source)
{
    const auto [province, city] = numberPlaces[place];
    return province == 0 ? std::nullopt : std::optional(InferredRegion{province, city, source});
}

// By the first seven digits.
std::optional<InferredRegion> regionOfMobile(QStringView national)
{
    constexpr quint32 first = 1'300'000;
    constexpr quint32 places = 512;
    const quint32 digits = national.first(7).toUInt();
    if (digits < first)
        return std::nullopt;
    const auto behind = std::upper_bound(std::begin(mobilePlaces), std::end(mobilePlaces), (digits - first) * places + places - 1);
    return behind == std::begin(mobilePlaces) ? std::nullopt : regionAt(*std::prev(behind) % places, RegionSource::MobilePrefix);
}

std::optional<InferredRegion> regionOfLandline(quint16 code)
{
    const auto found = std::lower_bound(std::begin(areaPlaces), std::end(areaPlaces), code, [](const AreaPlace &one, quint16 wanted) { return one.code < wanted; });
    return found == std::end(areaPlaces) || found->code != code ? std::nullopt : regionAt(found->place, RegionSource::LandlineCode);
}

bool hasTwoDigits(QStringView areaCode) // 10 and 2x, where others have three
{
    return areaCode.startsWith(u"10") || areaCode.startsWith(u'2');
}

} // namespace

std::optional<InferredRegion> regionOfCity(QStringView city)
{
    if (city.size() > addressLimit)
        return std::nullopt;
    const Address address = parseAddress(city);
    if (address.province != 0)
        return InferredRegion{address.province, address.city, RegionSource::CityName};
    const QString cleaned = clean(FieldClass::Identifier, city.toString()).text;
    if (const DivisionCode province = provinceByName(cleaned))
        return InferredRegion{province, isMunicipality(province) ? province : 0, RegionSource::CityName};
    return std::nullopt;
}

std::optional<InferredRegion> regionOfAddress(QStringView address)
{
    const Address parsed = parseAddress(address);
    if (parsed.province == 0)
        return std::nullopt;
    return InferredRegion{parsed.province, parsed.city, RegionSource::AddressText};
}

std::optional<InferredRegion> regionOfPostcode(QStringView postcode)
{
    if (postcode.size() > 32)
        return std::nullopt;
    const QString digits = clean(FieldClass::Identifier, postcode.toString()).text;
    if (digits.size() != 6 || !isAllDigits(digits))
        return std::nullopt;
    const DivisionCode province = provinceOfPostcode(QStringView(digits).first(2).toInt());
    if (province == 0)
        return std::nullopt;
    return InferredRegion{province, isMunicipality(province) ? province : 0, RegionSource::Postcode};
}

std::optional<InferredRegion> regionOfNumber(QStringView e164)
{
    if (e164.startsWith(u"+852"))
        return InferredRegion{81, 0, RegionSource::LandlineCode};
    if (e164.startsWith(u"+853"))
        return InferredRegion{82, 0, RegionSource::LandlineCode};
    if (e164.startsWith(u"+886"))
        return InferredRegion{71, 0, RegionSource::LandlineCode};
    if (!e164.startsWith(u"+86"))
        return std::nullopt;
    const QStringView national = e164.sliced(3);
    if (national.size() < 7 || national.size() > 12 || !isAllDigits(national) || national.startsWith(u"400")
        || national.startsWith(u"800"))
        return std::nullopt;
    if (national.size() == 11 && national.front() == u'1' && !national.startsWith(u"10"))
        return regionOfMobile(national);
    return regionOfLandline(national.first(hasTwoDigits(national) ? 2 : 3).toUShort());
}

std::optional<InferredRegion> regionOfAreaCode(QStringView areaCode)
{
    if (areaCode.startsWith(u'0'))
        areaCode = areaCode.sliced(1);
    if (areaCode.size() < 2 || areaCode.size() > 3 || !isAllDigits(areaCode))
        return std::nullopt;
    if (hasTwoDigits(areaCode) != (areaCode.size() == 2))
        return std::nullopt;
    return regionOfLandline(areaCode.toUShort());
}

std::optional<InferredRegion> regionOfIdNumber(QStringView idNumber)
{
    if (idNumber.size() > 64)
        return std::nullopt;
    const QString digits = clean(FieldClass::Identifier, idNumber.toString()).text.toUpper();
    if (digits.size() != 18 || !isAllDigits(QStringView(digits).first(17)))
        return std::nullopt;
    // GB 11643: the last character checks the others, so a mistyped number infers nothing.
    static constexpr std::array<int, 17> weights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (size_t at = 0; at < weights.size(); ++at)
        sum += weights[at] * digits[static_cast<qsizetype>(at)].digitValue();
    if (digits.back() != QStringView(u"10X98765432")[sum % 11])
        return std::nullopt;
    const DivisionCode province = QStringView(digits).first(2).toUInt();
    if (!divisionOf(province))
        return std::nullopt;
    const DivisionCode city = QStringView(digits).first(4).toUInt();
    return InferredRegion{province,
                          isMunicipality(province) ? province
                              : divisionOf(city)   ? city
                                                   : 0,
                          RegionSource::IdPrefix};
}

std::optional<InferredRegion> inferRegion(const RegionClues &clues)
{
    if (!clues.city.isEmpty()) {
        if (const auto region = regionOfCity(clues.city))
            return region;
    }
    if (!clues.address.isEmpty()) {
        if (const auto region = regionOfAddress(clues.address))
            return region;
    }
    if (!clues.postcode.isEmpty()) {
        if (const auto region = regionOfPostcode(clues.postcode))
            return region;
    }
    if (clues.address.size() >= 6) {
        const QStringView address = QStringView(clues.address).trimmed();
        if (address.size() >= 6) {
            const bool endsThere = address.size() == 6 || !address[address.size() - 7].isDigit();
            if (const auto region = endsThere ? regionOfPostcode(address.last(6)) : std::nullopt)
                return region;
        }
    }
    std::optional<InferredRegion> mobile;
    for (const QString &number : clues.e164) {
        const auto region = regionOfNumber(number);
        if (region && region->source == RegionSource::LandlineCode)
            return region;
        if (!mobile)
            mobile = region;
    }
    if (mobile)
        return mobile;
    return clues.idNumber.isEmpty() ? std::nullopt : regionOfIdNumber(clues.idNumber);
}

} // namespace kemai
