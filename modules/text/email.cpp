// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/email.h"

#include "text/clean.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

constexpr qsizetype longestAddress = 254; // RFC 5321 section 4.5.3.1.3, without the brackets
constexpr qsizetype longestLocalPart = 64;
constexpr qsizetype longestRead = 1024; // with a display name and brackets around it

Failure refused(const QString &id, const QString &text)
{
    return fail(Error::Code::Invalid, id, u"email address refused"_s, {text.left(longestAddress)});
}

bool isLocalPart(QStringView local)
{
    if (local.isEmpty() || local.size() > longestLocalPart || local.front() == u'.' || local.back() == u'.')
        return false;
    for (qsizetype at = 0; at < local.size(); ++at) {
        const QChar c = local[at];
        if (c == u'.' && local[at - 1] == u'.')
            return false;
        if (c.unicode() < 0x80 && !c.isLetterOrNumber() && !QStringView(u".!#$%&'*+-/=?^_`{|}~").contains(c))
            return false;
        if (c == QChar(QChar::ReplacementCharacter) || c.isSpace())
            return false;
    }
    return true;
}

bool isAsciiDomain(QStringView domain)
{
    if (domain.size() > 253 || !domain.contains(u'.'))
        return false;
    qsizetype label = 0;
    for (qsizetype at = 0; at <= domain.size(); ++at) {
        if (at == domain.size() || domain[at] == u'.') {
            if (label == 0 || label > 63 || domain[at - 1] == u'-' || domain[at - label] == u'-')
                return false;
            label = 0;
            continue;
        }
        const char16_t c = domain[at].unicode();
        if (!((c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'-'))
            return false;
        ++label;
    }
    // An all-digit top level is an address of another kind (RFC 3696).
    const QStringView top = domain.sliced(domain.lastIndexOf(u'.') + 1);
    return top.size() >= 2 && !top.front().isDigit();
}

} // namespace

Result<EmailAddress> parseEmail(QStringView text)
{
    if (text.size() > longestRead)
        return refused(u"text.emailTooLong"_s, text.left(longestAddress).toString());
    QString address = clean(FieldClass::Email, text.toString()).text;
    const QString shown = address;
    if (address.startsWith(u"mailto:", Qt::CaseInsensitive))
        address.remove(0, 7);
    const qsizetype open = address.lastIndexOf(u'<');
    const qsizetype close = address.lastIndexOf(u'>');
    if (open >= 0 && close > open)
        address = address.mid(open + 1, close - open - 1);
    address = address.trimmed();
    while (!address.isEmpty() && QStringView(u".,;:。，；").contains(address.back()))
        address.chop(1);
    address.remove(u' ');
    if (address.size() > longestAddress)
        return refused(u"text.emailTooLong"_s, shown);

    const qsizetype at = address.lastIndexOf(u'@');
    if (at < 0)
        return refused(u"text.emailWithoutAt"_s, shown);
    const QString local = address.left(at);
    QString domain = address.mid(at + 1).toLower();
    domain.replace(u'。', u'.').replace(u'｡', u'.');
    if (!isLocalPart(local))
        return refused(u"text.emailLocalPart"_s, shown);
    bool ascii = true;
    for (const QChar c : domain)
        ascii = ascii && c.unicode() < 0x80;
    const QString asciiDomain = ascii ? domain : QString::fromLatin1(QUrl::toAce(domain));
    if (!isAsciiDomain(asciiDomain))
        return refused(u"text.emailDomain"_s, shown);
    return EmailAddress{local + u'@' + domain, QString(local + u'@').toLower() + asciiDomain};
}

} // namespace kemai
