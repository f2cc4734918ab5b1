// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/desk/timeline_reader.h"

#include "base/deliver.h"
#include "schema/schema.h"

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

struct Read {
    QList<TimelineEvent> events;
    std::optional<Record> last;
};

} // namespace

TimelineReader::TimelineReader(Store &store, const TimelineFilter &filter, QObject *parent) : QObject(parent), m_store(store), m_filter(filter) { }

void TimelineReader::next()
{
    deliver(m_store.read([filter = m_filter, last = m_last](Records &records) -> Result<Read> {
        const auto rows = last ? timelinePageAfter(records, filter, pageEvents, *last) : timelinePage(records, filter, pageEvents);
        if (!rows)
            return fail(rows.error());
        auto events = timelineEvents(records, *rows);
        if (!events)
            return fail(events.error());
        for (qsizetype i = 0; i < events->size(); ++i)
            (*events)[i].body = rows->at(i)[interaction::body]; // the list's are cut
        return Read{std::move(*events), rows->isEmpty() ? last : std::optional<Record>(rows->last())};
    }), this, [this](const Result<Read> &read) {
        if (!read && read.error().id == "store.interrupted"_L1) {
            next(); // a search had the way
        } else if (!read) {
            emit failed(read.error());
        } else {
            m_last = read->last;
            emit page(read->events);
        }
    });
}

} // namespace kemai
