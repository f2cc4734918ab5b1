// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * TimelineModel: one customer's timeline as a list: day headers and events, newest first, all of them at once.
 *
 * Virtual: the number of rows is known from the outline; events are read in pages around the rows a view shows (show())
 * on the store's reader thread, and at most `keptEvents` are kept. A row that is not read yet answers LoadedRole false.
 * The first page comes before the outline, so that the first paint never waits for counting 100,000 events.
 *
 * It follows Store::changed: rows are inserted and removed where they belong, so that selections and positions stay; a
 * change too large for that is a reset. On an error it keeps what it has and says failed(): stale beats blank.
 *
 * Notes are written here too, because a page knows no store. GUI thread.
 */
#pragma once

#include "store/store.h"
#include "timeline/desk/note_desk.h"
#include "timeline/desk/timeline_event.h"
#include "timeline/desk/timeline_reader.h"
#include "timeline/desk/timeline_rows.h"
#include "timeline/desk/timeline_search.h"
#include "timeline/note.h"

#include <QAbstractListModel>
#include <QSet>

#include <functional>

namespace kemai {

class TimelineModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        IsDayRole = Qt::UserRole, // bool: a day's header
        DateRole,                 // QDate, of both
        DayCountRole,             // int, of a header
        LoadedRole,               // bool; headers are always
        EventRole,                // TimelineEvent, when loaded
    };
    enum class State : quint8 {
        Empty,   // no customer is set
        Loading, // the first page is under way
        Counting, // the first page is there, the outline is not
        Ready,
    };
    static constexpr int pageEvents = 64;
    static constexpr int keptEvents = 4096;

    explicit TimelineModel(Store &store, const QTimeZone &zone = QTimeZone::systemTimeZone(), QObject *parent = nullptr);

    void setCustomer(const Id &customer); // null: none
    Id customer() const { return m_filter.customer; }
    void setChannels(const QStringList &channels); // empty: all
    const QStringList &channels() const { return m_filter.channels; }
    void retry(); // after failed(): reads again what is missing
    void setAuthor(const Id &author, const QString &name); // of notes written here

    State state() const { return m_state; }
    qint64 total() const { return m_outline.total(); }       // of all channels
    int eventCount() const { return m_rows.events(); }       // of the channels shown
    const QList<ChannelCount> &channelCounts() const { return m_outline.channels(); }
    const QList<TimelineDay> &days() const { return m_rows.days(); }
    const QList<OpenItem> &openItems() const { return m_openItems; }
    const QTimeZone &zone() const { return m_zone; }
    qint64 nowMs() const { return m_store.clock().nowMs(); }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

    bool isDay(int row) const { return m_rows.eventOfRow(row) < 0; }
    const TimelineEvent *event(int row) const; // null: a header, or not loaded yet
    QDate dateOf(int row) const;
    int rowOfDate(const QDate &date) const;    // header of this day, or of the next older; the oldest if there is none; -1: no rows
    int rowOfEvent(const Id &id) const;        // -1: not loaded
    int rowOfNumber(qint64 number) const;      // of the event with so many in front of it; -1: there is none

    // The rows a view shows: they and a page around them are read. Cheap to call for each scrolled pixel.
    void show(int firstRow, int lastRow);

    // How rows are said: for Qt::DisplayRole and Qt::AccessibleTextRole. Without, a plain English text.
    void setWords(std::function<QString(const TimelineEvent &)> ofEvent, std::function<QString(const TimelineDay &)> ofDay);

    TimelineSearch &search() { return *m_search; } // inside this timeline
    std::unique_ptr<TimelineReader> reader(); // of what is shown, all of it
    const QString &authorName() const { return m_authorName; }
    NoteDesk &noteDesk() { return *m_noteDesk; } // what notes are written with
    QDate today() const;
    void addNote(const QString &text, const QList<NoteMark> &marks = {});
    void checkIn(const QString &subject, const std::optional<FollowUp> &next);
    // `seen`: the whole text as the author saw it; another one in the store by now is a Conflict.
    void editNote(const Id &id, const QString &seen, const QString &text, const QList<NoteMark> &marks = {});
    void addNextStep(const Id &interaction, const FollowUp &step);
    void withdrawNote(const Id &id);
    // Answers with the row an event of this customer stands at; not at all if it is not shown.
    void findEvent(const Id &id, const std::function<void(int row)> &answer);
    // Answers with the whole body, also of a text longer than TimelineEvent::longestBody.
    void readBody(const Id &id, const std::function<void(const QString &)> &answer);

signals:
    void outlineChanged();   // total, channel counts, days, state
    void openItemsChanged();
    void noted(const kemai::Noted &note); // written, edited or withdrawn
    void noteFailed(const kemai::Error &error, const QString &text); // the text is to be kept
    void failed(const kemai::Error &error);

private:
    struct Fresh; // what a refresh found
    struct Page {
        qint64 first = 0;
        QList<TimelineEvent> events;
    };
    using Touched = QSet<Id>;

    void reload();
    void readOutline();
    void readOpenItems();
    void load();
    void changed(const QString &entity, const QList<Id> &records);
    void refresh();
    void take(const Fresh &fresh);
    using Places = QHash<QDate, QList<qint64>>; // numbers within each day
    void replaceDays(const QList<TimelineDay> &wanted, const Places &arrived, const Places &departed);
    void resizeDay(int day, qint64 count, QList<qint64> arrived, QList<qint64> departed);
    void resetDays(const QList<TimelineDay> &wanted, const QList<TimelineEvent> &newest = {});
    void insertEvents(int day, qint64 within, int count);
    void removeEvents(int day, qint64 within, int count);
    void shift(qint64 from, qint64 by);
    void takePage(const Page &page);
    void forgetOutside(qint64 first, qint64 last);
    qint64 numberOf(const Id &id) const; // -1: not loaded
    Note noteOf(const QString &text, const QList<NoteMark> &marks) const;
    void wrote(const QFuture<Result<Noted>> &future, const QString &text);

    static constexpr int margin = pageEvents / 2; // read before and behind what is shown

    Store &m_store;
    NoteDesk *m_noteDesk;
    TimelineSearch *m_search;
    QTimeZone m_zone;
    TimelineFilter m_filter;
    Id m_author;
    QString m_authorName;
    State m_state = State::Empty;
    TimelineOutline m_outline;
    TimelineRows m_rows;
    QHash<qint64, TimelineEvent> m_events; // by number
    QList<OpenItem> m_openItems;
    quint64 m_generation = 0; // of customer and filter: answers to older questions are dropped
    quint64 m_shape = 0;      // of the rows: a page asked for before they moved is asked for again
    int m_firstShown = 0;     // events
    int m_lastShown = pageEvents - 1;
    bool m_loading = false;
    qint64 m_staleFirst = 0;  // events of this range are shown, and read again
    qint64 m_staleLast = -1;
    bool m_refreshing = false;
    bool m_refreshAgain = false;
    Touched m_touched;
    bool m_touchedAll = false;
    std::function<QString(const TimelineEvent &)> m_eventWords;
    std::function<QString(const TimelineDay &)> m_dayWords;
};

} // namespace kemai
