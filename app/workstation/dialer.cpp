// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialer.h"

#include "calls/caller.h"
#include "settings/settings.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QProcess>
#include <QStandardPaths>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

constexpr qint64 echoMs = 5000;
constexpr qsizetype longestNumber = 32;
const QString place = QStringLiteral("{number}");

bool canBeDialed(const QString &number)
{
    const auto fits = [](QChar c) { return (c >= u'0' && c <= u'9') || c == u'*' || c == u'#'; };
    return !number.isEmpty() && number.size() <= longestNumber && number != "+"_L1
        && std::all_of(number.cbegin() + (number.startsWith(u'+') ? 1 : 0), number.cend(), fits);
}

} // namespace

Result<QStringList> dialWords(const QString &command, const QString &number)
{
    if (!canBeDialed(number))
        return fail(Error::Code::Invalid, u"dial.number"_s, u"not a number to dial"_s, {number.left(longestNumber)});
    QStringList words = QProcess::splitCommand(command);
    bool placed = false;
    for (qsizetype i = 1; i < words.size(); ++i)
        if (words.at(i).contains(place)) {
            words[i].replace(place, number);
            placed = true;
        }
    if (!placed || words.first().contains(place))
        return fail(Error::Code::Invalid, u"dial.command"_s, u"no {number} among the arguments"_s, {command});
    return words;
}

Result<QStringList> phoneWords(const QString &command, const QString &action, const QString &number, const QString &link)
{
    if (!number.isEmpty() && !canBeDialed(number))
        return fail(Error::Code::Invalid, u"dial.number"_s, u"not a number to dial"_s, {number.left(longestNumber)});
    QStringList words = QProcess::splitCommand(command);
    const QString what = u"{action}"_s;
    bool placed = false;
    for (qsizetype i = 1; i < words.size(); ++i) {
        QString &word = words[i];
        placed = placed || word.contains(what);
        word.replace(what, action).replace(place, number);
        if (word == "{link}"_L1) // whole and alone, so that it can be no part of something else
            word = link;
    }
    if (!placed)
        return fail(Error::Code::Invalid, u"phone.command"_s, u"no {action} among the arguments"_s, {command});
    return words;
}

Dialer::Dialer(QObject *parent) : QObject(parent)
{
    QDesktopServices::setUrlHandler(u"tel"_s, this, "open");
}

Dialer::~Dialer()
{
    QDesktopServices::unsetUrlHandler(u"tel"_s);
}

void Dialer::open(const QUrl &address)
{
    if (const auto done = dial(address.path()); !done)
        emit failed(done.error());
}

Result<> Dialer::dial(const QString &number)
{
    const QString command = settings().text(setting::dialCommand).trimmed();
    if (!command.isEmpty()) {
        auto words = dialWords(command, number);
        if (!words)
            return fail(words.error());
        const QString program = words->takeFirst();
        if (!QProcess::startDetached(program, *words))
            return fail(Error::Code::Io, u"dial.program"_s, u"the dial command does not start"_s, {program});
    } else {
        if (!canBeDialed(number))
            return fail(Error::Code::Invalid, u"dial.number"_s, u"not a number to dial"_s, {number.left(longestNumber)});
        m_last = number;
        m_since.start();
        QDesktopServices::unsetUrlHandler(u"tel"_s); // or it would come back here
        QUrl address;
        address.setScheme(u"tel"_s);
        address.setPath(number);
        const bool opened = QDesktopServices::openUrl(address);
        QDesktopServices::setUrlHandler(u"tel"_s, this, "open");
        if (!opened) {
            QGuiApplication::clipboard()->setText(number);
            return fail(Error::Code::Io, u"dial.noHandler"_s, u"no program for tel:"_s, {number});
        }
    }
    emit dialed(number);
    return {};
}

Result<> Dialer::control(const QString &action, const QString &number, const QString &link)
{
    const QString command = settings().text(setting::phoneCommand).trimmed();
    if (command.isEmpty())
        return fail(Error::Code::Invalid, u"phone.noCommand"_s);
    auto words = phoneWords(command, action, number, link);
    if (!words)
        return fail(words.error());
    const QString program = words->takeFirst();
    if (!QProcess::startDetached(program, *words))
        return fail(Error::Code::Io, u"dial.program"_s, u"the telephone command does not start"_s, {program});
    return {};
}

bool Dialer::isEcho(const QString &link) const
{
    return m_since.isValid() && m_since.elapsed() < echoMs && !m_last.isEmpty() && readCaller(link).digits == readCaller(m_last).digits;
}

void Dialer::findProgram(std::function<void(const QString &)> answer)
{
    const QString command = settings().text(setting::dialCommand).trimmed();
    if (!command.isEmpty()) {
        const auto words = dialWords(command, u"10086"_s);
        answer(words ? QStandardPaths::findExecutable(words->first()) : QString());
        return;
    }
#if defined(Q_OS_LINUX)
    auto *ask = new QProcess(this);
    const auto done = [ask, answer](bool ran) {
        answer(ran ? QString::fromUtf8(ask->readAllStandardOutput()).trimmed() : QString());
        ask->deleteLater();
    };
    connect(ask, &QProcess::finished, this, [done] { done(true); });
    connect(ask, &QProcess::errorOccurred, this, [done](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            done(false);
    });
    QTimer::singleShot(3000, ask, &QProcess::kill);
    ask->start(u"xdg-mime"_s, {u"query"_s, u"default"_s, u"x-scheme-handler/tel"_s});
#else
    answer(u"tel:"_s); // these systems always have one, or ask
#endif
}

} // namespace kemai
