// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/composition_guard.h"

#include <QCoreApplication>
#include <QInputMethodEvent>
#include <QKeyEvent>

namespace kemai {

void CompositionGuard::install()
{
    static QPointer<CompositionGuard> guard;
    if (guard)
        return;
    guard = new CompositionGuard(QCoreApplication::instance());
    QCoreApplication::instance()->installEventFilter(guard);
}

bool CompositionGuard::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::InputMethod: {
        const auto *composed = static_cast<QInputMethodEvent *>(event);
        if (!composed->preeditString().isEmpty())
            m_composing = watched;
        else if (m_composing == watched)
            m_composing.clear();
        break;
    }
    case QEvent::FocusOut:
        if (m_composing == watched)
            m_composing.clear();
        break;
    case QEvent::ShortcutOverride:
        if (m_composing == watched) {
            event->accept(); // no action's key now; the press follows
            return true;
        }
        break;
    case QEvent::KeyPress:
        if (m_composing == watched) {
            switch (static_cast<QKeyEvent *>(event)->key()) {
            case Qt::Key_Return:
            case Qt::Key_Enter:
            case Qt::Key_Escape:
            case Qt::Key_Tab:
            case Qt::Key_Backtab:
                return true;
            default:
                break;
            }
        }
        break;
    default:
        break;
    }
    return false;
}

} // namespace kemai
