// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/division.h"

#include <QHash>

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace kemai {

namespace {

struct DivisionRow {
    DivisionCode code;
    std::u16string_view name;
};

#include "text/divisions.inc"

constexpr qsizetype longestName = 16;

// Peoples in the names of autonomous divisions: 恩施(土家族苗族)自治州 is called 恩施.
constexpr std::u16string_view peoples[]
    = {u"柯尔克孜", u"土家族", u"蒙古族",   u"哈尼族",   u"拉祜族", u"布依族",   u"撒拉族", u"仡佬族", u"东乡族",
       u"保安族",   u"裕固族", u"哈萨克族", u"哈萨克",   u"纳西族", u"独龙族",   u"毛南族", u"朝鲜族", u"普米族",
       u"布朗族",   u"傈僳族", u"景颇族",   u"鄂温克族", u"鄂伦春", u"达斡尔族", u"锡伯",   u"塔吉克", u"维吾尔",
       u"仫佬族",   u"阿昌族", u"德昂族",   u"满族",     u"回族",   u"藏族",     u"羌族",   u"彝族",   u"苗族",
       u"侗族",     u"壮族",   u"傣族",     u"白族",     u"瑶族",   u"水族",     u"畲族",   u"佤族",   u"怒族",
       u"黎族",     u"土族",   u"蒙古",     u"各族",     u"回族",   u"壮族",     u"怒族"};

std::u16string_view briefOf(std::u16string_view name, DivisionLevel level)
{
    const auto cut = [&name](std::u16string_view tail) {
        if (name.size() < tail.size() + 2 || !name.ends_with(tail))
            return false;
        name.remove_suffix(tail.size());
        return true;
    };
    if (level == DivisionLevel::Province) {
        if (cut(u"特别行政区") || cut(u"省") || cut(u"市"))
            return name;
        if (cut(u"维吾尔自治区") || cut(u"壮族自治区") || cut(u"回族自治区"))
            return name;
        cut(u"自治区");
        return name;
    }
    if (cut(u"自治州") || cut(u"自治县") || cut(u"自治旗")) {
        for (bool again = true; again;) {
            again = false;
            for (const std::u16string_view people : peoples)
                again = cut(people) || again;
        }
        return name;
    }
    if (level == DivisionLevel::City) {
        if (!cut(u"地区") && !cut(u"市"))
            cut(u"盟");
        return name;
    }
    if (!cut(u"新区") && !cut(u"林区") && !cut(u"矿区") && !cut(u"区") && !cut(u"县") && !cut(u"市"))
        cut(u"旗");
    return name;
}

QStringView view(std::u16string_view text)
{
    return QStringView(text.data(), static_cast<qsizetype>(text.size()));
}

// County-level divisions that a province rules itself (仙桃市, 石河子市): cities to whoever writes an address.
bool isRuledByProvince(DivisionCode code)
{
    return code >= 100000 && code / 100 % 100 == 90;
}

struct Tables {
    std::vector<Division> all;
    QHash<DivisionCode, qsizetype> byCode;
    QHash<QStringView, QList<qsizetype>> byName; // official and brief names
    std::array<qsizetype, 0x10000> longest{};    // by first character: the longest name that begins with it
};

const Tables &tables()
{
    static const Tables made = [] {
        Tables built;
        built.all.reserve(divisionRows.size());
        for (const DivisionRow &row : divisionRows) {
            const DivisionLevel level = row.code < 100            ? DivisionLevel::Province
                : row.code < 10000 || isRuledByProvince(row.code) ? DivisionLevel::City
                                                                  : DivisionLevel::District;
            const qsizetype index = static_cast<qsizetype>(built.all.size());
            const QStringView name = view(row.name);
            const QStringView brief = view(briefOf(row.name, level));
            built.all.push_back({row.code, level, name, brief});
            built.byCode.insert(row.code, index);
            built.byName[name].append(index);
            if (brief != name)
                built.byName[brief].append(index);
            qsizetype &longest = built.longest[row.name.front()];
            longest = std::max(longest, name.size());
        }
        return built;
    }();
    return made;
}

struct EnglishName {
    DivisionCode code;
    const char *name;
};

constexpr EnglishName englishNames[]
    = {{11, "Beijing"},  {12, "Tianjin"},   {13, "Hebei"},        {14, "Shanxi"},    {15, "Inner Mongolia"},
       {21, "Liaoning"}, {22, "Jilin"},     {23, "Heilongjiang"}, {31, "Shanghai"},  {32, "Jiangsu"},
       {33, "Zhejiang"}, {34, "Anhui"},     {35, "Fujian"},       {36, "Jiangxi"},   {37, "Shandong"},
       {41, "Henan"},    {42, "Hubei"},     {43, "Hunan"},        {44, "Guangdong"}, {45, "Guangxi"},
       {46, "Hainan"},   {50, "Chongqing"}, {51, "Sichuan"},      {52, "Guizhou"},   {53, "Yunnan"},
       {54, "Tibet"},    {61, "Shaanxi"},   {62, "Gansu"},        {63, "Qinghai"},   {64, "Ningxia"},
       {65, "Xinjiang"}, {71, "Taiwan"},    {81, "Hong Kong"},    {82, "Macau"}};

} // namespace

DivisionCode Division::cityCode() const
{
    switch (level) {
    case DivisionLevel::Province:
        return 0;
    case DivisionLevel::City:
        return code;
    case DivisionLevel::District:
        break;
    }
    return isMunicipality(code / 10000) ? code / 10000 : code / 100;
}

std::span<const Division> divisions()
{
    return tables().all;
}

const Division *divisionOf(DivisionCode code)
{
    const Tables &known = tables();
    const auto found = known.byCode.constFind(code);
    return found == known.byCode.constEnd() ? nullptr : &known.all[static_cast<size_t>(*found)];
}

QString divisionName(DivisionCode code)
{
    const Division *division = divisionOf(code);
    return division ? division->name.toString() : QString();
}

bool isMunicipality(DivisionCode province)
{
    return province == 11 || province == 12 || province == 31 || province == 50;
}

DivisionCode provinceByName(QStringView text)
{
    const Tables &known = tables();
    if (const auto found = known.byName.constFind(text); found != known.byName.constEnd()) {
        for (const qsizetype index : *found) {
            if (known.all[static_cast<size_t>(index)].level == DivisionLevel::Province)
                return known.all[static_cast<size_t>(index)].code;
        }
    }
    for (const EnglishName &one : englishNames) {
        if (text.compare(QLatin1StringView(one.name), Qt::CaseInsensitive) == 0)
            return one.code;
    }
    return 0;
}

QString provinceNameEnglish(DivisionCode province)
{
    for (const EnglishName &one : englishNames) {
        if (one.code == province)
            return QString::fromLatin1(one.name);
    }
    return {};
}

QList<DivisionMatch> divisionsAtStart(QStringView text)
{
    QList<DivisionMatch> matches;
    if (text.isEmpty())
        return matches;
    const Tables &known = tables();
    const qsizetype longest = std::min({known.longest[text.front().unicode()], text.size(), longestName});
    for (qsizetype length = longest; length >= 2; --length) {
        const auto found = known.byName.constFind(text.first(length));
        if (found == known.byName.constEnd())
            continue;
        for (const qsizetype index : *found) {
            const Division &division = known.all[static_cast<size_t>(index)];
            matches.append({&division, length, division.name.size() == length});
        }
    }
    return matches;
}

} // namespace kemai
