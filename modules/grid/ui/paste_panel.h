// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * PastePanel: pasted rows that would be new, before anything is saved: how many are ready, doubtful and known already, each
 * with its reason ("3 duplicates, 2 to check, 35 ready"). The ready ones are made, the doubtful ones only if they are wanted.
 */
#pragma once

#include "grid/grid_subject.h"

#include <QWidget>

class QCheckBox;
class QListWidget;

namespace kemai {

class Button;
class TextLabel;

class PastePanel : public QWidget
{
    Q_OBJECT

public:
    explicit PastePanel(QWidget *parent = nullptr);
    void show(const NewRows &rows);

signals:
    void wanted(const QList<QList<kemai::Change>> &rows); // of each the changes that make it
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void refresh();
    void go();
    int chosen() const;

    NewRows m_rows;
    TextLabel *m_summary;
    QListWidget *m_list;
    QCheckBox *m_doubtful;
    Button *m_go;
    Button *m_close;
};

} // namespace kemai
