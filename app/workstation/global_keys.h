// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * GlobalKeys: keys that work whatever window has the keyboard. On X11 by a passive grab of the root window (XGrabKey), with and
 * without Caps Lock and Num Lock. A Wayland compositor and the other systems give keys to nobody this way yet: grab() says so.
 * A refusal is an answer, never silence. GUI thread only; keys are given back on destruction.
 */
#pragma once

#include "base/result.h"

#include <QAbstractNativeEventFilter>
#include <QKeySequence>
#include <QList>
#include <QObject>

namespace kemai {

class GlobalKeys : public QObject, public QAbstractNativeEventFilter
{
    Q_OBJECT

public:
    explicit GlobalKeys(QObject *parent = nullptr);
    ~GlobalKeys() override;

    // Errors: Busy "keys.taken" (another program has it), Invalid "keys.unknown" (no such key here), Io "keys.platform".
    // Details: the key as people read it.
    Result<> grab(const QString &name, const QKeySequence &keys);
    void releaseAll();

    bool nativeEventFilter(const QByteArray &type, void *message, qintptr *result) override;

signals:
    void pressed(const QString &name);

private:
    struct Grab {
        QString name;
        quint8 keycode = 0;
        quint16 modifiers = 0;
    };
    QList<Grab> m_grabs;
};

} // namespace kemai
