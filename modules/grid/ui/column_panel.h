// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * ColumnPanel: which columns a grid shows, and in which order: ticked with Space, moved by dragging or Alt+Up and Down. It
 * reports each change at once.
 */
#pragma once

#include "grid/grid_layout.h"
#include "grid/grid_subject.h"

#include <QWidget>

class QListWidget;

namespace kemai {

class Button;
class TextLabel;

class ColumnPanel : public QWidget
{
    Q_OBJECT

public:
    explicit ColumnPanel(std::shared_ptr<const GridSubject> subject, QWidget *parent = nullptr);
    void begin(const QList<GridColumnLayout> &columns);

signals:
    void changed(const QList<kemai::GridColumnLayout> &columns);
    void resetWanted();
    void closed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void report();

    std::shared_ptr<const GridSubject> m_subject;
    QList<GridColumnLayout> m_columns;
    bool m_filling = false;
    TextLabel *m_hint;
    QListWidget *m_list;
    Button *m_reset;
    Button *m_close;
};

} // namespace kemai
