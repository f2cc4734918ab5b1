// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/log.h"

#include <QDateTime>
#include <QJsonDocument>

#include <array>

#include <unistd.h>

namespace kemai {

namespace {

constexpr std::array levelNames{"debug", "info", "warning", "error"};

void toStandardError(const QByteArray &line)
{
    // A log that cannot be written must not stop the server; there is nobody left to tell.
    [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, line.constData(), size_t(line.size()));
}

} // namespace

std::optional<LogLevel> logLevelNamed(QStringView name)
{
    for (size_t i = 0; i < levelNames.size(); ++i)
        if (name == QLatin1StringView(levelNames[i]))
            return LogLevel(i);
    return std::nullopt;
}

Log::Log(LogLevel least, Sink sink) : m_least(least), m_sink(sink ? std::move(sink) : Sink(toStandardError))
{
}

void Log::write(LogLevel level, const char *event, QJsonObject fields)
{
    if (!takes(level))
        return;
    // QJsonObject sorts its keys; the three that every line has go in front by hand.
    QByteArray line = "{\"at\":\"" + QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toLatin1() + "\",\"level\":\""
        + levelNames[size_t(level)] + "\",\"event\":\"" + event + '"';
    const QByteArray rest = QJsonDocument(fields).toJson(QJsonDocument::Compact);
    if (rest.size() > 2)
        line += ',' + rest.sliced(1);
    else
        line += '}';
    m_sink(line + '\n');
}

} // namespace kemai
