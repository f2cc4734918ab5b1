// SPDX-License-Identifier: GPL-3.0-or-later
#include "calls/caller.h"

#include "text/clean.h"

#include <QSet>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

constexpr qsizetype writtenLimit = 64;
constexpr qsizetype extensionDigits = 6;

bool isDigits(QStringView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

// RFC 3323 and what exchanges and gateways write instead.
bool saysHidden(const QString &text)
{
    static const QSet<QString> words{
        u"anonymous"_s, u"unknown"_s, u"private"_s, u"hidden"_s, u"withheld"_s, u"restricted"_s, u"unavailable"_s, u"blocked"_s,
        u"no number"_s, u"nonumber"_s, u"null"_s, u"none"_s, u"s"_s, u"asterisk"_s, u"id unavailable"_s, u"out of area"_s,
        u"匿名"_s, u"匿名号码"_s, u"未知"_s, u"未知号码"_s, u"隐藏"_s, u"隐藏号码"_s, u"私人号码"_s, u"私密号码"_s, u"无号码"_s};
    QString folded = text.toCaseFolded();
    folded.remove(u'<').remove(u'>').remove(u'"');
    folded = folded.trimmed();
    return folded.isEmpty() || words.contains(folded)
        || std::none_of(folded.cbegin(), folded.cend(), [](QChar c) { return c.isLetterOrNumber(); });
}

QString decoded(const QString &text)
{
    return text.contains(u'%') ? QUrl::fromPercentEncoding(text.toUtf8()) : text;
}

// Takes the dress of an address off: display name and brackets, scheme, host, parameters. `extension` and `context` are
// what tel: parameters say.
QString undressed(QString text, QString &extension, QString &context)
{
    if (const qsizetype open = text.lastIndexOf(u'<'); open >= 0)
        if (const qsizetype close = text.indexOf(u'>', open); close > open + 1)
            text = text.sliced(open + 1, close - open - 1).trimmed();
    bool address = false;
    for (const QStringView scheme : {u"tel:", u"sips:", u"sip:", u"callto:"})
        if (text.startsWith(scheme, Qt::CaseInsensitive)) {
            text = text.sliced(scheme.size());
            address = true;
            break;
        }
    if (!address && !text.contains(u'@'))
        return text;
    while (text.startsWith(u'/'))
        text.remove(0, 1);
    if (const qsizetype query = text.indexOf(u'?'); query >= 0)
        text.truncate(query);
    QStringList parts = text.split(u';');
    QString number = parts.takeFirst();
    if (const qsizetype host = number.indexOf(u'@'); host >= 0)
        number.truncate(host);
    if (const qsizetype secret = number.indexOf(u':'); secret >= 0) // user:password
        number.truncate(secret);
    for (const QString &part : std::as_const(parts)) {
        const qsizetype equals = part.indexOf(u'=');
        const QString name = part.left(equals).trimmed().toCaseFolded();
        const QString value = equals < 0 ? QString() : decoded(part.sliced(equals + 1)).trimmed();
        if (name == "ext"_L1 && isDigits(value))
            extension = value;
        else if (name == "phone-context"_L1 && value.startsWith(u'+'))
            context = value;
    }
    return decoded(number).trimmed();
}

// The one number of a text; none, or several, is nobody's.
std::optional<PhoneNumber> onlyNumber(const QString &text, const QString &region)
{
    const QList<PhoneNumber> numbers = parsePhones(text, region);
    if (numbers.size() != 1 || !numbers.first().isNumber())
        return std::nullopt;
    return numbers.first();
}

} // namespace

Caller readCaller(const QString &delivered, const QString &region)
{
    Caller caller;
    if (delivered.size() > callerLimit) {
        caller.kind = Caller::Kind::Unreadable;
        caller.written = clean(FieldClass::Name, delivered.left(callerLimit)).text.left(writtenLimit);
        return caller;
    }
    const QString text = clean(FieldClass::Identifier, delivered).text;
    if (saysHidden(text))
        return caller;
    QString extension;
    QString context;
    const QString number = clean(FieldClass::Identifier, undressed(text, extension, context)).text;
    caller.written = number.left(writtenLimit);
    if (saysHidden(number))
        return caller;

    QString bare = number;
    bare.remove(u' ').remove(u'-').remove(u'.').remove(u'(').remove(u')');
    std::optional<PhoneNumber> read;
    if (!context.isEmpty() && !number.startsWith(u'+')) {
        read = onlyNumber(context + number, region);
        if (!read && number.startsWith(u'0')) // the trunk prefix has no place behind a country code
            read = onlyNumber(context + number.sliced(1), region);
    }
    if (!read)
        read = onlyNumber(number, region);
    if (!read || read->kind == PhoneKind::Unknown) {
        // 0 before a mobile number, as trunks deliver it, also behind the country code.
        for (const QStringView prefix : {u"+860", u"00860", u"860", u"0"})
            if (!read && bare.startsWith(prefix) && isDigits(QStringView(bare).sliced(1)))
                if (const auto behind = onlyNumber(u"+86"_s + bare.sliced(prefix.size()), region); behind && behind->kind == PhoneKind::Mobile)
                    read = behind;
        // A country code without its +; only where what follows is a mainland number, so that nothing is guessed.
        if (!read && bare.startsWith("86"_L1) && bare.size() >= 12 && isDigits(bare))
            read = onlyNumber(u'+' + bare, region);
    }
    if (read) {
        caller.kind = Caller::Kind::Number;
        caller.number = *read;
        if (caller.number.extension.isEmpty())
            caller.number.extension = extension.left(16);
        caller.digits = read->digits;
        return caller;
    }
    if (isDigits(bare) && bare.size() >= 2 && bare.size() <= extensionDigits) {
        caller.kind = Caller::Kind::Extension;
        caller.digits = bare;
        return caller;
    }
    caller.kind = Caller::Kind::Unreadable;
    return caller;
}

} // namespace kemai
