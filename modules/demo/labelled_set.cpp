// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/labelled_set.h"

#include "demo/industry.h"
#include "demo/numbers.h"
#include "demo/people.h"
#include "text/pinyin.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

using namespace demo;

// Characters of given names that sound alike, and such that look alike.
constexpr const char16_t *soundAlike[] = {u"伟玮炜纬", u"敏闽", u"静婧靖", u"丽莉俐", u"强蔷", u"磊蕾", u"军君钧", u"洋扬阳",
                                          u"艳燕雁", u"勇泳咏", u"杰婕洁", u"娟鹃", u"涛韬", u"明铭鸣", u"超", u"秀绣", u"霞遐",
                                          u"平萍苹", u"刚钢", u"桂贵", u"英瑛莹", u"华骅", u"玉钰", u"红虹鸿", u"文雯闻", u"晓小筱",
                                          u"辉晖", u"建健", u"宇雨羽", u"佳嘉家", u"欣心新", u"梅玫", u"芳方", u"飞菲非", u"浩皓昊"};
constexpr const char16_t *lookAlike[] = {u"伟韦", u"明朋", u"末未", u"昊吴", u"天夫", u"莉利", u"玲铃", u"晴睛", u"洋样", u"杰木", u"宇字", u"浩洁"};
// Simplified, traditional.
constexpr const char16_t *traditional[] = {u"张張", u"陈陳", u"刘劉", u"杨楊", u"赵趙", u"黄黃", u"吴吳", u"孙孫", u"马馬", u"罗羅", u"郑鄭", u"谢謝",
                                           u"韩韓", u"冯馮", u"邓鄧", u"许許", u"伟偉", u"静靜", u"丽麗", u"强強", u"军軍", u"艳豔", u"涛濤", u"华華",
                                           u"红紅", u"辉輝", u"飞飛", u"兰蘭", u"桥橋", u"刚剛", u"龙龍", u"凤鳳", u"学學", u"国國", u"东東", u"广廣",
                                           u"贸貿", u"业業", u"电電", u"机機", u"车車", u"际際", u"发發", u"实實", u"设設", u"计計", u"医醫", u"药藥"};

QChar swappedIn(QChar c, std::span<const char16_t *const> groups, Dice &dice)
{
    for (const char16_t *group : groups) {
        const QString letters = QString::fromUtf16(group);
        if (const qsizetype at = letters.indexOf(c); at >= 0 && letters.size() > 1) {
            QChar other = c;
            while (other == c)
                other = letters[dice.below(int(letters.size()))];
            return other;
        }
    }
    return c;
}

QString inTraditional(QString text)
{
    for (QChar &c : text)
        for (const char16_t *pair : traditional)
            if (c == pair[0])
                c = QChar(pair[1]);
    return text;
}

QString fullWidth(QString text)
{
    for (QChar &c : text)
        if (c > u' ' && c <= u'~')
            c = QChar(c.unicode() + 0xfee0);
    return text;
}

QString withoutLegalForm(QString company)
{
    for (const QString &form : {u"股份有限公司"_s, u"有限责任公司"_s, u"有限公司"_s, u"公司"_s})
        if (company.endsWith(form)) {
            company.chop(form.size());
            break;
        }
    return company;
}

class Maker
{
public:
    explicit Maker(const LabelledSetOptions &options) : m_dice(options.seed, 77), m_numbers(options.seed), m_people(options.people) { }

    QList<LabelledCustomer> make()
    {
        for (int i = 0; i < m_people; ++i) {
            const LabelledCustomer first = person();
            add(first);
            const int kind = m_dice.below(100);
            const int copies = kind < 28 ? 1 : kind < 34 ? 2 : 0;
            for (int copy = 0; copy < copies; ++copy)
                add(again(first));
            if (kind >= 34 && kind < 68)
                lookAlikes(first);
        }
        return std::move(m_all);
    }

private:
    void add(LabelledCustomer entry) { m_all.append(std::move(entry)); }

    QString mailOf(const QString &letters)
    {
        constexpr const char16_t *hosts[] = {u"163.com", u"qq.com", u"126.com", u"outlook.com", u"example.cn"};
        return letters + QString::number(m_dice.between(10, 99999)) + u'@' + QString::fromUtf16(m_dice.of(hosts));
    }

    LabelledCustomer person()
    {
        LabelledCustomer one;
        one.person = ++m_last;
        const Place &place = placeAt(m_dice);
        one.city = place.city;
        const Industry &industry = m_dice.of(industries());
        const int kind = m_dice.below(100);
        if (kind < 10) { // a company without a person
            one.company = chineseCompany(m_dice, industry, place.brief).name;
            one.phone = m_numbers.landline(m_dice, place).written;
            one.address = addressIn(m_dice, place, true).written;
            one.how = "company";
            return one;
        }
        const PersonText who = kind < 18 ? foreignPerson(m_dice) : chinesePerson(m_dice);
        one.name = who.name;
        m_letters = who.letters;
        m_surname = who.surname;
        one.phone = m_numbers.mobile(m_dice).digits;
        if (m_dice.perMille(600))
            one.company = chineseCompany(m_dice, industry, place.brief).name;
        if (m_dice.perMille(450))
            one.email = mailOf(who.letters);
        if (m_dice.perMille(600))
            one.address = addressIn(m_dice, place, !one.company.isEmpty()).written;
        if (m_dice.perMille(200))
            one.birthday = QStringLiteral("%1-%2-%3").arg(m_dice.between(1950, 2004)).arg(m_dice.between(1, 12), 2, 10, QChar(u'0')).arg(m_dice.between(1, 28), 2, 10, QChar(u'0'));
        one.how = "first";
        return one;
    }

    bool isHan(const QString &name) const { return !name.isEmpty() && name[0].unicode() >= 0x2e80; }

    // The same person as somebody else enters him.
    LabelledCustomer again(const LabelledCustomer &first)
    {
        for (int attempt = 0; attempt < 40; ++attempt) {
            LabelledCustomer one = first;
            if (distort(one, first)) {
                // Not everybody asks for everything.
                if (m_dice.perMille(400) && qstrcmp(one.how, "same email, other number") != 0)
                    one.email.clear();
                if (m_dice.perMille(400) && qstrcmp(one.how, "hidden digits") != 0 && qstrcmp(one.how, "same address") != 0)
                    one.address.clear();
                if (m_dice.perMille(500) && qstrcmp(one.how, "same birthday") != 0)
                    one.birthday.clear();
                return one;
            }
        }
        LabelledCustomer one = first;
        one.how = "as it was";
        return one;
    }

    bool distort(LabelledCustomer &one, const LabelledCustomer &first)
    {
        const bool named = !first.name.isEmpty();
        const bool han = isHan(first.name);
        switch (m_dice.below(16)) {
        case 0: // typed by sound
            if (!han || first.name.size() < 2)
                return false;
            one.name.back() = swappedIn(one.name.back(), soundAlike, m_dice);
            one.how = "sounds the same";
            return one.name != first.name;
        case 1: // read from paper
            if (!han || first.name.size() < 3 || first.company.isEmpty())
                return false;
            one.name.back() = swappedIn(one.name.back(), lookAlike, m_dice);
            one.how = "looks the same";
            return one.name != first.name;
        case 2:
            one.phone = fullWidth(one.phone);
            one.name = han ? QString(one.name.left(1) + u'\u3000' + one.name.mid(1)) : fullWidth(one.name);
            one.how = "full width and spaces";
            return named;
        case 3:
            one.name = inTraditional(one.name);
            one.company = inTraditional(one.company);
            one.how = "traditional";
            return one.name != first.name || one.company != first.company;
        case 4:
            if (!han || m_surname.isEmpty())
                return false;
            one.name = first.name.left(first.name.size() >= 4 ? 2 : 1) + QString::fromUtf16(m_dice.perMille(500) ? u"经理" : u"总");
            one.how = "form of address";
            return first.name.size() <= 3;
        case 5:
        case 6: {
            if (!first.company.endsWith(u"有限公司") || first.company.endsWith(u"股份有限公司"))
                return false;
            const QString core = withoutLegalForm(first.company);
            one.company = m_dice.perMille(400) ? core : m_dice.perMille(500) ? QString(core + u"股份有限公司") : QString(core + u"有限责任公司");
            if (!named || m_dice.perMille(400))
                one.phone = named ? QString() : one.phone;
            one.how = "legal form of the company";
            return named || core.size() >= 4;
        }
        case 7:
            if (!named || first.company.isEmpty())
                return false;
            std::swap(one.name, one.company);
            one.how = "swapped columns";
            return true;
        case 8:
            if (!named || first.company.isEmpty())
                return false;
            one.phone.clear();
            one.how = "without a number";
            return true;
        case 9:
            if (!named || first.email.isEmpty())
                return false;
            one.phone = m_numbers.mobile(m_dice).digits;
            one.how = "same email, other number";
            return true;
        case 10: { // a slip of the finger
            if (!named || first.phone.size() != 11)
                return false;
            const int at = m_dice.between(3, 10);
            one.phone[at] = QChar(u'0' + (one.phone[at].digitValue() + m_dice.between(1, 9)) % 10);
            one.how = "a wrong digit";
            return true;
        }
        case 11:
            if (!named || first.address.isEmpty() || first.phone.size() != 11)
                return false;
            one.phone = first.phone.left(3) + u"****" + first.phone.right(4);
            one.how = "hidden digits";
            return true;
        case 12:
            if (!han || first.name.size() > 3)
                return false;
            one.name = pinyin(first.name.left(1), Reading::Name);
            one.name[0] = one.name[0].toUpper();
            {
                QString given = pinyin(first.name, Reading::Name).mid(one.name.size());
                given[0] = given[0].toUpper();
                one.name = m_dice.perMille(500) ? QString(one.name + u' ' + given) : QString(given + u' ' + one.name);
            }
            one.how = "in letters";
            return true;
        case 13:
            if (!named || first.company.isEmpty())
                return false;
            one.name.clear();
            one.how = "without a name";
            return true;
        case 14:
            if (!named || first.birthday.isEmpty())
                return false;
            one.phone.clear();
            one.company.clear();
            one.email.clear();
            one.how = "same birthday";
            return true;
        default:
            if (!named || first.phone.size() != 11)
                return false;
            one.phone = u"+86 "_s + first.phone.left(3) + u'-' + first.phone.mid(3, 4) + u'-' + first.phone.mid(7);
            one.address = one.address.mid(std::min<qsizetype>(3, one.address.size()));
            one.how = "written otherwise";
            return true;
        }
    }

    void lookAlikes(const LabelledCustomer &first)
    {
        if (first.name.isEmpty()) {
            LabelledCustomer other = person(); // the same town, another company on the same floor
            other.address = first.address;
            other.how = "same address";
            add(other);
            return;
        }
        switch (m_dice.below(8)) {
        case 0:
        case 1: { // thousands are called so
            LabelledCustomer other = person();
            if (other.name.isEmpty())
                return;
            other.name = first.name;
            other.email.clear();
            other.how = "same name, other number";
            add(other);
            return;
        }
        case 2:
        case 3: { // a family at one telephone
            const bool marked = m_dice.perMille(500);
            LabelledCustomer other = first;
            other.person = ++m_last;
            PersonText relative = chinesePersonNamed(m_dice, {first.name, {}, m_surname});
            if (relative.name == first.name || m_dice.perMille(500))
                relative = chinesePerson(m_dice);
            if (relative.name == first.name || pinyin(relative.name, Reading::Name) == pinyin(first.name, Reading::Name))
                return;
            other.name = relative.name;
            other.phone = (marked ? u"家庭: "_s : QString()) + first.phone;
            other.email.clear();
            other.birthday.clear();
            other.company.clear();
            other.how = marked ? "family, marked" : "family, not marked";
            add(other);
            return;
        }
        case 4:
        case 5: { // colleagues behind a switchboard
            if (first.company.isEmpty())
                return;
            const Place &place = placeAt(m_dice);
            const QString number = m_numbers.landline(m_dice, place).written;
            QStringList names{first.name};
            for (int i = m_dice.between(2, 9); i > 0; --i) {
                const PersonText who = chinesePerson(m_dice);
                if (names.contains(who.name) || who.name.size() < 2)
                    continue;
                names.append(who.name);
                LabelledCustomer other;
                other.person = ++m_last;
                other.name = who.name;
                other.company = first.company;
                other.city = first.city;
                other.address = first.address;
                other.phone = (m_dice.perMille(500) ? u"总机: "_s : QString()) + number;
                other.email = m_dice.perMille(300) ? u"info@example%1.cn"_s.arg(first.person) : QString();
                other.how = "behind one switchboard";
                add(other);
            }
            return;
        }
        case 6: { // a shop's phone that everybody gives
            for (int i = m_dice.between(6, 9); i > 0; --i) {
                LabelledCustomer other = person();
                if (other.name.isEmpty())
                    continue;
                other.phone = first.phone;
                other.email.clear();
                other.how = "a shop's phone";
                add(other);
            }
            return;
        }
        default: { // two of the same name in one company
            if (first.company.isEmpty())
                return;
            LabelledCustomer other = person();
            if (other.name.isEmpty())
                return;
            other.name = first.name;
            other.company = first.company;
            other.address = first.address;
            other.email = first.email.isEmpty() ? QString() : mailOf(m_letters);
            other.how = "same name, same company, other number";
            add(other);
            return;
        }
        }
    }

    Dice m_dice;
    Numbers m_numbers;
    int m_people;
    int m_last = 0;
    QString m_letters;
    QString m_surname;
    QList<LabelledCustomer> m_all;
};

} // namespace

QList<LabelledCustomer> labelledSet(const LabelledSetOptions &options) { return Maker(options).make(); }

} // namespace kemai
