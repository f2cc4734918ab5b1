// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Appearance: how the window looks follows the settings: language, theme, density, text size, motion.
 *
 * One way only: an act chooses() a setting, the setting's value becomes the look. So what a policy prescribes cannot be
 * switched by a key, and a tour that switches languages changes nobody's settings. GUI thread.
 */
#pragma once

#include "action.h"
#include "base/result.h"
#include "settings/settings.h"

#include <QList>
#include <QObject>

namespace kemai {

class Appearance : public QObject
{
    Q_OBJECT

public:
    // Follows changes of the settings from now on.
    explicit Appearance(QObject *parent = nullptr);

    static void applyAll(); // at the start, as the settings are

    // Sets the value and shows it; a refusal is told by failed().
    void choose(const Setting &setting, const QString &value);
    void toggleLanguage();
    void toggleTheme();

    QList<Action> actions();

signals:
    void failed(const kemai::Error &error);

private:
    static void apply(const Setting &setting);
    void growText(int percent);
};

} // namespace kemai
