// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Journey: a person at the keyboard of one window. Keys go to the window, as a display server sends them, and whoever has
 * the focus gets them; nothing is clicked and nothing is set from inside. Counts the keys that are no text.
 */
#pragma once

#include <QApplication>
#include <QDir>
#include <QScreen>
#include <QTest>
#include <QWidget>
#include <QWindow>

namespace kemai {

class Journey
{
public:
    explicit Journey(QWidget &window) : m_window(window) { }

    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        ++m_keys;
        QTest::keyClick(m_window.windowHandle(), key, modifiers);
        QCoreApplication::processEvents();
    }
    // Text that a keyboard has keys for; Chinese comes by an input method in one piece.
    void type(const QString &text)
    {
        for (const QChar letter : text) {
            if (letter.unicode() < 0x80)
                QTest::keyClick(m_window.windowHandle(), letter.toLatin1());
            else if (QWidget *field = m_window.focusWidget()) {
                QInputMethodEvent event;
                event.setCommitString(QString(letter));
                QApplication::sendEvent(field, &event);
            }
            QCoreApplication::processEvents();
        }
    }
    // Goes there by Tab, as somebody without a mouse has to.
    bool tabTo(const QString &objectName)
    {
        for (int i = 0; i < 60; ++i) {
            if (focused() == objectName)
                return true;
            press(Qt::Key_Tab);
        }
        return false;
    }
    QString focused() const { return m_window.focusWidget() ? m_window.focusWidget()->objectName() : QString(); }
    int keys() const { return m_keys; }

    void picture(const QString &name) const
    {
        const QString folder = qEnvironmentVariable("KEMAI_JOURNEY_PICTURES");
        if (!folder.isEmpty() && QDir().mkpath(folder))
            m_window.grab().save(folder + QLatin1Char('/') + name + QStringLiteral(".png"));
    }

private:
    QWidget &m_window;
    int m_keys = 0;
};

} // namespace kemai
