// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * WindowLayout: where windows stand and how their parts are divided, kept between runs in the user's settings: geometry,
 * and every named splitter and header inside. A window that would stand outside all screens (one was unplugged, the
 * desk has another now) is brought onto the nearest one, whole if it fits. GUI thread.
 */
#pragma once

#include <QList>
#include <QRect>
#include <QString>

class QWidget;

namespace kemai {

// The rectangle, moved and shrunk as little as needed to lie within one of the screens. Empty screens: as it was.
QRect onScreen(const QRect &wanted, const QList<QRect> &screens);

namespace windowLayout {
void save(const QWidget &window, const QString &group);         // the window's rectangle and whether it is maximized
bool restore(QWidget &window, const QString &group);            // false: nothing was kept
void saveParts(const QWidget &window, const QString &group);    // splitters and headers that have a name
void restoreParts(QWidget &window, const QString &group);
void keepOnScreen(QWidget &window);                             // also when screens go while it stands
} // namespace windowLayout

} // namespace kemai
