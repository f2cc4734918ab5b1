// SPDX-License-Identifier: GPL-3.0-or-later
//
// How a cell is read: the cleaned text is scanned once for groups of digits. What stands between two groups is a gap:
// Soft (space, hyphen, dot, parenthesis) may lie inside a number, Extension (转, ext, #) announces one, Hard (anything
// else) ends a number. A run of groups with soft gaps is cut into numbers greedily, the longest that the judge accepts
// first; a lone mainland mobile number is taken at once.
#include "text/phone.h"

#include "text/clean.h"
#include "text/phone_judge.h"

#include <QVarLengthArray>

#include <algorithm>
#include <string>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

constexpr int judgeLimit = 24;    // questions to the judge a cell may cost, plain mobile numbers apart
constexpr int groupLimit = 96;    // groups of digits in a cell
constexpr size_t digitLimit = 19; // of one number: 15 of E.164 after 00 and a stray trunk 0

struct Group {
    int begin = 0; // the plus sign, or the first digit
    int end = 0;
    bool plus = false;
    int digits = 0;
};

enum class Gap { Soft, Extension, Hard };

// The text with every dash as '-', every decimal digit as ASCII, the middle dot as '.'; unit for unit.
std::u16string plainForm(const QString &text)
{
    std::u16string plain;
    plain.reserve(static_cast<size_t>(text.size()));
    for (const QChar c : text) {
        const char16_t unit = c.unicode();
        if (unit < 0x80) {
            plain += unit;
            continue;
        }
        if ((unit >= 0x2010 && unit <= 0x2015) || unit == 0x2212 || unit == 0x30FC || unit == 0x2500)
            plain += u'-';
        else if (unit == 0x00B7 || unit == 0x2022)
            plain += u'.';
        else if (c.category() == QChar::Number_DecimalDigit)
            plain += static_cast<char16_t>(u'0' + c.digitValue());
        else
            plain += unit;
    }
    return plain;
}

bool isDigit(char16_t c)
{
    return c >= u'0' && c <= u'9';
}

bool isSoft(char16_t c)
{
    return c == u' ' || c == u'-' || c == u'.' || c == u'(' || c == u')';
}

bool isSeparator(char16_t c)
{
    switch (c) {
    case u';':
    case u',':
    case u'/':
    case u'\\':
    case u'|':
    case u'\n':
    case u'&':
    case u'、':
    case u'。':
    case u'，':
    case u'；':
        return true;
    default:
        return false;
    }
}

bool isExtensionWord(QStringView gap)
{
    QString word;
    for (const QChar c : gap) {
        if (c == u' ' || c == u':' || c == u'.' || c == u'-' || c == u'(' || c == u'=' || c == u';' || c == u','
            || c == u'：')
            continue;
        word += c.toLower();
        if (word.size() > 12)
            return false;
    }
    static const QStringList words{u"转"_s,       u"转接"_s, u"转分机"_s, u"分机"_s,      u"分机号"_s,
                                   u"转分机号"_s, u"内线"_s, u"轉"_s,     u"轉接"_s,      u"分機"_s,
                                   u"內線"_s,     u"ext"_s,  u"extn"_s,   u"extension"_s, u"x"_s,
                                   u"#"_s,        u"*"_s,    u"ext#"_s,   u"转#"_s};
    return words.contains(word);
}

// 13800138000.0 and 1.3800138000E10 are what spreadsheets make of a number. The digits are kept only if every one of
// them is written; 1.38E+10 has lost eight of them and is no number any more. Empty: not of this form, or lost.
enum class Spreadsheet { No, Whole, Lost };

Spreadsheet readSpreadsheet(const std::u16string &plain, std::u16string *digits)
{
    size_t at = 0;
    const auto readDigits = [&plain, &at] {
        std::u16string read;
        while (at < plain.size() && isDigit(plain[at]))
            read += plain[at++];
        return read;
    };
    const std::u16string whole = readDigits();
    if (whole.empty() || at == plain.size())
        return Spreadsheet::No;
    std::u16string decimals;
    if (plain[at] == u'.') {
        ++at;
        decimals = readDigits();
        if (decimals.empty())
            return Spreadsheet::No;
    }
    if (at == plain.size()) {
        // 138.0013 is a grouped number, 13800138000.0 a float
        if (whole.size() < 7 || decimals.find_first_not_of(u'0') != std::u16string::npos)
            return Spreadsheet::No;
        *digits = whole;
        return Spreadsheet::Whole;
    }
    if (plain[at] != u'E' && plain[at] != u'e')
        return Spreadsheet::No;
    ++at;
    if (at < plain.size() && plain[at] == u'+')
        ++at;
    const std::u16string exponent = readDigits();
    if (at != plain.size() || exponent.empty() || exponent.size() > 2 || whole.size() != 1)
        return Spreadsheet::No;
    size_t shift = 0;
    for (const char16_t c : exponent)
        shift = shift * 10 + (c - u'0');
    if (decimals.size() < shift || decimals.find_first_not_of(u'0', shift) != std::u16string::npos)
        return Spreadsheet::Lost;
    *digits = whole + decimals.substr(0, shift);
    return Spreadsheet::Whole;
}

class CellReader {
public:
    CellReader(const QString &text, std::string region)
        : m_text(text)
        , m_plain(plainForm(text))
        , m_region(std::move(region))
    {
    }

    QList<PhoneNumber> read();

private:
    struct Piece {
        PhoneNumber number;
        int begin = 0;
        int end = 0;
    };

    bool findGroups();
    Gap gapAfter(int group) const;
    int readNumber(int first, int last); // appends a piece, returns the group after it
    phone::Verdict judgeGroups(int first, int last);
    QString labelOf(int begin, int end) const;
    void addLabels();
    PhoneNumber unread() const;
    QString digitsBetween(int begin, int end) const;

    const QString &m_text;
    const std::u16string m_plain;
    const std::string m_region;
    QVarLengthArray<Group, 8> m_groups;
    QList<Piece> m_pieces;
    int m_questions = 0;
};

bool CellReader::findGroups()
{
    const int size = static_cast<int>(m_plain.size());
    const auto at = [this](int index) { return m_plain[static_cast<size_t>(index)]; };
    for (int index = 0; index < size;) {
        if (!isDigit(at(index))) {
            ++index;
            continue;
        }
        Group group;
        group.begin = index;
        int before = index - 1;
        while (before >= 0 && before > index - 3 && (at(before) == u' ' || at(before) == u'('))
            --before;
        // 86+138… and +86+138… are one number: a plus sign right behind the country code begins none.
        const bool insideNumber = !m_groups.isEmpty() && before == m_groups.back().end && m_groups.back().digits <= 4
            && digitsBetween(m_groups.back().begin, m_groups.back().end).endsWith(u"86");
        if (before >= 0 && at(before) == u'+' && !insideNumber
            && (m_groups.isEmpty() || before >= m_groups.back().end)) {
            group.plus = true;
            group.begin = before;
        }
        while (index < size && isDigit(at(index)))
            ++index;
        group.end = index;
        for (int digit = group.begin; digit < index; ++digit)
            group.digits += isDigit(at(digit)) ? 1 : 0;
        if (m_groups.size() == groupLimit)
            return false;
        m_groups.append(group);
    }
    return !m_groups.isEmpty();
}

Gap CellReader::gapAfter(int group) const
{
    if (group + 1 >= m_groups.size())
        return Gap::Hard;
    const Group &left = m_groups[group];
    const Group &right = m_groups[group + 1];
    const std::u16string_view gap = std::u16string_view(m_plain).substr(static_cast<size_t>(left.end),
                                                                        static_cast<size_t>(right.begin - left.end));
    if (std::all_of(gap.begin(), gap.end(), isSoft) || gap == u"+")
        return Gap::Soft;
    if (gap == u"/" && left.digits >= 3 && left.digits <= 4 && m_plain[static_cast<size_t>(left.begin)] == u'0'
        && right.digits >= 7)
        return Gap::Soft; // 021/62888888: a slash after an area code
    if (right.plus || right.digits > 7)
        return Gap::Hard;
    // "(总机)转801": what stands in parentheses is a label, the word behind them counts.
    const size_t close = gap.rfind(u')');
    const bool labeled = gap.front() == u'(' && close != std::u16string_view::npos && close + 1 < gap.size();
    const std::u16string_view word = labeled ? gap.substr(close + 1) : gap;
    if (isExtensionWord(QStringView(word.data(), static_cast<qsizetype>(word.size()))))
        return Gap::Extension;
    return Gap::Hard;
}

phone::Verdict CellReader::judgeGroups(int first, int last)
{
    int begin = m_groups[first].begin;
    while (begin > 0 && m_plain[static_cast<size_t>(begin) - 1] == u'(')
        --begin;
    std::string text;
    int open = 0;
    for (int at = begin; at < m_groups[last].end; ++at) {
        const char16_t c = m_plain[static_cast<size_t>(at)];
        open += c == u'(' ? 1 : c == u')' ? -1 : 0;
        text += c == u'/' || (c == u'+' && !text.empty() && text.back() != '(') ? '-' : static_cast<char>(c);
    }
    if (open != 0) // "(138..." of a label in parentheses: the parentheses say nothing
        std::erase_if(text, [](char c) { return c == '(' || c == ')'; });
    return phone::judge(text, m_region);
}

int CellReader::readNumber(int first, int last)
{
    int taken = -1;
    phone::Verdict verdict;
    const Group &head = m_groups[first];
    const bool askedAlone = !head.plus && head.digits == 11;
    phone::Verdict alone;
    if (askedAlone) { // a whole mobile number, most often: no question of more groups
        alone = judgeGroups(first, first);
        if (alone.kind == PhoneKind::Mobile) {
            verdict = alone;
            taken = first;
        } else {
            ++m_questions;
        }
    }
    if (taken < 0) {
        // How far one number may reach: not over a plus sign, not beyond the digits of a number.
        int furthest = first;
        size_t digits = static_cast<size_t>(head.digits);
        bool allService = true;
        while (furthest < last && !m_groups[furthest + 1].plus
               && digits + static_cast<size_t>(m_groups[furthest + 1].digits) <= digitLimit)
            digits += static_cast<size_t>(m_groups[++furthest].digits);
        if (furthest > first) { // "10086 10010" are two numbers though their digits make one
            for (int group = first; group <= furthest && allService; ++group) {
                const Group &one = m_groups[group];
                allService = one.digits >= 5 && one.digits <= 6 && judgeGroups(group, group).kind == PhoneKind::Service;
            }
            if (allService)
                furthest = first;
        }
        for (int group = furthest; group >= first && taken < 0 && m_questions < judgeLimit; --group) {
            if (group == first && askedAlone) {
                verdict = alone;
            } else {
                ++m_questions;
                verdict = judgeGroups(first, group);
            }
            if (verdict)
                taken = group;
        }
    }
    if (taken < 0)
        return first;

    Piece piece;
    piece.begin = head.begin;
    while (piece.begin > 0 && m_plain[static_cast<size_t>(piece.begin) - 1] == u'(')
        --piece.begin;
    piece.end = m_groups[taken].end;
    piece.number.kind = verdict.kind;
    piece.number.e164 = QString::fromStdString(verdict.e164);
    piece.number.region = QString::fromStdString(verdict.region);
    piece.number.digits = QString::fromStdString(verdict.digits);

    // An extension: announced by a word, or a short group after a hyphen.
    if (taken + 1 < m_groups.size()) {
        const Group &next = m_groups[taken + 1];
        const Gap gap = gapAfter(taken);
        const std::u16string_view between = std::u16string_view(m_plain).substr(
            static_cast<size_t>(piece.end), static_cast<size_t>(next.begin - piece.end));
        const bool hyphen = between == u"-" || between == u" - " || between == u"--";
        const bool closed
            = next.end < static_cast<int>(m_plain.size()) && m_plain[static_cast<size_t>(next.end)] == u')';
        const bool inParentheses = closed && (between == u"(" || between == u" (");
        if (gap == Gap::Extension
            || (gap == Gap::Soft && (hyphen || inParentheses) && !next.plus && next.digits <= 6)) {
            piece.number.extension = digitsBetween(next.begin, next.end);
            if (gap == Gap::Extension && between.front() == u'(' && between.find(u')') != std::u16string_view::npos)
                piece.number.label = labelOf(piece.end, piece.end + static_cast<int>(between.rfind(u')')));
            piece.end = next.end;
            ++taken;
        }
    }
    // A parenthesis opened inside the number closes in it: "…(转801)".
    const auto inside = std::u16string_view(m_plain).substr(static_cast<size_t>(piece.begin),
                                                            static_cast<size_t>(piece.end - piece.begin));
    if (inside.front() != u'('
        && std::count(inside.begin(), inside.end(), u'(') > std::count(inside.begin(), inside.end(), u')')
        && piece.end < static_cast<int>(m_plain.size()) && m_plain[static_cast<size_t>(piece.end)] == u')')
        ++piece.end;
    m_pieces.append(piece);
    return taken + 1;
}

QString CellReader::digitsBetween(int begin, int end) const
{
    QString digits;
    for (int at = begin; at < end; ++at) {
        if (isDigit(m_plain[static_cast<size_t>(at)]))
            digits += QChar(m_plain[static_cast<size_t>(at)]);
    }
    return digits;
}

PhoneNumber CellReader::unread() const
{
    PhoneNumber unknown;
    unknown.written = m_text;
    unknown.written.replace(u'\n', u' ');
    unknown.digits = digitsBetween(0, static_cast<int>(m_plain.size()));
    return unknown;
}

// What a person would read as a label: no punctuation at its ends.
QString CellReader::labelOf(int begin, int end) const
{
    const auto isMark = [this](int at) {
        const QChar c = m_text[at];
        return !c.isLetterOrNumber() && !c.isSurrogate();
    };
    while (begin < end && isMark(begin))
        ++begin;
    while (end > begin && isMark(end - 1))
        --end;
    QString label = m_text.mid(begin, end - begin);
    label.replace(u'\n', u' ');
    return label;
}

void CellReader::addLabels()
{
    const int size = static_cast<int>(m_plain.size());
    const auto setLabel = [](Piece *piece, const QString &label) {
        if (!label.isEmpty()) // one found inside the number stays: (总机)转801
            piece->number.label = label;
    };
    for (qsizetype index = 0; index <= m_pieces.size(); ++index) {
        const int begin = index == 0 ? 0 : m_pieces[index - 1].end;
        const int end = index == m_pieces.size() ? size : m_pieces[index].begin;
        Piece *left = index == 0 ? nullptr : &m_pieces[index - 1];
        Piece *right = index == m_pieces.size() ? nullptr : &m_pieces[index];
        int cut = begin;
        while (cut < end && !isSeparator(m_plain[static_cast<size_t>(cut)]))
            ++cut;
        const bool separated = cut < end;
        const QString before = labelOf(begin, cut);
        // Without a separator the text belongs to the number that has no label yet: "张三 138… 李四 139…".
        if (left && (separated || !right || left->number.label.isEmpty())) {
            if (left->number.label.isEmpty())
                left->number.label = before;
            else if (!before.isEmpty())
                left->number.label += u' ' + before;
            if (separated && right)
                setLabel(right, labelOf(cut, end));
            else if (separated) {
                const QString rest = labelOf(cut, end);
                if (!rest.isEmpty())
                    left->number.label += (left->number.label.isEmpty() ? u""_s : u" "_s) + rest;
            }
        } else if (right) {
            setLabel(right, labelOf(begin, end));
        }
    }
}

QList<PhoneNumber> CellReader::read()
{
    if (m_text.isEmpty())
        return {};
    if (!findGroups())
        return {unread()};

    bool anyNumber = false;
    for (int group = 0; group < m_groups.size();) {
        int last = group;
        while (last + 1 < m_groups.size() && gapAfter(last) == Gap::Soft)
            ++last;
        const int next = readNumber(group, last);
        if (next > group) {
            anyNumber = true;
            group = next;
            continue;
        }
        // No number begins here. A long row of digits is kept as such; a short one stays in the text around it.
        const Group &one = m_groups[group];
        if (one.digits >= 5) {
            Piece piece;
            piece.begin = one.begin;
            piece.end = one.end;
            piece.number.digits = digitsBetween(one.begin, one.end);
            m_pieces.append(piece);
        } else if (!m_pieces.isEmpty() && group > 0 && m_groups[group - 1].end == m_pieces.back().end) {
            // "62888888/89", "… 转801-3": kept as written with the number before it
            bool onlyMarks = true;
            for (int at = m_pieces.back().end; at < one.begin; ++at)
                onlyMarks = onlyMarks
                    && (isSoft(m_plain[static_cast<size_t>(at)]) || m_plain[static_cast<size_t>(at)] == u'~'
                        || m_plain[static_cast<size_t>(at)] == u'/');
            if (onlyMarks)
                m_pieces.back().end = one.end;
        }
        ++group;
    }
    if (!anyNumber || m_questions >= judgeLimit || m_pieces.size() > phoneCountLimit)
        return {unread()};

    QList<PhoneNumber> numbers;
    addLabels();
    for (Piece &piece : m_pieces) {
        // A closing parenthesis that belongs to the number: "(021)62888888" has both inside.
        piece.number.written = m_text.mid(piece.begin, piece.end - piece.begin).simplified();
        if (piece.number.written.startsWith(u'(') && !piece.number.written.contains(u')'))
            piece.number.written.remove(0, 1);
        numbers.append(piece.number);
    }
    return numbers;
}

} // namespace

QList<PhoneNumber> parsePhones(QStringView cell, const QString &region)
{
    const Cleaned cleaned = clean(FieldClass::Phone, cell.toString());
    QString text = cleaned.text;
    if (text.isEmpty())
        return {};
    if (text.size() > phoneCellLimit) {
        PhoneNumber unknown;
        unknown.written = text.replace(u'\n', u' ');
        return {unknown};
    }
    std::u16string digits;
    switch (readSpreadsheet(plainForm(text), &digits)) {
    case Spreadsheet::Whole: {
        const QString whole = QString::fromStdU16String(digits);
        QList<PhoneNumber> numbers = CellReader(whole, region.toStdString()).read();
        if (numbers.size() == 1)
            numbers.front().written = text;
        return numbers;
    }
    case Spreadsheet::Lost: {
        PhoneNumber unknown;
        unknown.written = text;
        return {unknown};
    }
    case Spreadsheet::No:
        break;
    }
    return CellReader(text, region.toStdString()).read();
}

} // namespace kemai
