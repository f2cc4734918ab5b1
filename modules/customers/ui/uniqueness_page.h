// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * UniquenessPage: 客户唯一性分析 (R013): how many customers are entered more than once, of all, by source, by owner and by month, as a
 * table that the keyboard walks and Ctrl+C copies. Where a number comes from, and that it counts the open work-list, stands above it.
 */
#pragma once

#include "customers/desk/uniqueness_model.h"

#include <QWidget>

class QBoxLayout;
class QTableView;

namespace kemai {

class Button;
class TextLabel;

class UniquenessPage : public QWidget
{
    Q_OBJECT

public:
    explicit UniquenessPage(UniquenessModel &model, QWidget *parent = nullptr);

    QTableView *table() const { return m_table; }
    void copy(); // the whole table, for a spreadsheet

signals:
    void workListRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override; // counted anew whenever somebody looks

private:
    void retranslate();
    void refresh();

    UniquenessModel &m_model;
    TextLabel *m_title;
    TextLabel *m_rate;
    TextLabel *m_about;
    Button *m_again;
    Button *m_list;
    Button *m_copy;
    QTableView *m_table;
    QBoxLayout *m_head;
};

} // namespace kemai
