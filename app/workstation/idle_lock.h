// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * IdleLock: notices that nobody has used the program for a while: no key, no pointer, no input method, in any of its
 * windows. Watching the whole application is real; what a person does in other programs it cannot see.
 *
 * It asks before it says idle(): while mayLock() says no (an import runs), it asks again a minute later. An open dialog is
 * closed first, because what it returns to may go with the store. GUI thread.
 */
#pragma once

#include <QObject>
#include <QTimer>

#include <functional>

namespace kemai {

class IdleLock : public QObject
{
    Q_OBJECT

public:
    explicit IdleLock(std::function<bool()> mayLock, QObject *parent = nullptr);

    void setMinutes(int minutes); // 0: never
    void setMsOfMinute(int ms);   // for tests
    bool isArmed() const { return m_timer.isActive(); }
    qint64 restarts() const { return m_restarts; } // how often an input has set it back

signals:
    void idle();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void restart();
    void elapsed();

    std::function<bool()> m_mayLock;
    QTimer m_timer;
    int m_minutes = 0;
    int m_msOfMinute = 60'000;
    qint64 m_restarts = 0;
};

} // namespace kemai
