// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * SettingRow: one setting: its words, the control its type asks for, who set it, and a way back to the default.
 */
#pragma once

#include "settings/settings.h"

#include <QWidget>

namespace kemai {

class IconButton;
class TextLabel;

class SettingRow : public QWidget
{
    Q_OBJECT

public:
    SettingRow(const Setting &setting, Settings &settings, QWidget *parent = nullptr);

    const Setting &setting() const { return m_setting; }
    bool matches(const QString &typed) const;
    QWidget *control() const { return m_control; }
    QString sourceText() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makeControl();
    void choose(const QString &value);
    void showValue(const QString &value);
    void refresh();
    void retranslate();

    const Setting &m_setting;
    Settings &m_settings;
    TextLabel *m_label;
    TextLabel *m_help;
    QWidget *m_control = nullptr;
    TextLabel *m_source;
    IconButton *m_reset;
    bool m_showing = false; // what the settings say: nobody chose
};

} // namespace kemai
