// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * While somebody composes with an input method (pinyin under the cursor, not yet chosen), Enter, Escape, Tab and the keys
 * of actions belong to the composition: they neither submit, nor close, nor move on. Some input methods pass a key on
 * although it was theirs; then the guard keeps it from the field. What is being composed is never lost to it.
 */
#pragma once

#include <QObject>
#include <QPointer>

namespace kemai {

class CompositionGuard : public QObject
{
    Q_OBJECT

public:
    static void install(); // once for the application; again does nothing

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    using QObject::QObject;
    QPointer<QObject> m_composing; // the widget
};

} // namespace kemai
