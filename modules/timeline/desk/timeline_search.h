// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * TimelineSearch: what somebody looks for inside one customer's timeline (U09): in texts, subjects and names, of the channels
 * that are shown. Latin letters match small and large.
 *
 * The timeline is read in windows of some thousand events, newest first, each a question of its own on the store's reader thread,
 * so hits appear at once and neither a page nor another search waits for the whole. Up to `mostHits` are kept. next() and previous() go
 * round; where a hit stands is asked then, and answered by arrived(). It follows customer, channels and new events. GUI thread.
 */
#pragma once

#include "store/store.h"
#include "timeline/timeline.h"

#include <QTimer>

namespace kemai {

class TimelineModel;

class TimelineSearch : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype mostHits = 10'000;
    static constexpr qint64 windowEvents = 4'000;

    TimelineSearch(Store &store, TimelineModel &model);

    void setText(const QString &text); // empty: off
    const QString &text() const { return m_text; }
    bool isActive() const { return !m_text.isEmpty(); }
    bool isRunning() const { return m_running; }
    qsizetype count() const { return m_hits.size(); }
    bool isCut() const { return m_hits.size() >= mostHits; } // there may be more
    qsizetype current() const { return m_current; } // from 0; -1: none yet
    double searched() const;                        // 0 to 1 of the timeline

    void next();     // older
    void previous(); // newer

signals:
    void changed(); // count, current, whether it runs
    void arrived(int row, const kemai::Id &event);
    void failed(const kemai::Error &error);

private:
    struct Hit {
        qint64 atMs = 0;
        Id id;
    };
    void restart();
    void readWindow();
    void go(qsizetype hit);

    Store &m_store;
    TimelineModel &m_model;
    QString m_text;
    QList<Hit> m_hits; // newest first
    qsizetype m_current = -1;
    qsizetype m_day = 0; // of the model's days: where the next window begins
    bool m_running = false;
    Id m_keep;           // the event to stay at when it runs again
    TimelineFilter m_filter;
    QList<TimelineDay> m_days;
    quint64 m_generation = 0;
    QTimer m_again;
};

} // namespace kemai
