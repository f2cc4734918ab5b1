// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * TimelineReader: a customer's whole timeline, newest first, one page after the other: for print and PDF.
 *
 * A page is asked for with next() and answered by page(); an empty one is the end. Texts come whole. Each page is a question of its
 * own on the store's reader thread, so nothing else waits for 100,000 events. GUI thread.
 */
#pragma once

#include "store/store.h"
#include "timeline/desk/timeline_event.h"
#include "timeline/timeline.h"

namespace kemai {

class TimelineReader : public QObject
{
    Q_OBJECT

public:
    static constexpr qint64 pageEvents = 400;

    TimelineReader(Store &store, const TimelineFilter &filter, QObject *parent = nullptr);

    void next();

signals:
    void page(const QList<kemai::TimelineEvent> &events); // newest first; empty: there are no more
    void failed(const kemai::Error &error);

private:
    Store &m_store;
    TimelineFilter m_filter;
    std::optional<Record> m_last;
};

} // namespace kemai
