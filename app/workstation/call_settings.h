// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * What a person may choose about calls, kept in QSettings under "calls/". The one list of these keys; a settings page shows
 * the same.
 *
 *     calls/style          window (default), toast, off
 *     calls/doNotDisturb   false
 *     calls/dialCommand    empty: the system's program for tel:; else a program and its arguments with {number}
 *     calls/answerKey      Ctrl+Alt+Home   calls/endKey  Ctrl+Alt+End   calls/quickCreateKey  Ctrl+Alt+N; empty: none
 */
#pragma once

#include <QKeySequence>
#include <QString>

namespace kemai {

enum class CardStyle : quint8 { Window, Toast, Off };

struct CallSettings {
    CardStyle style = CardStyle::Window;
    bool doNotDisturb = false;
    QString dialCommand;
    QKeySequence answerKey{Qt::CTRL | Qt::ALT | Qt::Key_Home};
    QKeySequence endKey{Qt::CTRL | Qt::ALT | Qt::Key_End};
    QKeySequence quickCreateKey{Qt::CTRL | Qt::ALT | Qt::Key_N};

    static CallSettings load();
    void save() const;
};

} // namespace kemai
