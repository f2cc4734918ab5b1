// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/phone_judge.h"

#include <phonenumbers/phonenumberutil.h>
#include <phonenumbers/shortnumberinfo.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <string_view>

namespace kemai::phone {

namespace {

using Util = i18n::phonenumbers::PhoneNumberUtil;

const Util &library()
{
    static const Util &instance = *Util::GetInstance();
    return instance;
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

std::string digitsOf(std::string_view text)
{
    std::string digits;
    digits.reserve(text.size());
    std::copy_if(text.begin(), text.end(), std::back_inserter(digits), isDigit);
    return digits;
}

// Numbers dialled only inside mainland China. libphonenumber's short numbers know the emergency and carrier ones and
// 955xx; the ranges of the numbering plan (MIIT, telecommunications network code numbers) are added: 95xxx(x) and
// 96xxx(x) enterprises and public service, 10xxx carriers, 12xxx public service hotlines.
bool isMainlandService(std::string_view digits)
{
    if (digits.size() < 3 || digits.size() > 8)
        return false;
    if (digits.size() == 3)
        return digits == "110" || digits == "112" || digits == "114" || digits == "117" || digits == "119"
            || digits == "120" || digits == "121" || digits == "122" || digits == "999";
    const std::string_view two = digits.substr(0, 2);
    if (two == "95")
        return digits.size() >= 5;
    if (two == "96")
        return digits.size() >= 5 && digits.size() <= 6;
    if (two == "10")
        return digits.size() == 5 && (digits[2] == '0' || digits[2] == '1');
    if (two == "12" || two == "11")
        return digits.size() == 5 || digits == "116114" || digits == "118114";
    return false;
}

// The verdict on a mainland national number; GetNumberType is UNKNOWN exactly where IsValidNumber says no.
Verdict verdictOnMainland(const i18n::phonenumbers::PhoneNumber &number)
{
    Verdict verdict;
    switch (library().GetNumberType(number)) {
    case Util::UNKNOWN:
        return {};
    case Util::MOBILE:
        verdict.kind = PhoneKind::Mobile;
        break;
    case Util::TOLL_FREE:
    case Util::SHARED_COST: // 400: the caller pays a local call
    case Util::PREMIUM_RATE:
        verdict.kind = PhoneKind::TollFree;
        break;
    default:
        verdict.kind = PhoneKind::Landline;
        break;
    }
    const std::string national = std::to_string(number.national_number());
    if (national.size() == 10 && (national.starts_with("400") || national.starts_with("800")))
        verdict.kind = PhoneKind::TollFree;
    verdict.e164 = "+86" + national;
    verdict.region = "CN";
    verdict.digits = verdict.kind == PhoneKind::Landline ? "0" + national : national;
    return verdict;
}

// A mainland landline written without its trunk 0 (a spreadsheet ate it) can only be told from the remains of a
// mobile number where the area code shows: 10 and 2x with eight digits, or set apart (755-26888888).
bool showsAreaCode(std::string_view written, std::string_view digits)
{
    if (digits.size() == 10 && (digits.starts_with("10") || digits[0] == '2'))
        return digits[2] >= '2' && digits[2] <= '8';
    if (digits.size() != 10 && digits.size() != 11)
        return false;
    size_t inGroup = 0;
    size_t at = written.find_first_of("0123456789");
    for (; at < written.size() && isDigit(written[at]); ++at)
        ++inGroup;
    return inGroup == 3 && digits[0] >= '3' && digits[3] >= '2' && digits[3] <= '8';
}

// "852-9123 4567", "(886)2-2712 3456": Hong Kong, Macau or Taiwan without the plus, the code set apart.
bool namesNeighbor(std::string_view text)
{
    const size_t start = text.find_first_of("0123456789");
    const std::string_view rest = text.substr(start == std::string_view::npos ? text.size() : start);
    return (rest.starts_with("852") || rest.starts_with("853") || rest.starts_with("886")) && rest.size() > 3
        && !isDigit(rest[3]);
}

// 1-212-736-5000: nobody groups a mainland mobile number so.
bool isGroupedAsNorthAmerican(std::string_view text)
{
    std::string groups;
    char run = '0';
    for (size_t at = 0; at <= text.size(); ++at) {
        if (at < text.size() && isDigit(text[at])) {
            ++run;
        } else if (run != '0') {
            groups += run;
            run = '0';
        }
    }
    return groups == "1334" && text[text.find_first_of("0123456789")] == '1';
}

} // namespace

Verdict judgeByLibrary(const std::string &text, const std::string &region)
{
    i18n::phonenumbers::PhoneNumber number;
    if (library().Parse(text, region, &number) != Util::NO_PARSING_ERROR)
        return {};
    if (number.country_code() == 86 && !number.italian_leading_zero())
        return verdictOnMainland(number);
    Verdict verdict;
    library().GetRegionCodeForNumber(number, &verdict.region);
    if (!library().IsValidNumberForRegion(number, verdict.region))
        return {};
    library().Format(number, Util::E164, &verdict.e164);
    verdict.kind = PhoneKind::Foreign;
    verdict.digits = verdict.e164.substr(1);
    return verdict;
}

Verdict judgeTrunk(const std::string &digits)
{
    i18n::phonenumbers::PhoneNumber number;
    number.set_country_code(86);
    number.set_national_number(std::stoull(digits.substr(1)));
    return verdictOnMainland(number);
}

bool isMainlandMobileByLibrary(const std::string &elevenDigits)
{
    const Verdict verdict = judgeByLibrary(elevenDigits, "CN");
    return verdict.kind == PhoneKind::Mobile && verdict.e164 == "+86" + elevenDigits;
}

bool isMainlandMobile(const std::string &elevenDigits)
{
    if (elevenDigits.size() != 11 || elevenDigits[0] != '1')
        return false;
    // 0: not asked yet, 1: mobile, 2: not. Two threads may ask the same; both write the same answer.
    static std::array<std::atomic<quint8>, 10000> verdicts{};
    size_t prefix = 0;
    for (size_t at = 1; at < 5; ++at)
        prefix = prefix * 10 + static_cast<size_t>(elevenDigits[at] - '0');
    quint8 known = verdicts[prefix].load(std::memory_order_relaxed);
    if (known == 0) {
        known = isMainlandMobileByLibrary(elevenDigits) ? 1 : 2;
        verdicts[prefix].store(known, std::memory_order_relaxed);
    }
    return known == 1;
}

Verdict judge(const std::string &text, const std::string &region)
{
    std::string digits = digitsOf(text);
    if (digits.size() < 3 || digits.size() > 20)
        return {};
    const bool plus = text.find('+') != std::string::npos;

    if (region == "CN") {
        if (!plus && digits.size() == 11 && isGroupedAsNorthAmerican(text)) {
            if (const Verdict verdict = judgeByLibrary("+" + digits, region))
                return verdict;
        }
        const std::string_view all(digits);
        std::string_view national = all;
        if (national.size() == 15 && national.starts_with("0086"))
            national.remove_prefix(4);
        else if (national.size() == 13 && national.starts_with("86"))
            national.remove_prefix(2);
        // A group in parentheses may be a trunk prefix: the library's business.
        if (national.size() == 11 && national[0] == '1' && (!plus || national.size() != all.size())
            && text.find('(') == std::string::npos) {
            const std::string mobile(national);
            if (isMainlandMobile(mobile))
                return {"+86" + mobile, PhoneKind::Mobile, "CN", mobile};
        }
        if (!plus && isMainlandService(all) && digits.size() == text.size())
            return {{}, PhoneKind::Service, "CN", digits};
    }

    if (digits.size() < 7) // shorter than any number with a country or area code
        return {};
    if (region == "CN" && !plus && digits.size() >= 10 && digits.size() <= 12 && digits[0] == '0' && digits[1] != '0')
        return judgeTrunk(digits);
    Verdict verdict = judgeByLibrary(text, region);
    if (region == "CN" && !plus && verdict && verdict.e164.starts_with("+86")) {
        const bool trunk = digits[0] == '0';
        const bool countryCode = digits.starts_with("86") && digits.size() > 11;
        if (verdict.kind == PhoneKind::Landline && !trunk && !countryCode && !showsAreaCode(text, digits))
            verdict = {};
    }
    if (!verdict && region == "CN" && !plus && namesNeighbor(text))
        verdict = judgeByLibrary("+" + digits, region);
    return verdict;
}

} // namespace kemai::phone
