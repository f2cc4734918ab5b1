// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/people.h"

#include "text/division.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace kemai::demo {

namespace {

struct Surname {
    const char16_t *han;
    const char *letters;
    int weight; // of ten thousand, roughly
};

constexpr Surname surnames[] = {
    {u"王", "wang", 720}, {u"李", "li", 710}, {u"张", "zhang", 675}, {u"刘", "liu", 510}, {u"陈", "chen", 450},
    {u"杨", "yang", 330}, {u"黄", "huang", 220}, {u"赵", "zhao", 205}, {u"吴", "wu", 200}, {u"周", "zhou", 190},
    {u"徐", "xu", 145}, {u"孙", "sun", 138}, {u"马", "ma", 130}, {u"朱", "zhu", 128}, {u"胡", "hu", 117},
    {u"郭", "guo", 115}, {u"何", "he", 106}, {u"林", "lin", 105}, {u"高", "gao", 100}, {u"罗", "luo", 95},
    {u"郑", "zheng", 93}, {u"梁", "liang", 85}, {u"谢", "xie", 76}, {u"宋", "song", 70}, {u"唐", "tang", 69},
    {u"许", "xu", 66}, {u"邓", "deng", 62}, {u"冯", "feng", 62}, {u"韩", "han", 61}, {u"曹", "cao", 60},
    {u"曾", "zeng", 58}, {u"彭", "peng", 58}, {u"萧", "xiao", 56}, {u"蔡", "cai", 53}, {u"潘", "pan", 52},
    {u"田", "tian", 52}, {u"董", "dong", 51}, {u"袁", "yuan", 50}, {u"于", "yu", 48}, {u"余", "yu", 48},
    {u"叶", "ye", 48}, {u"蒋", "jiang", 48}, {u"杜", "du", 47}, {u"苏", "su", 46}, {u"魏", "wei", 45},
    {u"程", "cheng", 45}, {u"吕", "lv", 45}, {u"丁", "ding", 43}, {u"沈", "shen", 41}, {u"任", "ren", 41},
    {u"姚", "yao", 40}, {u"卢", "lu", 40}, {u"傅", "fu", 39}, {u"钟", "zhong", 39}, {u"姜", "jiang", 38},
    {u"崔", "cui", 38}, {u"谭", "tan", 38}, {u"廖", "liao", 37}, {u"范", "fan", 37}, {u"汪", "wang", 36},
    {u"陆", "lu", 36}, {u"金", "jin", 35}, {u"石", "shi", 34}, {u"戴", "dai", 34}, {u"贾", "jia", 33},
    {u"韦", "wei", 32}, {u"夏", "xia", 32}, {u"邱", "qiu", 32}, {u"方", "fang", 31}, {u"侯", "hou", 30},
    {u"邹", "zou", 30}, {u"熊", "xiong", 29}, {u"孟", "meng", 29}, {u"秦", "qin", 28}, {u"白", "bai", 27},
    {u"江", "jiang", 27}, {u"阎", "yan", 26}, {u"薛", "xue", 26}, {u"尹", "yin", 25}, {u"段", "duan", 24},
    {u"雷", "lei", 24}, {u"黎", "li", 22}, {u"史", "shi", 21}, {u"龙", "long", 21}, {u"陶", "tao", 20},
    {u"贺", "he", 20}, {u"顾", "gu", 20}, {u"毛", "mao", 19}, {u"郝", "hao", 19}, {u"龚", "gong", 19},
    {u"邵", "shao", 19}, {u"万", "wan", 18}, {u"钱", "qian", 18}, {u"严", "yan", 18}, {u"覃", "qin", 17},
    {u"武", "wu", 17}, {u"莫", "mo", 16}, {u"孔", "kong", 16}, {u"向", "xiang", 15}, {u"汤", "tang", 15},
    {u"章", "zhang", 12}, {u"庄", "zhuang", 12}, {u"俞", "yu", 10}, {u"单", "shan", 8}, {u"解", "xie", 7},
    {u"仇", "qiu", 5}, {u"区", "ou", 5}, {u"查", "zha", 5}, {u"盖", "ge", 3}, {u"朴", "piao", 3},
    {u"翟", "zhai", 6}, {u"乐", "yue", 2}, {u"冼", "xian", 2}, {u"尉", "wei", 1}, {u"缪", "miao", 2},
    {u"欧阳", "ouyang", 12}, {u"上官", "shangguan", 3}, {u"司马", "sima", 3}, {u"诸葛", "zhuge", 3},
    {u"东方", "dongfang", 1}, {u"皇甫", "huangfu", 2}, {u"尉迟", "yuchi", 1}, {u"令狐", "linghu", 1},
    {u"慕容", "murong", 1}, {u"夏侯", "xiahou", 1}, {u"司徒", "situ", 2}, {u"端木", "duanmu", 1},
};

struct Syllable {
    char16_t han;
    const char *letters;
};

constexpr Syllable femaleGiven[] = {
    {u'敏', "min"}, {u'静', "jing"}, {u'丽', "li"}, {u'娟', "juan"}, {u'芳', "fang"}, {u'娜', "na"}, {u'秀', "xiu"},
    {u'英', "ying"}, {u'玲', "ling"}, {u'燕', "yan"}, {u'霞', "xia"}, {u'倩', "qian"}, {u'佳', "jia"}, {u'雪', "xue"},
    {u'婷', "ting"}, {u'颖', "ying"}, {u'慧', "hui"}, {u'琳', "lin"}, {u'萍', "ping"}, {u'红', "hong"}, {u'梅', "mei"},
    {u'欣', "xin"}, {u'怡', "yi"}, {u'悦', "yue"}, {u'涵', "han"}, {u'雨', "yu"}, {u'梓', "zi"}, {u'诗', "shi"},
    {u'思', "si"}, {u'语', "yu"}, {u'晴', "qing"}, {u'菲', "fei"}, {u'洁', "jie"}, {u'云', "yun"}, {u'月', "yue"},
    {u'晓', "xiao"}, {u'文', "wen"}, {u'美', "mei"}, {u'萱', "xuan"}, {u'璐', "lu"}, {u'蕾', "lei"}, {u'瑶', "yao"},
};
constexpr Syllable maleGiven[] = {
    {u'伟', "wei"}, {u'强', "qiang"}, {u'磊', "lei"}, {u'军', "jun"}, {u'洋', "yang"}, {u'勇', "yong"}, {u'杰', "jie"},
    {u'涛', "tao"}, {u'明', "ming"}, {u'超', "chao"}, {u'刚', "gang"}, {u'平', "ping"}, {u'辉', "hui"}, {u'鹏', "peng"},
    {u'华', "hua"}, {u'飞', "fei"}, {u'鑫', "xin"}, {u'波', "bo"}, {u'斌', "bin"}, {u'宇', "yu"}, {u'浩', "hao"},
    {u'凯', "kai"}, {u'晨', "chen"}, {u'轩', "xuan"}, {u'博', "bo"}, {u'俊', "jun"}, {u'峰', "feng"}, {u'建', "jian"},
    {u'志', "zhi"}, {u'国', "guo"}, {u'海', "hai"}, {u'天', "tian"}, {u'子', "zi"}, {u'睿', "rui"}, {u'远', "yuan"},
    {u'立', "li"}, {u'毅', "yi"}, {u'松', "song"}, {u'林', "lin"}, {u'龙', "long"}, {u'诚', "cheng"}, {u'铭', "ming"},
};

constexpr const char *foreignFirst[] = {
    "Emma", "James", "Olivia", "Liam", "Sophie", "Daniel", "Hannah", "Thomas", "Grace", "Lucas", "Amelia", "Oscar", "Chloe",
    "Henry", "Isabel", "Samuel", "Marie", "David", "Laura", "Peter", "Nina", "Mark", "Julia", "Paul", "Elena", "Martin",
    "Alice", "Victor", "Clara", "Simon", "Priya", "Arjun", "Yuki", "Kenji", "Wei Ling", "Aisha", "Omar", "Carlos", "Ana", "Ivan",
};
constexpr const char *foreignLast[] = {
    "Brown", "Smith", "Taylor", "Wilson", "Clark", "Hughes", "Fischer", "Weber", "Schmidt", "Martin", "Bernard", "Dubois",
    "Rossi", "Garcia", "Lopez", "Silva", "Novak", "Kowalski", "Jensen", "Larsen", "Tan", "Lim", "Sharma", "Patel", "Tanaka",
    "Suzuki", "Khan", "Hassan", "Murphy", "O'Brien", "Campbell", "Young", "Baker", "Turner", "Collins", "Reed", "Parker", "Hall",
};

constexpr int totalWeight = [] {
    int sum = 0;
    for (const Surname &surname : surnames)
        sum += surname.weight;
    return sum;
}();

// Which surname each weight falls to, so that a draw is one look-up.
const Surname &drawSurname(Dice &dice)
{
    static const auto table = [] {
        std::array<quint8, size_t(totalWeight)> at{};
        size_t next = 0;
        for (size_t i = 0; i < std::size(surnames); ++i)
            for (int k = 0; k < surnames[i].weight; ++k)
                at[next++] = quint8(i);
        return at;
    }();
    return surnames[table[size_t(dice.below(totalWeight))]];
}

PersonText withGiven(Dice &dice, const QString &surname, const QString &letters)
{
    PersonText person{surname, letters, surname};
    const bool female = dice.perMille(520);
    const int syllables = dice.perMille(300) ? 1 : 2;
    for (int i = 0; i < syllables; ++i) {
        const Syllable &given = female ? dice.of(femaleGiven) : dice.of(maleGiven);
        person.name += given.han;
        person.letters += QLatin1StringView(given.letters);
    }
    return person;
}

struct City {
    DivisionCode code;
    const char *areaCode;
    int weight;
};

// With eight-digit numbers, all of them.
constexpr City cities[] = {
    {11, "010", 90}, {31, "021", 95}, {12, "022", 40}, {50, "023", 45}, {4401, "020", 75}, {4403, "0755", 75},
    {3301, "0571", 65}, {3201, "025", 60}, {3205, "0512", 60}, {5101, "028", 60}, {4201, "027", 50}, {6101, "029", 40},
    {4301, "0731", 35}, {4101, "0371", 35}, {3702, "0532", 30}, {3302, "0574", 30}, {3401, "0551", 28}, {4419, "0769", 28},
    {4406, "0757", 28}, {3701, "0531", 25}, {2101, "024", 22}, {2102, "0411", 20}, {3202, "0510", 25}, {3204, "0519", 18},
    {3501, "0591", 20}, {5301, "0871", 16}, {2201, "0431", 14}, {2301, "0451", 14}, {1301, "0311", 14}, {3206, "0513", 16},
};

constexpr const char16_t *roads[] = {
    u"中山路", u"人民路", u"解放路", u"建设路", u"文化路", u"新华路", u"和平路", u"科技路", u"创业路", u"学府路", u"滨河路",
    u"长江路", u"黄河路", u"珠江路", u"高新大道", u"迎宾大道", u"工业大道", u"金融街", u"幸福路", u"团结路", u"青年路", u"胜利路",
};
constexpr const char16_t *buildings[] = {
    u"创新大厦", u"金茂大厦", u"科技园", u"国际中心", u"软件园", u"环球广场", u"财富中心", u"工业园", u"商务楼", u"产业园",
};
constexpr const char16_t *estates[] = {
    u"阳光花园", u"锦绣家园", u"金色年华", u"万和城", u"翡翠湾", u"书香苑", u"和谐家园", u"碧水云天", u"江南春晓", u"凤凰城",
};

constexpr ForeignPlace foreignPlaces[] = {
    {u"San Francisco", u"USA", "US", "+1415", 7, "Market Street"}, {u"New York", u"USA", "US", "+1212", 7, "Lexington Avenue"},
    {u"Seattle", u"USA", "US", "+1206", 7, "Pine Street"}, {u"London", u"United Kingdom", "GB", "+44207", 7, "Fleet Street"},
    {u"Singapore", u"Singapore", "SG", "+659", 7, "Orchard Road"}, {u"Hong Kong", u"Hong Kong", "HK", "+8526", 7, "Nathan Road"},
    {u"Berlin", u"Germany", "DE", "+4930", 8, "Invalidenstrasse"}, {u"Tokyo", u"Japan", "JP", "+8190", 8, "Aoyama-dori"},
    {u"Sydney", u"Australia", "AU", "+6141", 7, "George Street"}, {u"Paris", u"France", "FR", "+3361", 7, "Rue de Rivoli"},
};

} // namespace

PersonText chinesePerson(Dice &dice)
{
    const Surname &surname = drawSurname(dice);
    return withGiven(dice, QString::fromUtf16(surname.han), QString::fromLatin1(surname.letters));
}

PersonText chinesePersonNamed(Dice &dice, const PersonText &relative)
{
    const auto known = std::ranges::find_if(surnames, [&relative](const Surname &s) { return relative.surname == QString::fromUtf16(s.han); });
    return known == std::end(surnames) ? chinesePerson(dice) : withGiven(dice, relative.surname, QString::fromLatin1(known->letters));
}

PersonText foreignPerson(Dice &dice)
{
    const QString first = QString::fromLatin1(dice.of(foreignFirst));
    const QString last = QString::fromLatin1(dice.of(foreignLast));
    QString letters = QString(first + u'.' + last).toLower();
    letters.remove(u' ').remove(u'\'');
    return {first + u' ' + last, letters, last};
}

const std::vector<Place> &places()
{
    static const std::vector<Place> all = [] {
        std::vector<Place> made;
        for (const City &city : cities) {
            const Division *division = divisionOf(city.code);
            if (!division)
                continue;
            const bool municipality = city.code < 100;
            Place place{divisionName(division->provinceCode()), division->name.toString(), division->brief.toString(),
                        QString::fromLatin1(city.areaCode), {}, city.weight};
            for (const Division &district : divisions()) {
                const bool within = municipality ? district.code / 10000 == city.code : district.code / 100 == city.code;
                if (district.level == DivisionLevel::District && within && district.name.endsWith(u'区') && district.name.size() <= 4
                    && !district.name.contains(u"开发"))
                    place.districts.append(district.name.toString());
            }
            made.push_back(place);
        }
        return made;
    }();
    return all;
}

const Place &placeAt(Dice &dice)
{
    static const std::vector<quint8> table = [] {
        std::vector<quint8> at;
        for (size_t i = 0; i < places().size(); ++i)
            at.insert(at.end(), size_t(places()[i].weight), quint8(i));
        return at;
    }();
    return places()[table[size_t(dice.below(int(table.size())))]];
}

AddressText addressIn(Dice &dice, const Place &place, bool company)
{
    AddressText text;
    if (!place.districts.isEmpty())
        text.district = place.districts.at(dice.below(int(place.districts.size())));
    QString &out = text.written;
    out.reserve(40);
    if (place.province != place.city && dice.perMille(700))
        out += place.province;
    out += place.city;
    out += text.district;
    out += QStringView(dice.of(roads));
    out += QString::number(dice.between(1, 999));
    out += u'号';
    if (company) {
        out += QStringView(dice.of(buildings));
        if (dice.perMille(600))
            out += QString::number(dice.between(2, 32)) + u'层';
    } else {
        out += QStringView(dice.of(estates));
        out += QString::number(dice.between(1, 30)) + u'幢' + QString::number(dice.between(1, 32) * 100 + dice.between(1, 4)) + u'室';
    }
    return text;
}

const ForeignPlace &foreignPlaceAt(Dice &dice)
{
    return dice.of(foreignPlaces);
}

} // namespace kemai::demo
