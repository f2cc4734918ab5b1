// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Dialer: everything in the window that dials opens a tel: address; this takes it and gives the number to the system's
 * program for tel:, or to the person's own command (setting::dialCommand).
 *
 * A command is a program and its arguments; {number} stands where the number goes. No shell reads it, and a number is digits, +, *
 * and # or it is refused, so that nothing a record holds can become an option or a command. The number is never logged.
 * A second command (setting::phoneCommand) does what can be done in a talk, under the same rules.
 */
#pragma once

#include "base/result.h"

#include <QElapsedTimer>
#include <QObject>
#include <QStringList>
#include <QUrl>

namespace kemai {

// The program and its arguments. Errors: Invalid "dial.command" (no {number}, or it is the program), "dial.number".
Result<QStringList> dialWords(const QString &command, const QString &number);

// {action} must be among the arguments; what of {number} and {link} the command does not name is not given. Errors: Invalid
// "phone.command", "dial.number" (a number that is none; empty is none asked for).
Result<QStringList> phoneWords(const QString &command, const QString &action, const QString &number, const QString &link);

class Dialer : public QObject
{
    Q_OBJECT

public:
    explicit Dialer(QObject *parent = nullptr);
    ~Dialer() override;

    // Errors: as dialWords(); Io "dial.program", "dial.noHandler" (details: the number, which is on the clipboard).
    Result<> dial(const QString &number);
    // Hold, transfer, conference, mute: the person's own program, as words of setting::phoneCommand. The link is given whole, as one word.
    // Errors: Invalid "phone.noCommand", "phone.command", "dial.number"; Io "dial.program".
    Result<> control(const QString &action, const QString &number, const QString &link);
    // Which program would dial; empty: none. Asks the system, so it answers later, on this thread.
    void findProgram(std::function<void(const QString &)> answer);
    // A tel: link that came in is our own, handed back by a system whose program for tel: we are.
    bool isEcho(const QString &link) const;

signals:
    void failed(const kemai::Error &error);
    void dialed(const QString &number);

public slots:
    void open(const QUrl &address);

private:
    QString m_last;
    QElapsedTimer m_since;
};

} // namespace kemai
