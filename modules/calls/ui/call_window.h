// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * CallWindow: the card of the call in front, at the bottom right of the screen, above everything and without taking the
 * keyboard: who typed somewhere goes on typing. Only answering, choosing and finding give it the keyboard, because the
 * agent asked for it.
 *
 * Keys when it has the keyboard: 1 to 9 choose a person, Ctrl+Enter saves the note and ends, Escape puts it away (a note that was
 * typed is written), Alt+Up and Alt+Down change the card. It wires and paints; CallModel decides. GUI thread only.
 */
#pragma once

#include "calls/desk/call_model.h"

#include <QTimer>
#include <QWidget>

class QLineEdit;
class QPlainTextEdit;
class QPropertyAnimation;
class QVBoxLayout;

namespace kemai {

class Button;
class CardBadge;
class EventLines;
class IconButton;
class OverdueBox;
class PersonRow;
class TagLine;
class TextLabel;

class CallWindow : public QWidget
{
    Q_OBJECT

public:
    // `beside`: the window on whose screen the card comes up; null: the first screen.
    explicit CallWindow(CallModel &model, QWidget *beside = nullptr);

    // Which keys answer and end a call, if the system gave them to us.
    void setKeys(const QKeySequence &answer, const QKeySequence &end);
    // Cards are shown (the style "window"); otherwise the window stays away.
    void setShowsCards(bool shows);
    bool acceptsKeyboard() const;
    void takeKeyboard(); // the agent asked for the card
    QRect cardGeometry() const; // on the screen, without the shadow
    void moveIn(const QRect &available); // where it stands; for the tour without a screen of its own

    static constexpr int cardWidth = 480;

signals:
    void painted(qint64 microseconds); // from the event to the first paint with its card
    void createRequested(const QString &number);
    void openRequested(const kemai::Id &customer);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void retranslate();
    void refresh();
    void fillPerson(const DeskCall &call);
    void fillRows(const DeskCall &call);
    void showFound(const QList<Hit> &hits);
    void beginFinding();
    void place();
    void giveKeyboard(bool accepts);

    CallModel &m_model;
    QWidget *m_screenOf;
    CardBadge *m_badge;
    TextLabel *m_name;
    TextLabel *m_beside;
    TextLabel *m_line;
    TextLabel *m_hint;
    TextLabel *m_count;
    TextLabel *m_time;
    IconButton *m_close;
    TagLine *m_tags;
    OverdueBox *m_overdue;
    EventLines *m_events;
    QVBoxLayout *m_rows;
    QList<PersonRow *> m_people;
    QLineEdit *m_find;
    QList<PersonRow *> m_found;
    QList<Id> m_foundIds;
    QPlainTextEdit *m_note;
    Button *m_answer;
    Button *m_end;
    Button *m_open;
    Button *m_create;
    Button *m_attach;
    Button *m_not;
    QTimer m_tick;
    QPropertyAnimation *m_slide;
    QRect m_available;
    Id m_shown; // interaction of the call that is shown
    bool m_reported = false;
    bool m_showsCards = true;
    bool m_filling = false;
};

} // namespace kemai
