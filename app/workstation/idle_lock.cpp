// SPDX-License-Identifier: GPL-3.0-or-later
#include "idle_lock.h"

#include <QApplication>
#include <QEvent>
#include <QWidget>

namespace kemai {

IdleLock::IdleLock(std::function<bool()> mayLock, QObject *parent) : QObject(parent), m_mayLock(std::move(mayLock))
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::VeryCoarseTimer);
    connect(&m_timer, &QTimer::timeout, this, &IdleLock::elapsed);
}

void IdleLock::setMinutes(int minutes)
{
    m_minutes = minutes;
    qApp->removeEventFilter(this);
    if (minutes > 0)
        qApp->installEventFilter(this);
    restart();
}

void IdleLock::setMsOfMinute(int ms)
{
    m_msOfMinute = ms;
    m_timer.setTimerType(ms < 1000 ? Qt::PreciseTimer : Qt::VeryCoarseTimer);
    restart();
}

void IdleLock::restart()
{
    if (m_minutes > 0)
        m_timer.start(m_minutes * m_msOfMinute);
    else
        m_timer.stop();
}

bool IdleLock::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::InputMethod:
    case QEvent::MouseMove:
    case QEvent::MouseButtonPress:
    case QEvent::Wheel:
    case QEvent::TouchBegin:
    case QEvent::TabletPress:
        // One input passes through several objects; the timer is set back once, where it enters: at a window.
        if (watched->isWindowType()) {
            ++m_restarts;
            restart();
        }
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

void IdleLock::elapsed()
{
    if (!m_mayLock()) {
        m_timer.start(m_msOfMinute);
        return;
    }
    if (QWidget *open = QApplication::activePopupWidget() ? QApplication::activePopupWidget() : QApplication::activeModalWidget()) {
        open->close();
        m_timer.start(200); // when its own event loop has ended
        return;
    }
    emit idle();
}

} // namespace kemai
