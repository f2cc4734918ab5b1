// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * OfficeNotice: how the session's office stands, in the status bar's chip: 已同步, 3 待同步, 离线 · 52 待同步, 2 个冲突 ... A desk without an
 * office keeps the words it had. Pressing the chip opens what waits; the first conflict is told once, without taking the keyboard.
 */
#pragma once

#include "action.h"

#include <QObject>
#include <QTimer>

namespace kemai {

class Session;
class Shell;
class StatusBar;

class OfficeNotice : public QObject
{
    Q_OBJECT

public:
    OfficeNotice(Session &session, Shell &shell, StatusBar &bar, QWidget *window);

    void refresh(); // also in another language
    void open();    // what the chip is about
    QList<Action> actions();

private:
    void follow();
    void tellOfConflicts();

    Session &m_session;
    Shell &m_shell;
    StatusBar &m_bar;
    QWidget *m_window;
    QTimer m_age; // "the oldest for 2 hours" grows old
    qint64 m_told = 0; // conflicts, as of the last look
};

} // namespace kemai
