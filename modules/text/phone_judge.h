// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The judge: one run of phone characters, is it a whole number? Inside of the text module.
 *
 * Asks libphonenumber; mainland mobile numbers are answered from a table of the library's own verdicts by their
 * first five digits, filled as they are met (tests/text/tst_phone.cpp proves that five digits decide).
 */
#pragma once

#include "text/phone.h"

#include <string>

namespace kemai::phone {

struct Verdict {
    std::string e164; // empty for Service
    PhoneKind kind = PhoneKind::Unknown;
    std::string region;
    std::string digits; // as PhoneNumber::digits

    explicit operator bool() const { return kind != PhoneKind::Unknown; }
};

// text: ASCII digits with + ( ) - . / and spaces, as written. Extensions are not read here.
Verdict judge(const std::string &text, const std::string &region);

// The parts of judge(), for the tests that compare them with the library: a plain mobile number by the table and by
// the library; a domestic number with its trunk 0 without and with the library's parser.
bool isMainlandMobile(const std::string &elevenDigits);
bool isMainlandMobileByLibrary(const std::string &elevenDigits);
Verdict judgeTrunk(const std::string &digits);
Verdict judgeByLibrary(const std::string &text, const std::string &region);

} // namespace kemai::phone
