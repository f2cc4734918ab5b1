// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * TimelineSearchBar: the field that searches inside one timeline, "3 / 128", and the steps between the hits.
 *
 * Enter or F3 goes to the next (older) hit, Shift+Enter or Shift+F3 to the one before, Escape closes and ends the search.
 */
#pragma once

#include "timeline/desk/timeline_search.h"

#include <QWidget>

namespace kemai {

class IconButton;
class SearchField;
class TextLabel;

class TimelineSearchBar : public QWidget
{
    Q_OBJECT

public:
    explicit TimelineSearchBar(TimelineSearch &search, QWidget *parent = nullptr);

    void open();
    void close();
    SearchField *field() const { return m_field; }

signals:
    void closed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void retranslate();
    void follow();

    TimelineSearch &m_search;
    SearchField *m_field;
    TextLabel *m_count;
    IconButton *m_previous;
    IconButton *m_next;
    IconButton *m_close;
};

} // namespace kemai
