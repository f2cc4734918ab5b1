// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * FrontPage: what stands before the customers are seen: the welcome, a locked store, a desk cut off from its office. A narrow
 * column in the middle of the window, with the mark, a title and a sentence, and below them what the page puts into rows().
 * It scrolls where a small window at a large text size does not hold it.
 */
#pragma once

#include <QWidget>

class QVBoxLayout;

namespace kemai {

class TextLabel;

class FrontPage : public QWidget
{
    Q_OBJECT

public:
    // The column's width is of a text scale of 1.
    explicit FrontPage(QWidget *mark, int width = 480, QWidget *parent = nullptr);

protected:
    void setHead(const QString &title, const QString &text);
    QVBoxLayout *rows() const { return m_rows; }

    void paintEvent(QPaintEvent *event) override;

private:
    TextLabel *m_title;
    TextLabel *m_text;
    QVBoxLayout *m_rows;
};

} // namespace kemai
