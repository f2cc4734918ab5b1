// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * CallWindow: the card of the call in front, at the bottom right of the screen, above everything and without taking the
 * keyboard: who typed somewhere goes on typing. Only answering, choosing and finding give it the keyboard, because the
 * agent asked for it.
 *
 * Keys when it has the keyboard: 1 to 9 choose a person, Ctrl+Enter saves the note and ends, Escape puts it away (a note that was
 * typed is written), Alt+Up and Alt+Down change the card. Hold, transfer, conference and mute are asked for by signals. After a talk
 * it asks for the result (wrap_up_form.h). It wires and paints; CallModel decides. GUI thread only.
 */
#pragma once

#include "calls/desk/call_model.h"

#include <QTimer>
#include <QWidget>

#include <array>

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
class WrapUpForm;

class CallWindow : public QWidget
{
    Q_OBJECT

public:
    // `beside`: the window on whose screen the card comes up; null: the first screen.
    explicit CallWindow(CallModel &model, QWidget *beside = nullptr);

    // Which keys answer and end a call, if the system gave them to us.
    void setKeys(const QKeySequence &answer, const QKeySequence &end);
    void setPhoneKeys(const QList<QKeySequence> &keys); // in the order of PhoneAct; shown only
    void setWrapUpSeconds(int seconds);
    void askTarget(const QString &action); // to whom; answered by targetGiven()
    // Cards are shown (the style "window"); otherwise the window stays away.
    void setShowsCards(bool shows);
    bool acceptsKeyboard() const;
    void takeKeyboard(); // the agent asked for the card
    QRect cardGeometry() const; // on the screen, without the shadow
    void moveIn(const QRect &available); // where it stands; for the tour without a screen of its own

    static constexpr int cardWidth = 480;
    // What a telephone is asked for in a talk, as its command names them; F6 to F9.
    static constexpr std::array phoneActs{QLatin1String("hold"), QLatin1String("transfer"), QLatin1String("conference"), QLatin1String("mute")};

signals:
    void painted(qint64 microseconds); // from the event to the first paint with its card
    void createRequested(const QString &number);
    void openRequested(const kemai::Id &customer);
    void phoneRequested(const QString &action);
    void targetGiven(const QString &action, const QString &number);

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
    void fillTalk(const DeskCall &call);
    void fillWrapUp(const DeskCall &call, bool another);
    void tick();
    int wrapUpLeft(const DeskCall &call) const; // seconds
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
    WrapUpForm *m_form;
    QWidget *m_phone;
    QList<Button *> m_acts;
    QLineEdit *m_target;
    QString m_targetOf; // the action it is for
    Button *m_answer;
    Button *m_end;
    Button *m_open;
    Button *m_create;
    Button *m_attach;
    Button *m_not;
    QTimer m_tick;
    QPropertyAnimation *m_slide;
    QKeySequence m_endKey;
    QRect m_available;
    Id m_shown; // interaction of the call that is shown
    int m_wrapUpSeconds = 30;
    bool m_reported = false;
    bool m_showsCards = true;
    bool m_filling = false;
};

} // namespace kemai
