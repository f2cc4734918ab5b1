// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/desk/timeline_search.h"

#include "base/deliver.h"
#include "schema/schema.h"
#include "timeline/desk/timeline_model.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

constexpr qsizetype longestText = 200;

// The text as somebody may have written it: the database compares characters exactly.
Condition saysAnywhere(const QString &text)
{
    QStringList forms{text, text.toLower(), text.toUpper()};
    if (!text.isEmpty())
        forms << text.left(1).toUpper() + text.mid(1).toLower();
    forms.removeDuplicates();
    Condition any;
    bool first = true;
    for (const QString &form : std::as_const(forms))
        for (const FieldOf<QString> &field : {interaction::body, interaction::subject, interaction::author_name}) {
            any = first ? contains(field, form) : any || contains(field, form);
            first = false;
        }
    return any;
}

} // namespace

TimelineSearch::TimelineSearch(Store &store, TimelineModel &model) : QObject(&model), m_store(store), m_model(model)
{
    m_again.setSingleShot(true);
    m_again.setInterval(300);
    connect(&m_again, &QTimer::timeout, this, &TimelineSearch::restart);
    connect(&model, &TimelineModel::outlineChanged, this, [this] {
        if (!isActive())
            return;
        if (m_model.customer() != m_filter.customer)
            setText({});
        else if (m_model.state() == TimelineModel::State::Ready && (m_model.channels() != m_filter.channels || m_model.days() != m_days))
            m_again.start();
    });
}

double TimelineSearch::searched() const
{
    if (m_days.isEmpty() || m_day >= m_days.size())
        return 1;
    const qint64 all = m_days.last().first + m_days.last().count;
    return double(m_days.at(m_day).first) / double(all);
}

void TimelineSearch::setText(const QString &typed)
{
    const QString text = typed.trimmed().left(longestText);
    if (text == m_text)
        return;
    m_text = text;
    m_current = -1;
    m_hits.clear();
    restart();
}

void TimelineSearch::restart()
{
    ++m_generation;
    m_again.stop();
    m_keep = m_current >= 0 && m_current < m_hits.size() ? m_hits.at(m_current).id : Id();
    m_hits.clear();
    m_current = -1;
    m_day = 0;
    m_filter = {m_model.customer(), m_model.channels()};
    m_days = m_model.days();
    m_running = isActive() && !m_days.isEmpty();
    emit changed();
    if (m_running)
        readWindow();
}

void TimelineSearch::readWindow()
{
    // Whole days, so that a window is a range of the index.
    qsizetype end = m_day;
    qint64 events = 0;
    while (end < m_days.size() && (events == 0 || events + m_days.at(end).count <= windowEvents))
        events += m_days.at(end++).count;
    const QTimeZone zone = m_model.zone();
    const qint64 from = m_days.at(end - 1).date.startOfDay(zone).toMSecsSinceEpoch();
    const qint64 to = m_days.at(m_day).date.addDays(1).startOfDay(zone).toMSecsSinceEpoch();
    const bool newest = m_day == 0; // what came in since the outline was read stands in front of it
    const qsizetype room = mostHits - m_hits.size();
    deliver(m_store.read([filter = m_filter, text = m_text, from, to, newest, room](Records &records) -> Result<QList<Hit>> {
        Query query(interaction::entity);
        query.where(interaction::customer == filter.customer && interaction::at >= from);
        if (!newest)
            query.where(interaction::at < to);
        if (!filter.channels.isEmpty())
            query.where(isIn(interaction::channel, filter.channels));
        query.where(saysAnywhere(text)).orderBy(interaction::at, Order::Descending).limit(room).select(interaction::at);
        const auto rows = records.find(query);
        if (!rows)
            return fail(rows.error());
        QList<Hit> hits;
        for (const Record &row : *rows)
            hits.append({row[interaction::at], row.id});
        return hits;
    }), this, [this, end, generation = m_generation](const Result<QList<Hit>> &hits) {
        if (generation != m_generation)
            return;
        if (!hits) {
            if (hits.error().id == "store.interrupted"_L1) {
                readWindow(); // a search of customers had the way
                return;
            }
            m_running = false;
            emit changed();
            emit failed(hits.error());
            return;
        }
        const bool first = m_hits.isEmpty();
        m_hits += *hits;
        m_day = end;
        m_running = m_day < m_days.size() && !isCut();
        if (m_running)
            readWindow();
        if (!m_keep.isNull()) {
            const auto kept = std::find_if(m_hits.cbegin(), m_hits.cend(), [this](const Hit &hit) { return hit.id == m_keep; });
            if (kept != m_hits.cend()) {
                m_current = kept - m_hits.cbegin();
                m_keep = Id();
            }
        } else if (first && !m_hits.isEmpty() && m_current < 0) {
            go(0);
        }
        emit changed();
    });
}

void TimelineSearch::next()
{
    if (!m_hits.isEmpty())
        go((m_current + 1) % m_hits.size());
}

void TimelineSearch::previous()
{
    if (!m_hits.isEmpty())
        go(m_current <= 0 ? m_hits.size() - 1 : m_current - 1);
}

void TimelineSearch::go(qsizetype number)
{
    m_current = number;
    const Hit hit = m_hits.at(number);
    emit changed();
    deliver(m_store.read([filter = m_filter, hit](Records &records) { return timelineIndexOf(records, filter, hit.atMs, hit.id); }), this,
            [this, hit, generation = m_generation](const Result<qint64> &index) {
                if (generation != m_generation || m_current < 0 || m_current >= m_hits.size() || m_hits.at(m_current).id != hit.id)
                    return;
                if (!index)
                    emit failed(index.error());
                else if (const int row = m_model.rowOfNumber(*index); row >= 0)
                    emit arrived(row, hit.id);
            });
}

} // namespace kemai
