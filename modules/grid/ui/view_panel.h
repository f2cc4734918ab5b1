// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * ViewPanel: a name for how the grid looks now, and whether colleagues see it too.
 */
#pragma once

#include <QWidget>

class QCheckBox;
class QLineEdit;

namespace kemai {

class Button;

class ViewPanel : public QWidget
{
    Q_OBJECT

public:
    explicit ViewPanel(QWidget *parent = nullptr);
    void begin(const QString &name, bool shared);

signals:
    void wanted(const QString &name, bool shared);
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void go();

    QLineEdit *m_name;
    QCheckBox *m_shared;
    Button *m_go;
    Button *m_close;
};

} // namespace kemai
