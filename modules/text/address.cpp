// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/address.h"

#include "text/clean.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

bool isGap(QChar c)
{
    return c.isSpace() || c == u'-' || c == u'/' || c == u',' || c == u'，' || c == u'、' || c == u'·' || c == u'.'
        || c == u'—' || c == u'_' || c == u'|' || c == u'>';
}

QStringView skipGaps(QStringView text)
{
    while (!text.isEmpty() && isGap(text.front()))
        text = text.sliced(1);
    return text;
}

// After a brief name: does the text go on as a road or an institution (朝阳路, 北京西路, 中山大学)?
bool goesOnAsName(QStringView after)
{
    static const QStringList institutions{u"大学"_s, u"公园"_s, u"广场"_s, u"医院"_s, u"大厦"_s, u"酒店"_s,
                                          u"银行"_s, u"饭店"_s, u"花园"_s, u"大道"_s, u"大街"_s};
    for (const QString &one : institutions) {
        if (after.startsWith(one))
            return true;
    }
    qsizetype at = 0;
    while (at < 2 && at < after.size() && QStringView(u"东西南北中大一二三四五").contains(after[at]))
        ++at;
    return at < after.size() && QStringView(u"路街道巷弄桥").contains(after[at]);
}

bool isUsable(const DivisionMatch &match, QStringView text)
{
    return match.isFull || !goesOnAsName(text.sliced(match.length));
}

QStringView withoutHead(QStringView text)
{
    text = skipGaps(text);
    // 收货地址：北京市...
    for (qsizetype at = 1; at <= 6 && at < text.size(); ++at) {
        if (text[at] == u'：' || text[at] == u':') {
            text = skipGaps(text.sliced(at + 1));
            break;
        }
    }
    for (const QStringView country : {QStringView(u"中华人民共和国"), QStringView(u"中国")}) {
        if (text.startsWith(country)) {
            const QStringView after = text.sliced(country.size());
            if (!after.isEmpty() && (isGap(after.front()) || !divisionsAtStart(after).isEmpty()))
                return skipGaps(after);
        }
    }
    return text;
}

// Takes the divisions the text begins with, from the province down, and returns what follows them.
QStringView takeDivisions(QStringView text, Address *address)
{
    for (int step = 0; step < 4; ++step) { // at most province, city, district; once more for a repeated name
        text = skipGaps(text);
        if (text.startsWith(u"市辖区"))
            text = text.sliced(3);
        const DivisionMatch *best = nullptr;
        QList<DivisionCode> candidates;
        const QList<DivisionMatch> matches = divisionsAtStart(text);
        for (const DivisionMatch &match : matches) {
            const Division &division = *match.division;
            if (!isUsable(match, text) || (best && match.length < best->length))
                continue;
            const bool inside = (address->province == 0 || division.provinceCode() == address->province)
                && (address->city == 0 || division.level == DivisionLevel::Province
                    || division.cityCode() == address->city);
            if (!inside)
                continue;
            // A district by its brief name (朝阳) only where the city around it is known; 市中, 城关 and the like are
            // in every city, so their full name is taken only there too, or as one of several candidates.
            if (division.level == DivisionLevel::District && !match.isFull && address->province == 0)
                continue;
            if (division.level == DivisionLevel::District)
                candidates.append(division.code);
            // 吉林 is the province first, and the city of that name once the province is known.
            const auto rank = [address](const Division &one) {
                return one.level == DivisionLevel::Province && address->province != 0 ? 3 : static_cast<int>(one.level);
            };
            if (!best || rank(division) < rank(*best->division))
                best = &match;
        }
        if (!best)
            return text;
        const Division &taken = *best->division;
        if (address->district != 0 || !address->districtCandidates.isEmpty())
            return text;
        if (taken.level == DivisionLevel::Province) {
            address->province = taken.code;
            if (isMunicipality(taken.code))
                address->city = taken.code;
        } else if (taken.level == DivisionLevel::City) {
            if (address->city != 0 && address->city != taken.code)
                return text;
            address->province = taken.provinceCode();
            address->city = taken.code;
        } else if (candidates.size() == 1) {
            address->province = taken.provinceCode();
            address->city = taken.cityCode();
            address->district = taken.code;
        } else {
            address->districtCandidates = candidates;
            // All in one city or one province: that much is known.
            const auto allSame = [&candidates](auto key) {
                return std::all_of(candidates.begin(), candidates.end(),
                                   [&](DivisionCode one) { return key(one) == key(candidates.front()); });
            };
            if (allSame([](DivisionCode one) { return divisionOf(one)->provinceCode(); }))
                address->province = taken.provinceCode();
            if (allSame([](DivisionCode one) { return divisionOf(one)->cityCode(); }))
                address->city = taken.cityCode();
        }
        text = text.sliced(best->length);
    }
    return skipGaps(text);
}

} // namespace

QString Address::districtName() const
{
    if (district != 0)
        return divisionName(district);
    return districtCandidates.isEmpty() ? QString() : divisionName(districtCandidates.front());
}

Address parseAddress(QStringView raw, QStringView city)
{
    const QString cleaned = clean(FieldClass::Address, raw.toString()).text;
    const QStringView text = withoutHead(QStringView(cleaned));
    Address address;
    const QStringView rest = takeDivisions(text.first(std::min(text.size(), addressLimit)), &address);

    if (!city.isEmpty()) {
        Address hint;
        takeDivisions(withoutHead(city.first(std::min<qsizetype>(city.size(), addressLimit))), &hint);
        if (hint.province != 0) {
            // Read once more inside the place named beside it: 朝阳 becomes the district of 北京, not 朝阳市 in
            // Liaoning. What the text says itself stands: the reading that uses more of it wins.
            Address known;
            known.province = hint.province;
            known.city = hint.city;
            const QStringView again = takeDivisions(text.first(std::min(text.size(), addressLimit)), &known);
            const bool silent = !address.hasArea();
            if (again.data() >= rest.data() && (silent || again.data() > text.data())) {
                if (known.district == 0 && known.districtCandidates.isEmpty()
                    && (known.city == 0 || known.city == hint.city)) {
                    known.district = hint.district;
                    known.districtCandidates = hint.districtCandidates;
                }
                known.rest = text.sliced(again.data() - text.data()).toString();
                return known;
            }
        }
    }
    address.rest = text.sliced(rest.data() - text.data()).toString();
    return address;
}

bool sameArea(const Address &a, const Address &b)
{
    if (!a.hasArea() || !b.hasArea())
        return false;
    const auto differ = [](DivisionCode one, DivisionCode other) { return one != 0 && other != 0 && one != other; };
    if (differ(a.province, b.province) || differ(a.city, b.city) || differ(a.district, b.district))
        return false;
    const auto holds = [](const Address &inside, const Address &candidates) {
        if (candidates.districtCandidates.isEmpty())
            return true;
        return std::any_of(candidates.districtCandidates.begin(), candidates.districtCandidates.end(),
                           [&inside](DivisionCode one) {
                               const Division *division = divisionOf(one);
                               if (inside.district != 0)
                                   return inside.district == one;
                               if (!inside.districtCandidates.isEmpty())
                                   return inside.districtCandidates.contains(one);
                               return (inside.city == 0 || inside.city == division->cityCode())
                                   && (inside.province == 0 || inside.province == division->provinceCode());
                           });
    };
    return holds(a, b) && holds(b, a);
}

QString foldedAddress(const Address &address)
{
    const DivisionCode exact = address.district != 0 ? address.district
        : address.city != 0                          ? address.city
                                                     : address.province;
    QString folded = exact != 0 ? QString::number(exact) : address.districtName();
    const QString rest = clean(FieldClass::Identifier, address.rest).text;
    for (const QChar c : rest) {
        if (c.isLetterOrNumber() || c.isSurrogate())
            folded += c.toLower();
    }
    return folded;
}

} // namespace kemai
