// SPDX-License-Identifier: GPL-3.0-or-later
//
// The k-th number is (k * step + offset) mod size of its range: step and size have no common factor, so no number comes
// twice before all have come.
#include "demo/numbers.h"

using namespace Qt::StringLiterals;

namespace kemai::demo {

namespace {

constexpr const char *mobilePrefixes[] = {
    "130", "131", "132", "133", "134", "135", "136", "137", "138", "139", "150", "151", "152", "153", "155", "156", "157", "158", "159", "166", "173",
    "175", "176", "177", "178", "180", "181", "182", "183", "184", "185", "186", "187", "188", "189", "191", "193", "195", "196", "198", "199",
};
constexpr quint64 mobileRange = std::size(mobilePrefixes) * 100'000'000ull;
constexpr quint64 step = 2'654'435'761ull; // a prime that divides none of the ranges
static_assert(mobileRange % step != 0);

// Those of the stories.
constexpr const char16_t *reserved[] = {u"13812345678", u"13988001200"};

QString padded(quint64 number, int width)
{
    QString text(width, u'0');
    for (int i = width - 1; i >= 0 && number > 0; --i, number /= 10)
        text[i] = QChar(u'0' + char16_t(number % 10));
    return text;
}

} // namespace

Numbers::Numbers(quint64 seed) : m_offset(mixed(seed + 77) >> 24) { }

NumberText Numbers::mobileOf(const QString &digits)
{
    return {digits, u"+86"_s + digits, {}, digits, u"CN"_s, u"mobile"};
}

NumberText Numbers::mobile(Dice &dice)
{
    QString digits;
    do {
        const quint64 drawn = (m_mobiles++ * step + m_offset) % mobileRange;
        digits = QLatin1StringView(mobilePrefixes[drawn % std::size(mobilePrefixes)]) + padded(drawn / std::size(mobilePrefixes), 8);
    } while (digits == QStringView(reserved[0]) || digits == QStringView(reserved[1]));
    NumberText number = mobileOf(digits);
    const int draw = dice.below(100);
    const auto parted = [&digits](QChar sign) -> QString { return digits.left(3) + sign + digits.mid(3, 4) + sign + digits.mid(7); };
    if (draw >= 65)
        number.written = draw < 85 ? parted(u' ') : draw < 93 ? parted(u'-') : QString(u"+86 "_s + digits);
    return number;
}

NumberText Numbers::landline(Dice &dice, const Place &place)
{
    constexpr quint64 range = 20'000'000; // 6xxx xxxx and 8xxx xxxx
    const quint64 drawn = (m_perPlace[&place]++ * step + m_offset) % range;
    const QString local = (drawn & 1 ? u"6"_s : u"8"_s) + padded(drawn / 2, 7);
    const QString digits = place.areaCode + local;
    return {dice.perMille(800) ? QString(place.areaCode + u'-' + local) : digits, u"+86"_s + QStringView(digits).sliced(1), {}, digits, u"CN"_s, u"landline"};
}

NumberText Numbers::extended(NumberText number, int extension)
{
    number.extension = QString::number(extension);
    number.written += u"转"_s + number.extension;
    return number;
}

NumberText Numbers::foreign(Dice &dice, const ForeignPlace &place)
{
    quint64 unit = 1;
    for (int i = 1; i < place.free; ++i)
        unit *= 10;
    const quint64 drawn = 3 * unit + (m_perPlace[&place]++ * step + m_offset) % (5 * unit); // first digit 3 to 7
    const QString digits = QLatin1StringView(place.prefix + 1) + padded(drawn, place.free);
    const QString e164 = u'+' + digits;
    return {dice.perMille(700) ? e164 : QString(u"00"_s + digits), e164, {}, digits, QString::fromLatin1(place.region), u"foreign"};
}

} // namespace kemai::demo
