// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Log: one JSON object a line, for journald or any collector:
 *
 *     {"at":"2026-11-26T03:45:24.018Z","level":"info","event":"request","id":"...","route":"push","status":200,"ms":4}
 *
 * What stands in it is ours: ids, counts, routes, error ids, addresses. Never a name, a number, a text, a path or a query as
 * sent. `at` is the wall clock. Any thread; a line is one write(), so lines of threads and of processes do not mix.
 */
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QStringView>

#include <atomic>
#include <functional>
#include <optional>

namespace kemai {

enum class LogLevel : quint8 { Debug, Info, Warning, Error };

std::optional<LogLevel> logLevelNamed(QStringView name); // "debug", "info", "warning", "error"

class Log
{
public:
    using Sink = std::function<void(const QByteArray &line)>;

    explicit Log(LogLevel least = LogLevel::Info, Sink sink = {}); // without a sink: standard error
    void setLeast(LogLevel level) { m_least = level; }
    bool takes(LogLevel level) const { return level >= m_least.load(); }

    void write(LogLevel level, const char *event, QJsonObject fields = {});

private:
    std::atomic<LogLevel> m_least;
    Sink m_sink;
};

} // namespace kemai
