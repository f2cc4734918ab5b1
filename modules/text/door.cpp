// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/door.h"

#include "text/clean.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

// One step of the reading: the pattern, anchored, and where its capture goes. A step that does not match is passed over.
QString take(QString &text, const QRegularExpression &pattern)
{
    const auto match = pattern.match(text, 0, QRegularExpression::NormalMatch, QRegularExpression::AnchorAtOffsetMatchOption);
    if (!match.hasMatch())
        return {};
    const QString taken = match.captured(1);
    text = text.sliced(match.capturedEnd(0));
    while (!text.isEmpty() && (text[0].isSpace() || QStringView(u",.;、，。；·|/").contains(text[0])))
        text.remove(0, 1);
    return taken;
}

QRegularExpression made(const QString &pattern)
{
    return QRegularExpression(pattern, QRegularExpression::UseUnicodePropertiesOption | QRegularExpression::CaseInsensitiveOption);
}

// Blanks between Han say nothing; between Latin words they part them.
QString tightened(const QString &text)
{
    const auto isHan = [](QChar c) { return c >= u'\u3400' && c <= u'\u9fff'; };
    QString tight;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool between = text[i].isSpace() && i > 0 && i + 1 < text.size();
        if (between && (isHan(text[i - 1]) || isHan(text[i + 1])))
            continue;
        tight += text[i];
    }
    return tight;
}

} // namespace

Door parseDoor(QStringView rest)
{
    static const QString numerals = u"0-9一二三四五六七八九十百零〇"_s;
    static const QString roadEnd = u"(?:大街|大道|公路|国道|省道|县道|胡同|路|街|道|巷|线|环|里|坊)"_s;
    // A road's word counts where a number, a stretch or a corner follows: 铁路新村 is no road.
    static const QRegularExpression town = made(u"([\\p{Han}]{1,10}?(?:街道办事处|街道|镇|乡|苏木|开发区|工业园区|工业园|产业园|科技园|园区|新区|高新区))"
                                                "(?!路|街|道|大街|大道|[东西南北中][路街]|[0-9])"_s);
    static const QRegularExpression village = made(u"([\\p{Han}]{1,8}?(?:行政村|自然村|村委会|村|社区|屯|庄))(?=[0-9第一二三四五六七八九十]|$)"_s);
    static const QRegularExpression road
        = made(u"((?:[\\p{Han}A-Z]|[0-9]+(?=[\\p{Han}]))[\\p{Han}A-Z0-9]{0,14}?"_s + roadEnd
               + u"(?:[东西南北中]段|[一二三四五六七八九十]+段)?(?:辅路|支路)?(?:与[\\p{Han}]{1,12}?"_s + roadEnd + u"(?:交叉口|交汇处|路口))?)"
                 "(?=[第甲乙丙丁]?[0-9]|[一二三四五六七八九十百]+号|[东西南北]侧|附近|与|$)"_s);
    static const QRegularExpression anyRoad = made(u"([\\p{Han}]{1,10}?(?:大街|大道|公路|胡同|路|街|巷)(?:[东西南北中]段|[一二三四五六七八九十]+段)?)"_s);
    static const QRegularExpression number
        = made(u"第?((?:[甲乙丙丁])?["_s + numerals + u"]{1,6}(?:[-—~之至、]["_s + numerals + u"]{1,5})*[甲乙丙丁A-Z]?"
               "(?:号院|号大院|弄|支弄|巷|组|队|社|号(?!楼|栋|门|房|馆|铺|厂房|线|库))"
               "(?:["_s + numerals + u"]{1,5}(?:[-—之][0-9]{1,4})*[甲乙A-Z]?号(?!楼|栋|门|房|馆|铺|厂房|库))?(?:附[0-9]{1,4}号)?(?:院内|院|大院)?)"_s);
    static const QRegularExpression bareNumber = made(u"([0-9]{1,5}(?:-[0-9]{1,4})?)(?=$|[\\p{Han}])(?!单元|栋|幢|座|层|楼|室|号|期|区)"_s);
    static const QRegularExpression building
        = made(u"((?:[A-Z]?[0-9]{1,4}[A-Z]?|[A-Z]{1,2}|[一二三四五六七八九十]{1,3}|[东西南北主副甲乙丙丁]{1,2})(?:号楼|号栋|号馆|号厂房|号库|栋|幢|座|塔|号房(?=[0-9])|翼)|[东西南北主副]楼)"_s);
    static const QRegularExpression unit = made(u"((?:[0-9A-Z]{1,2}|[一二三四五六七八九十甲乙]{1,2})(?:单元|号门|门(?=[0-9])|梯))"_s);
    static const QRegularExpression floor = made(u"((?:B?[0-9]{1,3}(?:-[0-9]{1,3})?|[一二三四五六七八九十]{1,3}|负[一二三1-3]|地下[一二三1-3])(?:层|楼|F(?![A-Z0-9])))(?!座|栋)"_s);
    static const QRegularExpression room
        = made(u"((?:[A-Z]{1,2}-?)?[0-9]{1,5}(?:-[0-9]{1,5}){0,2}[A-Z]?(?:[、,/][0-9]{2,5}){0,4}(?:室|房间|房|号房|号铺|铺|号|单位|户)?)(?=$|[\\p{Han}(（ ])"_s);
    static const QRegularExpression dashed = made(u"([0-9]{1,3})-([0-9]{1,2})-([0-9]{3,4})(?:室|号)?$"_s);
    static const QRegularExpression estate
        = made(u"([\\p{Han}A-Z·0-9()（） ]{2,30}?)(?=(?:(?:(?<![A-Z])[A-Z])?[0-9]{1,4}[A-Z]?|(?<![A-Z])[A-Z]{1,2}|[一二三四五六七八九十]{1,3}|[东西南北主副甲乙]{1,2})(?:号楼|号栋|号馆|栋|幢|座|塔|单元|翼)"
               "|[东西南北主副]楼|B?[0-9]{1,3}(?:-[0-9]{1,3})?(?:层|楼|F(?![A-Z]))|[一二三四五六七八九十]{1,3}(?:层|楼)|(?:[A-Z]{1,2}-?)?[0-9]{3,5}[A-Z]?(?:室|房|号房|号铺|铺|号|单位)?$|[0-9]{1,3}-[0-9]{1,2}-[0-9]{3,4}|$)"_s);

    const QString cleaned = clean(FieldClass::Identifier, rest.first(std::min(rest.size(), addressLimit)).toString()).text;
    QString text = tightened(cleaned);
    Door door;
    door.town = take(text, town);
    if (const QString found = take(text, village); !found.isEmpty())
        door.town += found;
    door.road = take(text, road);
    door.number = take(text, number);
    if (door.road.isEmpty() && door.number.isEmpty() && door.town.isEmpty())
        door.road = take(text, anyRoad);
    if (door.number.isEmpty() && !door.road.isEmpty())
        door.number = take(text, bareNumber);

    const auto doorParts = [&] {
        bool any = false;
        const auto part = [&](QString &field, const QRegularExpression &pattern) {
            if (field.isEmpty()) {
                field = take(text, pattern);
                any = any || !field.isEmpty();
            }
        };
        const auto three = dashed.match(text, 0, QRegularExpression::NormalMatch, QRegularExpression::AnchorAtOffsetMatchOption);
        if (three.hasMatch() && door.building.isEmpty()) {
            door.building = three.captured(1);
            door.unit = three.captured(2);
            door.room = three.captured(3);
            text.clear();
            return true;
        }
        part(door.building, building);
        part(door.unit, unit);
        part(door.floor, floor);
        part(door.room, room);
        return any;
    };
    if (!doorParts() || (door.building.isEmpty() && door.room.isEmpty() && door.floor.isEmpty()) || !text.isEmpty()) {
        if (!text.isEmpty() && door.estate.isEmpty()) {
            door.estate = take(text, estate).trimmed();
            doorParts();
        }
    }
    door.rest = text.trimmed();
    return door;
}

} // namespace kemai
