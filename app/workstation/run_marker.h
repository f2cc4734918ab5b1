// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * RunMarker: a file that is there while the program runs. Found at the next start it says that the program did not end by
 * itself: it was killed, or crashed; then the handler of the fatal signals has added which signal it was and the action
 * and event the GUI thread was at (async-signal-safe: it only writes bytes it has). Nothing about data is in it.
 */
#pragma once

#include <QLockFile>
#include <QString>

#include <memory>

namespace kemai {

class RunMarker
{
public:
    explicit RunMarker(const QString &folder);
    ~RunMarker(); // the program ends as it should

    bool endedUnexpectedly() const { return !m_last.isNull(); }
    QString last() const { return m_last; } // what the marker of the run before says

    static void catchSignals(); // SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL; where there are signals

private:
    QString m_file;
    QString m_last;
    std::unique_ptr<QLockFile> m_lock; // null: another window runs, and has the marker
};

} // namespace kemai
