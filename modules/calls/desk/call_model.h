// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * CallModel: the calls of this desk, from the first ring to the written interaction: at most `mostCalls` at a time, one of them
 * in front.
 *
 * take() says what a telephone system reports; the card is read on the store's reader thread and comes with changed(). What an
 * agent does is a function here and a change set in the store; written() names it, so that undo can be offered. A note that
 * was typed is never lost: whatever ends a call writes it. A talk with somebody known who called stays after its end, written, until its result
 * is given (WrapUp), where the desk asks for that. GUI thread only.
 */
#pragma once

#include "calls/call_card.h"
#include "calls/call_record.h"
#include "calls/link.h"
#include "calls/wrap_up.h"
#include "store/store.h"

#include <QElapsedTimer>
#include <QObject>

#include <functional>
#include <optional>

namespace kemai {

struct DeskCall {
    enum class Stage : quint8 { Ringing, Talking, WrapUp };

    CallNews news;
    CallRecord record;
    Stage stage = Stage::Ringing;
    std::optional<CallCard> card; // not yet: it is being looked up
    int chosen = -1;              // of card->people; -1: the card's own answer
    std::optional<CardPerson> found; // who was found by name instead
    bool dismissed = false;       // rings on without a card
    bool isWritten = false;
    bool isHeld = false;  // as far as this desk asked for it
    bool isMuted = false;
    WrapUp wrapUp;        // what is typed of it
    QString wrapUpNext;   // the next step as typed, its day in it
    bool isWrapping = false; // being written
    QElapsedTimer since;          // for the time from the event to the painted card

    bool hasWrapUp() const; // something of it is typed
    const CardPerson *person() const; // who it is, as far as anybody knows; null: nobody
};

class CallModel : public QObject
{
    Q_OBJECT

public:
    enum class AskWrapUp : quint8 { Never, Offered, Whole }; // Whole: no card goes without result and reason
    static constexpr int mostCalls = 8;

    // `phoneOf` makes the insert of a customer's phone; the customers' rules know how.
    using PhoneInsert = std::function<Change(const Id &customer, const PhoneNumber &number, qint64 nowMs)>;
    CallModel(Store &store, PhoneInsert phoneOf, QObject *parent = nullptr);
    ~CallModel() override; // writes what is under way

    void setAuthor(const Id &user, const QString &name);

    const DeskCall *current() const; // null: no card to show
    int position() const { return m_current; } // of current() among count()
    int count() const { return int(shown().size()); }
    bool isLookingUp() const { return m_lookUps > 0; }
    qint64 nowMs() const { return m_store.clock().nowMs(); }

    void take(const CallNews &news); // failed(Busy calls.tooMany) when the desk is full
    void answer();
    void hangUp();   // ends a talk, declines a ring; written either way
    void dismiss();  // puts the card away: a talk ends, a ring goes on unseen, a result is not given
    void setAsksWrapUp(AskWrapUp asks);
    AskWrapUp asksWrapUp() const { return m_asksWrapUp; }
    void setWrapUp(const WrapUp &typed, const QString &next); // kept with the call, whatever card is in front
    void finishWrapUp();
    void reopenWrapUp(); // the last one, which was just undone
    void mark(bool held, bool muted); // what the telephone was asked for
    void choose(int person); // of the card's people
    void notThisPerson();
    void thisPerson(const Id &customer); // found by name; a shown number becomes theirs
    void setNote(const QString &note);
    void noted();    // a note was written somewhere else while talking: the call is written too
    void forget(const Caller &caller); // takes a call of a test away without a trace
    // What the colleague who takes the call over gets to see; `draft`: typed and not written yet.
    CallNews handOver(const QString &draft) const;
    void next(int by); // another card to the front
    void find(const QString &text); // answered by found()

signals:
    void changed();                         // current(), or anything of it
    void rang();                            // a new call came in
    void answered(const kemai::Id &customer); // null: nobody knows who it is
    void talked(const kemai::Id &customer, const kemai::Id &interaction); // a talk with somebody known has ended
    void found(const QList<kemai::Hit> &hits);
    void written(const QString &what, const kemai::Id &set); // change_set.title
    void failed(const kemai::Error &error);

private:
    QList<qsizetype> shown() const;
    DeskCall *front();
    DeskCall *callNamed(const Id &interaction);
    void lookUp(const Id &interaction);
    void write(const DeskCall &call);
    void put(const Id &interaction);
    void end(const Id &interaction);
    void readPerson(const Id &interaction, const Id &customer);
    void teach(DeskCall &call, const Id &customer, bool isTheirs);
    CardMoment moment() const { return {nowMs(), QTimeZone::systemTimeZone()}; }

    Store &m_store;
    PhoneInsert m_phoneOf;
    Id m_author;
    QString m_authorName;
    QList<DeskCall> m_calls;
    AskWrapUp m_asksWrapUp = AskWrapUp::Never;
    std::optional<DeskCall> m_wrapped; // the last
    int m_current = 0;
    int m_lookUps = 0;
    quint64 m_search = 0;
};

} // namespace kemai
