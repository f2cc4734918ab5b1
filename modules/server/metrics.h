// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Metrics: counters, gauges and histograms, printed in Prometheus' text format 0.0.4 for GET /metrics.
 *
 * Each is made once, by name and label, and lives as long as Metrics; adding to one is an atomic operation. Labels are ours
 * (routes, outcomes), never what a client sent, so their number is bounded. Any thread.
 */
#pragma once

#include <QByteArray>

#include <array>
#include <atomic>
#include <deque>
#include <functional>
#include <map>
#include <mutex>

namespace kemai {

class Counter
{
public:
    void add(qint64 n = 1) { m_value.fetch_add(n, std::memory_order_relaxed); }
    qint64 value() const { return m_value.load(std::memory_order_relaxed); }

private:
    std::atomic<qint64> m_value{0};
};

class Histogram
{
public:
    static constexpr std::array<double, 12> boundsMs{1, 2, 5, 10, 20, 50, 100, 250, 500, 1000, 5000, 30000};
    void observeMs(double ms);

private:
    friend class Metrics;
    std::array<std::atomic<qint64>, boundsMs.size() + 1> m_buckets{};
    std::atomic<qint64> m_sumMicroseconds{0};
};

class Metrics
{
public:
    // `labels` as Prometheus writes them: route="push",status="200"; empty: none.
    Counter &counter(const QByteArray &name, const QByteArray &help, const QByteArray &labels = {});
    Histogram &histogram(const QByteArray &name, const QByteArray &help, const QByteArray &labels = {});
    void gauge(const QByteArray &name, const QByteArray &help, std::function<double()> read, const QByteArray &labels = {});

    QByteArray text() const;

private:
    struct Family {
        QByteArray help;
        const char *type = "counter";
        std::map<QByteArray, Counter *> counters;
        std::map<QByteArray, Histogram *> histograms;
        std::map<QByteArray, std::function<double()>> gauges;
    };
    mutable std::mutex m_mutex;
    std::map<QByteArray, Family> m_families;
    std::deque<Counter> m_counters; // a deque: references stay
    std::deque<Histogram> m_histograms;
};

} // namespace kemai
