// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * TimelineView: the page of one customer's timeline: what is overdue on top, channel chips, density bar and calendar, the
 * list of days and events, and the field for a note at the bottom.
 *
 * Keys in the list: arrows, Page Up and Down, Home, End; [ and ] go a day newer and older; F to the channels, G to a date, N
 * to the note; Enter unfolds a long text, Ctrl+C copies, E edits and Delete withdraws a note of our own.
 *
 * It knows its model and no store. What leads elsewhere is a signal. GUI thread.
 */
#pragma once

#include "timeline/desk/timeline_model.h"

#include <QWidget>

class QCalendarWidget;
class QStackedLayout;

namespace kemai {

class Banner;
class ChannelFilter;
class DensityBar;
class EmptyState;
class IconButton;
class NoteEditor;
class TimelineList;

class TimelineView : public QWidget
{
    Q_OBJECT

public:
    explicit TimelineView(TimelineModel &model, QWidget *parent = nullptr);

    TimelineList *list() const { return m_list; }
    void focusNote();
    void pickDate(); // opens the calendar

signals:
    void openItemRequested(const kemai::OpenItem &item); // "Take care of it" on the banner
    void ticketRequested(const QString &number);
    void recordingRequested(const kemai::Id &event, const QString &recording);
    void attachmentRequested(const kemai::Id &event, const QString &fileName);
    void noteWritten(const kemai::Id &customer); // a note, a check-in or an edit is stored

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void retranslate();
    void followOutline();
    void followOpenItems();
    void followScroll();
    void dressCalendar();
    void edit(const Id &event);
    void withdraw(const Id &event);
    void checkIn(int number);
    void written(const Id &event);

    TimelineModel &m_model;
    Banner *m_overdue;
    Banner *m_trouble;
    ChannelFilter *m_filter;
    DensityBar *m_density;
    IconButton *m_calendarButton;
    QCalendarWidget *m_calendar = nullptr; // made when it is first opened
    QStackedLayout *m_stack;
    TimelineList *m_list;
    EmptyState *m_noContact;
    EmptyState *m_noneInFilter;
    QWidget *m_blank;
    NoteEditor *m_note;
    std::optional<Error> m_error;
};

} // namespace kemai
