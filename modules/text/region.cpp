// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/region.h"

#include "text/address.h"
#include "text/clean.h"

#include <phonenumbers/geocoding/phonenumber_offline_geocoder.h>
#include <phonenumbers/phonenumber.pb.h>

#include <algorithm>
#include <array>

namespace kemai {

namespace {

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

// "江苏省苏州市", "辽宁省沈阳市、铁岭市、抚顺市": the province, and the city if there is just one.
std::optional<InferredRegion> regionOfDescription(QStringView description, RegionSource source)
{
    const Address address = parseAddress(description);
    if (address.province == 0)
        return std::nullopt;
    return InferredRegion{address.province,
                          description.contains(u'、') && !isMunicipality(address.province) ? 0 : address.city, source};
}

std::optional<InferredRegion> regionOfNational(quint64 national, RegionSource source)
{
    static const i18n::phonenumbers::PhoneNumberOfflineGeocoder geocoder;
    static const icu::Locale chinese("zh");
    i18n::phonenumbers::PhoneNumber number;
    number.set_country_code(86);
    number.set_national_number(national);
    const std::string description = geocoder.GetDescriptionForValidNumber(number, chinese);
    return regionOfDescription(QString::fromStdString(description), source);
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
    const bool mobile = national.size() == 11 && national.front() == u'1';
    return regionOfNational(national.toULongLong(), mobile ? RegionSource::MobilePrefix : RegionSource::LandlineCode);
}

std::optional<InferredRegion> regionOfAreaCode(QStringView areaCode)
{
    if (areaCode.startsWith(u'0'))
        areaCode = areaCode.sliced(1);
    if (areaCode.size() < 2 || areaCode.size() > 3 || !isAllDigits(areaCode))
        return std::nullopt;
    const bool two = areaCode == u"10" || areaCode.front() == u'2';
    if (two != (areaCode.size() == 2))
        return std::nullopt;
    // The geocoder reads numbers: the code with any local number behind it.
    const quint64 code = areaCode.toULongLong();
    return regionOfNational(two ? code * 100000000 + 62345678 : code * 10000000 + 6234567, RegionSource::LandlineCode);
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
