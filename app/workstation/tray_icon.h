// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * TrayIcon: the desk in the system's tray: whether calls are shown, how many came unseen, a new customer, do not disturb, quit.
 * Where there is no tray there is none of it, and nothing depends on it. GUI thread only.
 */
#pragma once

#include <QMenu>
#include <QObject>
#include <QSystemTrayIcon>

#include <memory>

namespace kemai {

class TrayIcon : public QObject
{
    Q_OBJECT

public:
    static std::unique_ptr<TrayIcon> make(QObject *context); // null: this desktop has no tray

    void setDoNotDisturb(bool on);
    void setMissed(int count);
    void say(const QString &title, const QString &text);

signals:
    void windowRequested();
    void quickCreateRequested();
    void doNotDisturbChosen(bool on);

private:
    TrayIcon();
    void retranslate();

    QSystemTrayIcon m_icon;
    QMenu m_menu;
    QAction *m_open;
    QAction *m_create;
    QAction *m_quiet;
    QAction *m_quit;
    int m_missed = 0;
};

} // namespace kemai
