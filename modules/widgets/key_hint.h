// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * KeyHint: the key of an action as a small outlined chip, "Ctrl K" (on macOS "⌘K"), beside what it does.
 */
#pragma once

#include <QKeySequence>
#include <QSize>
#include <QString>

class QPainter;
class QRect;

namespace kemai {

enum class KeyHintGround : quint8 { Plain, OnAccent }; // on a primary button it is text without a chip

QString keyHintText(const QKeySequence &keys);
QSize keyHintSize(const QString &text);
void paintKeyHint(QPainter *painter, const QRect &box, const QString &text, KeyHintGround ground = KeyHintGround::Plain);

} // namespace kemai
