// SPDX-License-Identifier: GPL-3.0-or-later
#include "speed.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QTextEdit>
#include <QTimer>

namespace kemai {

namespace {
constexpr qsizetype keptValues = 200;
constexpr qint64 forgottenNs = 2'000'000'000; // a key that painted nothing

qint64 monotonicNs()
{
    static const QElapsedTimer clock = [] {
        QElapsedTimer started;
        started.start();
        return started;
    }();
    return clock.nsecsElapsed() + 1;
}
} // namespace

void Speed::note(Measure measure, qint64 us)
{
    Values &values = m_values[size_t(measure)];
    if (values.last.size() == keptValues)
        values.last.removeFirst();
    values.last << us;
    ++values.count;
    values.worst = std::max(values.worst, us);
    if (us > budgetUs(measure))
        ++values.over;
    emit noted(measure);
}

Speed::Summary Speed::summary(Measure measure) const
{
    const Values &values = m_values[size_t(measure)];
    if (values.last.isEmpty())
        return {};
    QList<qint64> sorted = values.last;
    std::sort(sorted.begin(), sorted.end());
    return {values.count, values.last.last(), sorted[(sorted.size() - 1) * 95 / 100], values.worst, values.over};
}

void Speed::watchKeys()
{
    qApp->installEventFilter(this);
}

bool Speed::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
        if (m_pressedNs == 0 && (qobject_cast<QLineEdit *>(watched) || qobject_cast<QTextEdit *>(watched) || qobject_cast<QPlainTextEdit *>(watched)))
            m_pressedNs = monotonicNs();
        break;
    case QEvent::UpdateRequest:
        if (m_pressedNs != 0 && !m_painting) {
            m_painting = true;
            QTimer::singleShot(0, this, [this] { // behind the painting
                const qint64 took = monotonicNs() - std::exchange(m_pressedNs, 0);
                m_painting = false;
                if (took < forgottenNs)
                    note(Measure::KeyEcho, took / 1000);
            });
        }
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

Speed &speed()
{
    static QPointer<Speed> instance;
    if (!instance) {
        instance = new Speed;
        instance->setParent(qApp);
    }
    return *instance;
}

} // namespace kemai
