// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/duplicate_match.h"

#include "customers/normal_forms.h"
#include "schema/customer.h"
#include "text/clean.h"
#include "text/name.h"
#include "text/pinyin.h"

#include <algorithm>

namespace kemai {

using namespace Qt::StringLiterals;

namespace {

QString lettersOnly(const QString &folded)
{
    QString letters;
    for (const QChar c : folded)
        if (c.isLetterOrNumber() || c.isSurrogate() || c.isMark())
            letters += c;
    return letters;
}

void setName(MatchSubject &subject, const QString &name, const QString &company)
{
    const PersonName person = personName(name);
    subject.surname = person.surname;
    subject.titled = !person.title.isEmpty() && !person.surname.isEmpty() && person.given.isEmpty();
    subject.sound = soundOf(person.folded);
    if (const QStringList words = person.folded.split(u' '); words.size() == 2) // Zhang Wei is Wei Zhang, and 张伟
        subject.soundReversed = soundOf(words[1] + words[0]);
    subject.name = lettersOnly(person.folded);
    subject.company = lettersOnly(companyCore(company));
    subject.companySound = soundOf(subject.company);
    subject.nameAsCompany = lettersOnly(companyCore(person.folded));
    subject.companyAsName = lettersOnly(personName(company).folded);
}

// 138****1234, 138-xxxx-1234: the digits and a star for each hidden one; empty: nothing is hidden.
QString maskOf(const QString &written)
{
    QString mask;
    int hidden = 0;
    for (const QChar c : clean(FieldClass::Phone, written).text) {
        if (c >= u'0' && c <= u'9')
            mask += c;
        else if (c == u'*' || c == u'x' || c == u'X' || c == u'?' || c == u'#') {
            mask += u'*';
            ++hidden;
        } else if (c != u' ' && c != u'-')
            return {};
    }
    return hidden >= 2 && mask.size() - hidden >= 5 && mask.size() <= 15 ? mask : QString();
}

bool fitsMask(const QString &mask, const QString &other)
{
    if (mask.size() != other.size())
        return false;
    for (qsizetype i = 0; i < mask.size(); ++i)
        if (mask[i] != u'*' && other[i] != u'*' && mask[i] != other[i])
            return false;
    return true;
}

SubjectNumber numberOf(const QString &identity, const QString &digits, const QString &line, const QString &kind, const QString &extension,
                       const QString &written)
{
    SubjectNumber number{identity, digits, false, false, kind == u"self"};
    if (identity.isEmpty()) {
        number.digits = maskOf(written);
        number.masked = !number.digits.isEmpty();
        if (number.masked)
            number.identity = number.digits;
        return number;
    }
    const bool personal = line == u"mobile" || line == u"foreign" || !extension.isEmpty();
    number.shared = kind == u"switchboard" || kind == u"family" || kind == u"reception" || (!personal && !number.own);
    return number;
}

bool oneKeyApart(const QString &a, const QString &b)
{
    if (a.size() != b.size() || a.size() != 11 || a == b)
        return false;
    qsizetype first = -1;
    int different = 0;
    for (qsizetype i = 0; i < a.size(); ++i)
        if (a[i] != b[i] && ++different == 1)
            first = i;
    if (different == 1)
        return true;
    return different == 2 && first + 1 < a.size() && a[first] == b[first + 1] && a[first + 1] == b[first];
}

// At most one character put in, left out or changed, or two neighbors swapped.
bool oneCharacterApart(const QString &a, const QString &b)
{
    const QString &longer = a.size() >= b.size() ? a : b;
    const QString &shorter = a.size() >= b.size() ? b : a;
    if (longer.size() - shorter.size() > 1)
        return false;
    qsizetype head = 0;
    while (head < shorter.size() && longer[head] == shorter[head])
        ++head;
    qsizetype tail = 0;
    while (tail < shorter.size() - head && longer[longer.size() - 1 - tail] == shorter[shorter.size() - 1 - tail])
        ++tail;
    const qsizetype inLonger = longer.size() - head - tail;
    const qsizetype inShorter = shorter.size() - head - tail;
    if (inLonger <= 1 && inShorter <= 1)
        return true;
    return inLonger == 2 && inShorter == 2 && longer[head] == shorter[head + 1] && longer[head + 1] == shorter[head];
}

bool isHanName(const QString &name)
{
    return std::any_of(name.begin(), name.end(), [](QChar c) { return c.unicode() >= 0x2e80; });
}

enum class Names : quint8 { Same, Sound, Titled, Missing, Near, Other };

Names compareNames(const MatchSubject &a, const MatchSubject &b)
{
    if (a.name.isEmpty() || b.name.isEmpty())
        return Names::Missing;
    if (a.name == b.name)
        return Names::Same;
    if (!a.sound.isEmpty() && (a.sound == b.sound || a.sound == b.soundReversed || b.sound == a.soundReversed))
        return Names::Sound;
    if (a.titled || b.titled) {
        if (!a.surname.isEmpty() && soundOf(a.surname) == soundOf(b.surname) && a.titled != b.titled)
            return Names::Titled;
        return Names::Other;
    }
    const bool han = isHanName(a.name) || isHanName(b.name);
    const qsizetype shorter = std::min(a.name.size(), b.name.size());
    if (oneCharacterApart(a.name, b.name) && (han ? shorter >= 2 : shorter >= 4)) {
        // A name of two characters keeps its surname at least, and 张伟 is not 张敏.
        if (han && shorter == 2 && a.name.size() == b.name.size())
            return Names::Other;
        return han ? Names::Near : Names::Sound;
    }
    return Names::Other;
}

enum class Companies : quint8 { Same, Missing, Other };

Companies compareCompanies(const MatchSubject &a, const MatchSubject &b)
{
    if (a.company.isEmpty() || b.company.isEmpty())
        return Companies::Missing;
    if (a.company == b.company || (a.companySound == b.companySound && a.company.size() == b.company.size()))
        return Companies::Same;
    const qsizetype shorter = std::min(a.company.size(), b.company.size());
    if (shorter >= 5 && oneCharacterApart(a.company, b.company))
        return Companies::Same;
    // 客脉 is written for 上海客脉: one core within the other, not just a place.
    return shorter >= 4 && (a.company.contains(b.company) || b.company.contains(a.company)) ? Companies::Same : Companies::Other;
}

bool isSwapped(const MatchSubject &a, const MatchSubject &b)
{
    if (a.name.isEmpty() || b.name.isEmpty() || (a.company.isEmpty() && b.company.isEmpty()))
        return false;
    const auto meets = [](const QString &x, const QString &y) { return !x.isEmpty() && x == y; };
    const bool first = meets(a.nameAsCompany, b.company);
    const bool second = meets(b.nameAsCompany, a.company);
    const bool firstName = meets(a.companyAsName, b.name);
    const bool secondName = meets(b.companyAsName, a.name);
    return (first && firstName) || (second && secondName);
}

struct Numbers {
    bool same = false;     // own
    bool marked = false;   // own, and marked so
    bool sharedSame = false;
    bool oneApart = false;
    bool masked = false;
    bool contradict = false; // both have a number of their own, none in common
    QString text;
};

Numbers compareNumbers(const MatchSubject &a, const MatchSubject &b)
{
    Numbers numbers;
    for (const SubjectNumber &x : a.numbers)
        for (const SubjectNumber &y : b.numbers) {
            if (x.identity.isEmpty() || y.identity.isEmpty())
                continue;
            if (x.masked || y.masked) {
                if (!fitsMask(x.digits, y.digits))
                    continue;
                numbers.masked = true;
                if (numbers.text.isEmpty())
                    numbers.text = x.digits;
            } else if (x.identity == y.identity) {
                if (x.shared || y.shared) {
                    numbers.sharedSame = true;
                    if (!numbers.same)
                        numbers.text = x.identity;
                } else {
                    numbers.same = true;
                    numbers.marked = numbers.marked || x.own || y.own;
                    numbers.text = x.identity;
                }
            } else if (!x.shared && !y.shared && oneKeyApart(x.digits, y.digits)) {
                numbers.oneApart = true;
                if (numbers.text.isEmpty())
                    numbers.text = x.identity;
            }
        }
    numbers.contradict = !numbers.same && !numbers.oneApart && !numbers.masked && !numbers.sharedSame && a.hasOwnNumber() && b.hasOwnNumber();
    return numbers;
}

// Mailboxes of a function, not of a person.
bool isRoleMailbox(const QString &email)
{
    static const QSet<QString> roles{u"info"_s, u"sales"_s, u"service"_s, u"admin"_s, u"contact"_s, u"hr"_s, u"office"_s, u"support"_s,
                                     u"market"_s, u"marketing"_s, u"kefu"_s, u"postmaster"_s, u"webmaster"_s, u"mail"_s, u"noreply"_s,
                                     u"finance"_s, u"job"_s, u"jobs"_s};
    return roles.contains(email.section(u'@', 0, 0));
}

enum class Areas : quint8 { Unknown, SameArea, SameAddress, Contradict };

Areas compareAreas(const MatchSubject &a, const MatchSubject &b, QString &text)
{
    Areas best = Areas::Unknown;
    for (const Address &x : a.addresses)
        for (const Address &y : b.addresses) {
            if (!x.hasArea() || !y.hasArea())
                continue;
            if (!sameArea(x, y)) {
                if (best == Areas::Unknown)
                    best = Areas::Contradict;
                continue;
            }
            if (best != Areas::SameAddress) {
                best = Areas::SameArea;
                text = x.districtName().isEmpty() ? x.cityName() : x.districtName();
            }
            const QString road = lettersOnly(foldedName(x.rest));
            if (road.size() >= 4 && road == lettersOnly(foldedName(y.rest))) {
                text = x.rest;
                best = Areas::SameAddress;
            }
        }
    return best;
}

} // namespace

bool MatchSubject::hasOwnNumber() const
{
    return std::any_of(numbers.begin(), numbers.end(), [](const SubjectNumber &one) { return !one.identity.isEmpty() && !one.shared && !one.masked; });
}

QString soundOf(const QString &folded) { return pinyin(folded, Reading::Name); }

MatchSubject subjectOf(const ImportRow &row)
{
    MatchSubject subject;
    subject.id = row.id;
    setName(subject, row.name, row.company);
    for (const PhoneNumber &number : row.phones)
        subject.numbers.append(numberOf(phoneIdentity(number), number.digits, lineCode(number.kind), kindOfNumber(number), number.extension, number.written));
    for (const EmailText &email : row.emails)
        if (!email.normal.isEmpty())
            subject.emails.append(email.normal);
    for (const QString &text : row.addresses)
        subject.addresses.append(parseAddress(text, row.city));
    subject.city = row.city;
    subject.birthday = row.birthday;
    return subject;
}

MatchSubject subjectOf(const StoredCustomer &stored)
{
    MatchSubject subject;
    subject.id = stored.customer.id;
    setName(subject, stored.customer[customer::name], stored.customer[customer::company]);
    for (const Record &one : stored.phones)
        subject.numbers.append(numberOf(phoneIdentity(one), one[phone::digits], one[phone::line], one[phone::kind], one[phone::extension], one[phone::written]));
    for (const Record &one : stored.emails)
        if (!one[email::normal].isEmpty())
            subject.emails.append(one[email::normal]);
    subject.city = stored.customer[customer::city];
    for (const Record &one : stored.addresses)
        subject.addresses.append(parseAddress(one[address::written], subject.city));
    subject.birthday = stored.customer[customer::birthday];
    return subject;
}

void markShared(MatchSubject &subject, const QSet<QString> &widelyShared)
{
    for (SubjectNumber &number : subject.numbers)
        number.shared = number.shared || widelyShared.contains(number.identity);
}

Match compare(const MatchSubject &a, const MatchSubject &b, const MatchRules &rules)
{
    Match match;
    Names names = compareNames(a, b);
    Companies companies = compareCompanies(a, b);
    if (names != Names::Same && names != Names::Sound && isSwapped(a, b)) {
        names = Names::Same;
        companies = Companies::Same;
        match.swapped = true;
    }
    // Two records without a person are compared as the companies they are.
    const bool nobody = a.name.isEmpty() && b.name.isEmpty();
    if (nobody)
        names = companies == Companies::Same ? Names::Same : Names::Other;
    const Numbers numbers = compareNumbers(a, b);
    QString area;
    const Areas areas = compareAreas(a, b, area);
    QString email;
    bool role = false;
    for (const QString &one : a.emails)
        if (b.emails.contains(one)) {
            role = isRoleMailbox(one);
            email = one;
            if (!role)
                break;
        }
    const bool birthdays = !a.birthday.isEmpty() && !b.birthday.isEmpty();

    const auto holds = [&](MatchCode code, const QString &shared, int less = 0) {
        if (const int weight = rules.weight(code) - less; rules.weight(code) > 0 && weight > 0)
            match.reasons.append({code, shared}), match.score = std::max(match.score, weight);
    };
    const QString named = nobody ? a.company : a.name;
    const bool same = names == Names::Same;
    const bool sound = names == Names::Sound;
    const bool missing = names == Names::Missing && companies != Companies::Other;
    if (numbers.same) {
        if (same)
            holds(MatchCode::NumberName, numbers.text);
        else if (sound || names == Names::Titled || missing)
            holds(MatchCode::NumberSimilar, numbers.text);
        else if (numbers.marked)
            holds(MatchCode::OwnNumber, numbers.text);
        else if (names == Names::Near)
            holds(MatchCode::NumberNear, numbers.text);
        else
            holds(MatchCode::Number, numbers.text);
    }
    if (numbers.sharedSame && !numbers.same) {
        if (same || sound)
            holds(MatchCode::SharedNumberName, numbers.text, same ? 0 : 10);
        else
            holds(MatchCode::Number, numbers.text, 25);
    }
    if (numbers.masked && same && areas != Areas::Contradict)
        holds(MatchCode::MaskedNumberName, numbers.text);
    if (numbers.oneApart && !numbers.same && (same || sound))
        holds(MatchCode::NearNumber, numbers.text, same ? 0 : companies == Companies::Same ? 4 : 16);
    if (!email.isEmpty()) {
        if (same)
            holds(MatchCode::EmailName, email);
        else if (!role && (sound || names == Names::Titled || missing))
            holds(MatchCode::EmailSimilar, email);
        else
            holds(MatchCode::Email, email, role ? 15 : 0);
    }
    // The same name and one thing more says little once each has another number of his own.
    if (same || sound) {
        const int less = same ? 0 : 4;
        if (nobody)
            holds(MatchCode::Company, a.company, areas == Areas::Contradict ? 20 : 0);
        else if (birthdays && a.birthday == b.birthday)
            holds(MatchCode::NameBirthday, a.birthday, less + (numbers.contradict ? 20 : 0));
        if (areas == Areas::SameAddress && !nobody)
            holds(MatchCode::NameAddress, area, less + (numbers.contradict ? 20 : 0));
        if (companies == Companies::Same && !nobody) {
            const bool otherMail = !a.emails.isEmpty() && !b.emails.isEmpty() && email.isEmpty();
            if (numbers.contradict)
                holds(MatchCode::NameCompanyOther, a.company, less);
            else
                holds(MatchCode::NameCompany, a.company, (same ? 0 : 16) + (otherMail ? 10 : 0)); // colleagues whose names sound alike
        }
        if (match.reasons.isEmpty() && !named.isEmpty())
            holds(MatchCode::Name, named, less);
    }
    if (match.score == 0)
        return match;

    std::ranges::stable_sort(match.reasons, std::ranges::greater(), [&](const MatchReason &reason) { return rules.weight(reason.code); });
    const MatchCode best = match.reasons.first().code;
    const bool nameOnly = best == MatchCode::Name || best == MatchCode::Number || best == MatchCode::NumberNear || best == MatchCode::Email;
    const auto agrees = [&](const QString &what, int points) {
        match.agreeing.append(what);
        match.score += points;
    };
    if (companies == Companies::Same && !nobody && best != MatchCode::NameCompany && best != MatchCode::NameCompanyOther)
        agrees(u"company"_s, 4);
    // A family lives at one address.
    if (areas == Areas::SameAddress && best != MatchCode::NameAddress)
        agrees(u"address"_s, nameOnly ? 0 : 6);
    else if (areas == Areas::SameArea)
        agrees(u"area"_s, nameOnly ? 0 : 6);
    if (!email.isEmpty() && best != MatchCode::EmailName && best != MatchCode::EmailSimilar && best != MatchCode::Email)
        agrees(u"email"_s, role ? 0 : 6);
    if (birthdays && best != MatchCode::NameBirthday) {
        if (a.birthday == b.birthday)
            agrees(u"birthday"_s, 6);
        else {
            match.differing.append(u"birthday"_s);
            match.score -= numbers.same && same ? 6 : 15;
        }
    }
    if (numbers.contradict)
        match.differing.append(u"number"_s);
    if (areas == Areas::Contradict) {
        match.differing.append(u"address"_s);
        if (!numbers.same && email.isEmpty())
            match.score -= 8;
    }
    match.score = std::clamp(match.score, 1, 99);
    return match;
}

QList<Error> reasonsInWords(const Match &match, bool withDetails)
{
    QList<Error> words;
    const auto say = [&](const QString &id, const QString &detail = {}) {
        words.append(makeError(Error::Code::Conflict, id, {}, detail.isEmpty() ? QStringList() : QStringList{detail}));
    };
    for (const MatchReason &reason : match.reasons) {
        const QString shared = withDetails ? reason.shared : u"•••"_s;
        switch (reason.code) {
        case MatchCode::NumberName: say(u"customers.matchNumberName"_s, shared); break;
        case MatchCode::MaskedNumberName: say(u"customers.matchMasked"_s, shared); break;
        case MatchCode::EmailName: say(u"customers.matchEmailName"_s, shared); break;
        case MatchCode::SharedNumberName: say(u"customers.matchSharedNumber"_s, shared); break;
        case MatchCode::NumberSimilar: say(u"customers.matchNumberSimilar"_s, shared); break;
        case MatchCode::EmailSimilar: say(u"customers.matchEmailSimilar"_s, shared); break;
        case MatchCode::OwnNumber: say(u"customers.matchOwnNumber"_s, shared); break;
        case MatchCode::NearNumber: say(u"customers.matchNearNumber"_s, shared); break;
        case MatchCode::Company: say(u"customers.matchCompany"_s); break;
        case MatchCode::NameBirthday: say(u"customers.matchBirthday"_s, shared); break;
        case MatchCode::NameAddress: say(u"customers.matchAddress"_s, shared); break;
        case MatchCode::NameCompany: say(u"customers.matchNameCompany"_s); break;
        case MatchCode::NumberNear: say(u"customers.matchNumberNear"_s, shared); break;
        case MatchCode::Number: say(u"customers.matchNumber"_s, shared); break;
        case MatchCode::NameCompanyOther: say(u"customers.matchNameCompanyOther"_s); break;
        case MatchCode::Email: say(u"customers.matchEmail"_s, shared); break;
        case MatchCode::Name: say(u"customers.matchName"_s); break;
        }
    }
    if (match.swapped)
        say(u"customers.matchSwapped"_s);
    for (const QString &what : match.agreeing) {
        if (what == u"company")
            say(u"customers.agreeCompany"_s);
        else if (what == u"address")
            say(u"customers.agreeAddress"_s);
        else if (what == u"area")
            say(u"customers.agreeArea"_s);
        else if (what == u"email")
            say(u"customers.agreeEmail"_s);
        else if (what == u"birthday")
            say(u"customers.agreeBirthday"_s);
    }
    for (const QString &what : match.differing) {
        if (what == u"number")
            say(u"customers.differNumber"_s);
        else if (what == u"address")
            say(u"customers.differAddress"_s);
        else if (what == u"birthday")
            say(u"customers.differBirthday"_s);
    }
    return words;
}

} // namespace kemai
