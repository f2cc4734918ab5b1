// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/metrics.h"

#include <QString> // operator+ of QByteArray

namespace kemai {

namespace {

QByteArray sample(const QByteArray &name, const QByteArray &labels, const QByteArray &value)
{
    return name + (labels.isEmpty() ? QByteArray() : QByteArray('{' + labels + '}')) + ' ' + value + '\n';
}

QByteArray both(const QByteArray &labels, const QByteArray &further)
{
    return labels.isEmpty() ? further : QByteArray(labels + ',' + further);
}

} // namespace

void Histogram::observeMs(double ms)
{
    size_t bucket = 0;
    while (bucket < boundsMs.size() && ms > boundsMs[bucket])
        ++bucket;
    m_buckets[bucket].fetch_add(1, std::memory_order_relaxed);
    m_sumMicroseconds.fetch_add(qint64(ms * 1000), std::memory_order_relaxed);
}

Counter &Metrics::counter(const QByteArray &name, const QByteArray &help, const QByteArray &labels)
{
    const std::lock_guard lock(m_mutex);
    Family &family = m_families[name];
    family.help = help;
    Counter *&counter = family.counters[labels];
    if (!counter)
        counter = &m_counters.emplace_back();
    return *counter;
}

Histogram &Metrics::histogram(const QByteArray &name, const QByteArray &help, const QByteArray &labels)
{
    const std::lock_guard lock(m_mutex);
    Family &family = m_families[name];
    family.help = help;
    family.type = "histogram";
    Histogram *&histogram = family.histograms[labels];
    if (!histogram)
        histogram = &m_histograms.emplace_back();
    return *histogram;
}

void Metrics::gauge(const QByteArray &name, const QByteArray &help, std::function<double()> read, const QByteArray &labels)
{
    const std::lock_guard lock(m_mutex);
    Family &family = m_families[name];
    family.help = help;
    family.type = "gauge";
    family.gauges[labels] = std::move(read);
}

QByteArray Metrics::text() const
{
    const std::lock_guard lock(m_mutex);
    QByteArray text;
    for (const auto &[name, family] : m_families) {
        text += "# HELP " + name + ' ' + family.help + "\n# TYPE " + name + ' ' + family.type + '\n';
        for (const auto &[labels, counter] : family.counters)
            text += sample(name, labels, QByteArray::number(counter->value()));
        for (const auto &[labels, read] : family.gauges)
            text += sample(name, labels, QByteArray::number(read(), 'g', 15));
        for (const auto &[labels, histogram] : family.histograms) {
            qint64 count = 0;
            for (size_t i = 0; i < histogram->m_buckets.size(); ++i) {
                count += histogram->m_buckets[i].load(std::memory_order_relaxed);
                const QByteArray bound = i < Histogram::boundsMs.size() ? QByteArray::number(Histogram::boundsMs[i] / 1000) : QByteArray("+Inf");
                text += sample(name + "_bucket", both(labels, "le=\"" + bound + '"'), QByteArray::number(count));
            }
            text += sample(name + "_sum", labels, QByteArray::number(double(histogram->m_sumMicroseconds.load()) / 1e6, 'g', 15));
            text += sample(name + "_count", labels, QByteArray::number(count));
        }
    }
    return text;
}

} // namespace kemai
