// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * SettingsPage: every setting of the schema, grouped, each with its control, and where its value comes from. What policy or
 * this computer prescribes has a padlock and cannot be changed; what the person set can be put back. The search field
 * of the window filters. GUI thread.
 */
#pragma once

#include "settings/settings.h"

#include <QWidget>

class QScrollArea;

namespace kemai {

class Appearance;
class Banner;
class EmptyState;
class SettingRow;
class TextLabel;

class SettingsPage : public QWidget
{
    Q_OBJECT

public:
    explicit SettingsPage(Settings &settings, QWidget *parent = nullptr);

    void filter(const QString &typed);
    void reveal(const QString &key); // scrolls there and gives it the focus

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void retranslate();

    Settings &m_settings;
    QString m_typed;
    QScrollArea *m_scroll;
    TextLabel *m_title;
    TextLabel *m_about;
    Banner *m_problems;
    QList<std::pair<SettingGroup, TextLabel *>> m_headings;
    QList<SettingRow *> m_rows;
    EmptyState *m_nothing;
};

} // namespace kemai
