// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/ui/customer_words.h"

#include "base/error_text.h"
#include "text/division.h"
#include "text/pinyin.h"
#include "text/trade_words.h"
#include "widgets/language.h"

namespace kemai {

using namespace Qt::StringLiterals;

bool CustomerWords::chinese() { return language().tongue() == Tongue::Chinese; }

QString CustomerWords::trade(const QString &written) { return tradeWord(written, chinese()); }

QString CustomerWords::choice(const FieldOf<QString> &field, const Record &record)
{
    const QString code = record[field];
    return code.isEmpty() ? QString() : choiceLabel(field.field(), code, chinese());
}

QString CustomerWords::sentence(const Error &error)
{
    return errorText(error, chinese() ? ErrorLanguage::Chinese : ErrorLanguage::English);
}

QString CustomerWords::name(const Record &record)
{
    const QString own = record[customer::name];
    if (!own.isEmpty())
        return own;
    const QString company = record[customer::company];
    return company.isEmpty() ? tr("No name") : company;
}

namespace {

bool isHan(const QString &text) { return std::ranges::all_of(text, [](QChar c) { return c.script() == QChar::Script_Han; }); }

// Hangzhou; what is not written in Chinese stays.
QString spelledPlace(const QString &place)
{
    if (place.isEmpty() || !isHan(place))
        return place;
    QString spelled = pinyin(place, Reading::Ordinary);
    if (!spelled.isEmpty())
        spelled[0] = spelled.front().toUpper();
    return spelled;
}

QString spelledProvince(const QString &province)
{
    const QList<DivisionMatch> known = divisionsAtStart(province);
    const QString english = known.isEmpty() ? QString() : provinceNameEnglish(known.first().division->code);
    return english.isEmpty() ? spelledPlace(province) : english;
}

} // namespace

QString CustomerWords::region(const Record &record)
{
    const auto brief = [](QString place) { // 江苏省 南京市 -> 江苏 南京
        if (place.size() > 2 && (place.endsWith(u'省') || place.endsWith(u'市')))
            place.chop(1);
        return place;
    };
    const QString province = brief(record[customer::province]);
    const QString city = brief(record[customer::city]);
    if (!chinese()) // Hangzhou, Zhejiang
        return joined({spelledPlace(city), city == province ? QString() : spelledProvince(record[customer::province])}, u", "_s);
    return joined({province, city == province ? QString() : city}, u" "_s); // 上海 上海 says it twice
}

QString CustomerWords::owner(const CustomerView &view)
{
    if (!chinese() && !view.ownerNameEn.isEmpty())
        return view.ownerNameEn;
    return view.ownerName;
}

QString CustomerWords::number(const Record &record, const Human &human)
{
    const QString e164 = record[phone::e164];
    return e164.isEmpty() ? record[phone::written] : human.phone(e164, record[phone::extension]);
}

QString CustomerWords::digits(const QString &text)
{
    QString only;
    for (const QChar c : text)
        if (c.isDigit())
            only += c;
    return only;
}

QString CustomerWords::foundNumber(const Hit &hit, const Human &human)
{
    QString dialled = digits(hit.matched);
    if (dialled.startsWith(u'0')) // as dialled inside the country: 021..., in E.164 21...
        dialled.remove(0, 1);
    for (const QString &number : hit.phones) {
        const qsizetype extension = number.indexOf(u" ext. "_s);
        if (digits(number.left(extension)).endsWith(dialled))
            return human.phone(number.left(extension), extension < 0 ? QString() : number.mid(extension + 6));
    }
    return human.phone(hit.matched);
}

QString CustomerWords::whose(const Record &record) { return choice(phone::kind, record); }

QString CustomerWords::joined(const QStringList &parts, const QString &between)
{
    QStringList some;
    for (const QString &part : parts)
        if (!part.isEmpty())
            some.append(part);
    return some.join(between);
}

QList<Tag> CustomerWords::rowTags(const CustomerRow &row, qint64 nowMs)
{
    QList<Tag> tags;
    if (!row.customer[customer::merged_into].isNull())
        tags.append({tr("Linked"), Tone::Info});
    if (row.promiseDueMs != 0 && row.promiseDueMs < nowMs)
        tags.append({tr("Promise overdue"), Tone::Danger});
    if (!row.stage.isEmpty())
        tags.append({trade(row.stage), Tone::Accent});
    if (row.won)
        tags.append({tr("Won"), Tone::Success});
    if (row.customer[customer::state] == u"pool")
        tags.append({choice(customer::state, row.customer), Tone::Neutral});
    if (const QString level = row.customer[customer::level]; !level.isEmpty())
        tags.append({trade(level), Tone::Neutral});
    return tags;
}

Tag CustomerWords::dueTag(qint64 dueMs, qint64 nowMs, const Human &human)
{
    return {human.due(dueMs, nowMs), dueMs < nowMs ? Tone::Danger : Tone::Neutral};
}

QString CustomerWords::spacedPinyin(const QString &name)
{
    QStringList words;
    for (const Syllables &each : syllables(name, Reading::Name))
        if (!each.isEmpty())
            words.append(QString(syllableText(each.candidates[0])));
    return words.join(u' ');
}

QList<TextSpan> CustomerWords::numberSpan(const QString &matched, int start, int length, const QString &shown)
{
    // Counted from the end: the country code may be shown or not.
    int behind = 0;
    int within = 0;
    for (qsizetype i = start; i < matched.size(); ++i)
        if (matched[i].isDigit())
            ++(i < start + length ? within : behind);
    if (within == 0)
        return {};
    qsizetype at = shown.size() - 1;
    if (const qsizetype extension = std::max(shown.indexOf(u'转'), shown.indexOf(u"ext"_s)); extension > 0)
        at = extension - 1;
    const auto back = [&](int digits) {
        for (; at >= 0 && digits > 0; --at)
            if (shown[at].isDigit())
                --digits;
        return digits == 0;
    };
    if (!back(behind))
        return {};
    while (at >= 0 && !shown[at].isDigit())
        --at;
    const qsizetype end = at + 1;
    back(within); // a country code that is not shown cuts the span at the beginning
    return {{at + 1, end - at - 1}};
}

} // namespace kemai
