// SPDX-License-Identifier: GPL-3.0-or-later
#include "calls/link.h"

#include "calls/caller.h"
#include "text/clean.h"

#include <QHash>
#include <QUrl>
#include <QUrlQuery>

#include <optional>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

constexpr qsizetype wordLimit = 64;
constexpr qint64 longestWait = 24 * 3600;

QString word(const QString &raw)
{
    QString text = clean(FieldClass::Name, raw.left(4 * wordLimit)).text.left(wordLimit);
    if (!text.isEmpty() && text.back().isHighSurrogate())
        text.chop(1);
    return text;
}

// Every parameter once, none twice: of two numbers none can be believed.
std::optional<QHash<QString, QString>> parameters(const QUrl &url)
{
    QHash<QString, QString> all;
    QString query = url.query(QUrl::FullyEncoded);
    query.replace(u'+', u"%2B"_s); // a number's +, not a form's space
    const auto items = QUrlQuery(query).queryItems(QUrl::FullyDecoded);
    for (const auto &[name, value] : items) {
        if (all.contains(name))
            return std::nullopt;
        all.insert(name, value);
    }
    return all;
}

bool readCallNews(const QHash<QString, QString> &given, CallNews &news)
{
    news.number = given.value(u"number"_s);
    if (!given.contains(u"number"_s) || news.number.size() > callerLimit)
        return false;
    news.queue = word(given.value(u"queue"_s));
    news.choice = word(given.value(u"choice"_s));
    news.from = word(given.value(u"from"_s));
    news.note = clean(FieldClass::FreeText, given.value(u"note"_s)).text.simplified();
    if (given.contains(u"waited"_s)) {
        bool number = false;
        news.waitedSeconds = given.value(u"waited"_s).toLongLong(&number);
        if (!number || news.waitedSeconds < 0 || news.waitedSeconds > longestWait)
            return false;
    }
    const QString direction = given.value(u"direction"_s, u"in"_s);
    if (direction != "in"_L1 && direction != "out"_L1)
        return false;
    news.direction = direction == "in"_L1 ? CallNews::Direction::In : CallNews::Direction::Out;
    const QString event = given.value(u"event"_s, u"ringing"_s);
    if (event == "ringing"_L1)
        news.event = CallNews::Event::Ringing;
    else if (event == "answered"_L1)
        news.event = CallNews::Event::Answered;
    else if (event == "ended"_L1)
        news.event = CallNews::Event::Ended;
    else
        return false;
    return true;
}

} // namespace

Result<Link> readLink(const QString &text)
{
    const auto refused = [&text] {
        return fail(Error::Code::Invalid, u"calls.link"_s, u"a link that is none of ours"_s, {word(text).left(40)});
    };
    if (text.size() > linkLimit)
        return refused();
    const QString trimmed = text.trimmed();
    Link link;
    for (const QStringView scheme : {u"tel:", u"callto:", u"sip:", u"sips:"})
        if (trimmed.startsWith(scheme, Qt::CaseInsensitive)) {
            if (trimmed.size() > callerLimit)
                return refused();
            link.kind = Link::Kind::Call;
            link.call.number = trimmed;
            return link;
        }
    const QUrl url(trimmed, QUrl::StrictMode);
    if (!url.isValid() || url.scheme() != "kemai"_L1 || !url.userInfo().isEmpty() || url.port() >= 0 || url.hasFragment())
        return refused();
    const auto given = parameters(url);
    if (!given)
        return refused();
    const QString what = url.host();
    const QString path = url.path();
    const bool bare = path.isEmpty() || path == "/"_L1;
    if (what == "call"_L1 && bare) {
        link.kind = Link::Kind::Call;
        return readCallNews(*given, link.call) ? Result<Link>(link) : Result<Link>(refused());
    }
    if (what == "customer"_L1 && given->isEmpty()) {
        link.kind = Link::Kind::Customer;
        link.customer = Id::fromString(QStringView(path).mid(1));
        const bool whole = link.customer.toString().compare(QStringView(path).mid(1), Qt::CaseInsensitive) == 0; // nothing behind it
        return link.customer.isNull() || !whole ? Result<Link>(refused()) : Result<Link>(link);
    }
    if (what == "new"_L1 && bare) {
        link.kind = Link::Kind::QuickCreate;
        link.number = word(given->value(u"number"_s));
        link.name = word(given->value(u"name"_s));
        return link;
    }
    if (what == "show"_L1 && bare && given->isEmpty())
        return link;
    return refused();
}

QString customerLink(const Id &customer)
{
    return u"kemai://customer/"_s + customer.toString();
}

QString handOverLink(const CallNews &news)
{
    const auto part = [](QLatin1String name, const QString &value) {
        return value.isEmpty() ? QString() : QString(u'&' + name + u'=' + QString::fromLatin1(QUrl::toPercentEncoding(value)));
    };
    const QString call = u"kemai://call?number="_s + QString::fromLatin1(QUrl::toPercentEncoding(news.number)) + part("queue"_L1, news.queue)
                         + part("choice"_L1, news.choice) + part("from"_L1, word(news.from));
    QString note = news.note.simplified();
    QString link = call + part("note"_L1, note);
    while (link.size() > linkLimit && !note.isEmpty()) {
        const qsizetype over = (link.size() - linkLimit) / 9 + 1; // a Han character is nine of a link's
        note.chop(std::min(over, note.size()));
        if (!note.isEmpty() && note.back().isHighSurrogate())
            note.chop(1);
        link = call + part("note"_L1, note);
    }
    return link;
}

} // namespace kemai
