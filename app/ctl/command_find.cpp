// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>

namespace kemai {

namespace {

QString reasonText(const Hit &hit, bool chinese)
{
    static constexpr const char16_t *where[][2] = {{u"姓名", u"name"}, {u"公司", u"company"}, {u"联系人", u"contact"},
                                                   {u"电话", u"phone"}, {u"邮箱", u"email"}, {u"地址", u"address"}};
    static constexpr const char16_t *how[][2] = {{u"完全一致", u"whole"}, {u"开头", u"beginning"}, {u"尾号", u"last four digits"},
                                                 {u"包含", u"inside"}, {u"拼音", u"pinyin"}, {u"首字母", u"initials"}};
    return QString::fromUtf16(where[int(hit.where)][!chinese]) + (chinese ? QStringLiteral("·") : QStringLiteral(", "))
        + QString::fromUtf16(how[int(hit.how)][!chinese]);
}

QJsonObject toJson(const Hit &hit, bool chinese)
{
    return {{QStringLiteral("id"), hit.customer.toString()},
            {QStringLiteral("name"), hit.name},
            {QStringLiteral("company"), hit.company},
            {QStringLiteral("phones"), QJsonArray::fromStringList(hit.phones)},
            {QStringLiteral("reason"), QJsonObject{{QStringLiteral("field"), Hit::whereCode(hit.where)},
                                                   {QStringLiteral("match"), Hit::howCode(hit.how)},
                                                   {QStringLiteral("matched"), hit.matched},
                                                   {QStringLiteral("text"), reasonText(hit, chinese)}}}};
}

Result<> findOne(Session &session, Store &store, const QString &text, qint64 limit, bool many)
{
    QElapsedTimer timer;
    timer.start();
    const auto hits = store.search({text, int(limit)}).result();
    const double ms = double(timer.nsecsElapsed()) / 1e6;
    if (!hits)
        return fail(hits.error());
    Output &out = session.out;
    if (out.json()) {
        QJsonArray rows;
        for (const Hit &hit : *hits)
            rows.append(toJson(hit, out.chinese()));
        out.result(QJsonObject{{QStringLiteral("query"), text}, {QStringLiteral("hits"), rows}, {QStringLiteral("ms"), ms}});
        return {};
    }
    if (many)
        out.line(QStringLiteral("# ") + text + QStringLiteral("\t%1\t%2 ms").arg(hits->size()).arg(ms, 0, 'f', 2));
    for (const Hit &hit : *hits)
        out.line(QStringList{hit.customer.toString(), hit.name, hit.company, hit.phones.join(QStringLiteral(", ")), reasonText(hit, out.chinese())}.join(u'\t'));
    if (hits->isEmpty() && !many)
        out.note(out.say(u"没有找到。可以试试名字里的任意一个字、拼音、首字母，或电话尾号。",
                         u"Nothing found. Try any character of the name, pinyin, initials, or the last digits of a number."));
    return {};
}

} // namespace

Exit runFind(Session &session)
{
    const bool many = session.arguments.has("queries");
    if (session.arguments.operands.isEmpty() && !many)
        return missingOperand(session, "QUERY");
    const auto limit = session.arguments.number("limit", 20, 1, 1000);
    if (!limit)
        return failed(session, limit.error());
    QStringList queries{session.arguments.operands.join(u' ')};
    if (many) {
        const QString name = session.arguments.value("queries");
        QFile file(name);
        const bool opened = name == QStringLiteral("-") ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
        if (!opened)
            return failed(session, makeError(Error::Code::NotFound, QStringLiteral("ctl.fileUnreadable"), {}, {name}));
        queries.clear();
        while (!file.atEnd()) {
            QByteArray line = file.readLine();
            while (line.endsWith('\n') || line.endsWith('\r'))
                line.chop(1);
            queries << QString::fromUtf8(line);
        }
    }
    const auto store = session.store();
    if (!store)
        return failed(session, store.error());
    for (const QString &query : std::as_const(queries)) {
        if (stopRequested())
            return Exit::Busy;
        if (const auto done = findOne(session, **store, query, *limit, many); !done)
            return failed(session, done.error());
    }
    return Exit::Done;
}

} // namespace kemai
