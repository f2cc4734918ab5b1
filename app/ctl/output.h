// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * What kemaictl prints: results on standard output (text, or one JSON value with --json), progress and errors on
 * standard error. Progress only on a terminal.
 */
#pragma once

#include "base/error.h"

#include <QElapsedTimer>
#include <QJsonValue>
#include <QString>

namespace kemai {

class Output
{
public:
    Output(bool json, bool chinese);

    bool json() const { return m_json; }
    bool chinese() const { return m_chinese; }
    QString say(const char16_t *zh, const char16_t *en) const { return QString::fromUtf16(m_chinese ? zh : en); }

    void line(const QString &text);       // only without --json
    void result(const QJsonValue &value); // only with --json; one line
    void error(const Error &error);       // always, on standard error; with --json also as {"error": ...} on standard output
    void note(const QString &text);       // on standard error

    // A line that is written over, at most ten times a second. False once the user has asked to stop (Ctrl+C).
    bool progress(const QString &what, qint64 done, qint64 total);
    void progressDone();

private:
    bool m_json;
    bool m_chinese;
    bool m_terminal;
    bool m_lineOpen = false;
    QElapsedTimer m_since;
};

bool stopRequested();
void watchForStop(); // Ctrl+C asks for a stop; a second one ends the program

} // namespace kemai
