// SPDX-License-Identifier: GPL-3.0-or-later
#include "formats/json_lines.h"

#include <QIODevice>
#include <QJsonDocument>

namespace kemai {

namespace {

constexpr qsizetype pieceBytes = 64 * 1024;
constexpr qsizetype maxRawBytes = 64 * 1024;

int depthOf(QByteArrayView json)
{
    int depth = 0;
    int deepest = 0;
    bool inString = false;
    for (qsizetype i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (inString) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                inString = false;
        } else if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            deepest = std::max(deepest, ++depth);
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return deepest;
}

Error lineError(QString id, qint64 line, QStringList more = {})
{
    return makeError(Error::Code::Invalid, std::move(id), QString(), QStringList{QString::number(line)} + more);
}

} // namespace

JsonLineReader::JsonLineReader(QIODevice &device, const Limits &limits) : m_device(device), m_limits(limits) { }

// The bytes up to the next LF. Of a line that is too long only the beginning is kept.
Result<bool> JsonLineReader::nextRaw(QByteArray &raw, bool &tooLong)
{
    raw.resize(0);
    tooLong = false;
    for (;;) {
        const qsizetype end = m_buffer.indexOf('\n', m_begin);
        const qsizetype stop = end < 0 ? m_buffer.size() : end;
        const qsizetype room = m_limits.maxLineBytes - raw.size();
        tooLong |= stop - m_begin > room;
        raw.append(QByteArrayView(m_buffer).sliced(m_begin, std::min(stop - m_begin, room)));
        if (end >= 0) {
            m_begin = end + 1;
            return true;
        }
        m_begin = 0;
        m_buffer.resize(pieceBytes);
        const qint64 count = m_ended ? 0 : m_device.read(m_buffer.data(), pieceBytes);
        m_buffer.resize(std::max<qint64>(count, 0));
        if (count < 0)
            return fail(Error::Code::Io, QStringLiteral("formats.readFailed"), m_device.errorString(),
                        {m_device.errorString()});
        m_bytesRead += count;
        if (count == 0) {
            m_ended = true;
            return !raw.isEmpty();
        }
    }
}

void JsonLineReader::parse(JsonLine &line) const
{
    if (!QByteArrayView(line.raw).isValidUtf8()) {
        line.error = lineError(QStringLiteral("formats.jsonNotUtf8"), line.line);
        return;
    }
    if (depthOf(line.raw) > m_limits.maxDepth) {
        line.error =
            lineError(QStringLiteral("formats.jsonTooDeep"), line.line, {QString::number(m_limits.maxDepth)});
        return;
    }
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(line.raw, &problem);
    if (problem.error != QJsonParseError::NoError)
        line.error = lineError(QStringLiteral("formats.jsonSyntax"), line.line,
                               {QString::number(problem.offset + 1), problem.errorString()});
    else if (!document.isObject())
        line.error = lineError(QStringLiteral("formats.jsonNotObject"), line.line);
    else
        line.object = document.object();
}

Result<bool> JsonLineReader::next(JsonLine &line)
{
    line.object = {};
    line.error.reset();
    for (;;) {
        bool tooLong = false;
        const Result<bool> any = nextRaw(line.raw, tooLong);
        if (!any || !*any)
            return any;
        ++m_line;
        if (m_line == 1 && line.raw.startsWith("\xEF\xBB\xBF"))
            line.raw.remove(0, 3);
        line.line = m_line;
        if (tooLong) {
            line.error = lineError(QStringLiteral("formats.jsonTooLong"), m_line,
                                   {QString::number(m_limits.maxLineBytes)});
            break;
        }
        if (line.raw.trimmed().isEmpty())
            continue;
        parse(line);
        break;
    }
    if (line.raw.endsWith('\r'))
        line.raw.chop(1);
    if (line.error)
        line.raw.truncate(maxRawBytes);
    return true;
}

} // namespace kemai
