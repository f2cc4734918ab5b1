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
#include "timeline/ui/timeline_paper.h"

#include <QWidget>

class QCalendarWidget;
class QProgressBar;
class QShortcut;
class QStackedLayout;

namespace kemai {

class Banner;
class ChannelFilter;
class DensityBar;
class DraftShelf;
class EmptyState;
class IconButton;
class NoteEditor;
class PhrasesPage;
class TextLabel;
class TimelineList;
class TimelinePrinter;
class TimelineSearchBar;

class TimelineView : public QWidget
{
    Q_OBJECT

public:
    explicit TimelineView(TimelineModel &model, QWidget *parent = nullptr);

    TimelineList *list() const { return m_list; }
    void focusNote();
    void pickDate(); // opens the calendar
    void goToEvent(const Id &event); // in the list, current
    // For print and PDF: whose timeline it is.
    void setCustomerWords(const QString &name, const QString &below) { m_customerName = name; m_customerBelow = below; }
    void savePdf(); // asks where
    void print();   // asks which printer
    TimelinePrinter &printer();
    TimelinePaper::Head paperHead() const;
    void openSearch(); // inside this timeline
    void checkIn(int number); // from 0, of NoteDesk::checkIns()
    void editPhrases();       // check-ins and text modules, in the timeline's place
    // The keys that check in, first to ninth, where somebody else has them (a window); this view then makes none of its own.
    void setCheckInKeys(const QList<QKeySequence> &keys);
    void setShelf(DraftShelf *shelf);
    NoteEditor *note() const { return m_note; }

signals:
    void openItemRequested(const kemai::OpenItem &item); // "Take care of it" on the banner
    void printFailed(const kemai::Error &error);
    void factRequested(const kemai::Id &event, const QString &text); // into the customer's portrait
    void ticketRequested(const QString &number);
    void recordingRequested(const kemai::Id &event, const QString &recording);
    void attachmentRequested(const kemai::Id &event, const QString &fileName);
    void noteWritten(const kemai::Id &customer); // a note, a check-in or an edit is stored

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void retranslate();
    void followOutline();
    void placeTools();
    void followOpenItems();
    void followScroll();
    void dressCalendar();
    void edit(const Id &event);
    void withdraw(const Id &event);
    void makeKeys();
    void written(const Noted &note);

    TimelineModel &m_model;
    Banner *m_overdue;
    bool m_hasOverdue = false;
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
    TimelineSearchBar *m_searchBar;
    IconButton *m_searchButton;
    NoteEditor *m_note;
    QString m_customerName;
    QString m_customerBelow;
    TimelinePrinter *m_printer = nullptr; // made when it is first used
    QWidget *m_printing;
    TextLabel *m_printingWords;
    QProgressBar *m_printingBar;
    PhrasesPage *m_phrases = nullptr; // made when it is first opened
    bool m_editsPhrases = false;
    Id m_phrasesBeside; // the customer in whose place they are edited
    Id m_noteAwaited; // whose note takes the keyboard once this view is shown
    QList<QShortcut *> m_keys;
    std::optional<Error> m_error;
};

} // namespace kemai
