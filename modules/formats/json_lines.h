// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * JSON lines: one JSON object a line, UTF-8, read one at a time in bounded memory.
 *
 * A bad line is handed out with its error and costs no other line. Blank lines are skipped, a byte order mark and CR
 * before LF are allowed. Lines over maxLineBytes and values nested deeper than maxDepth are refused before they are
 * parsed. One thread at a time; the device outlives the reader and may be sequential.
 */
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QJsonObject>

#include <optional>

class QIODevice;

namespace kemai {

struct JsonLine {
    qint64 line = 0; // counts from 1
    QJsonObject object;
    QByteArray raw;             // without its line end; at most 64 KiB of a bad line
    std::optional<Error> error; // Invalid formats.jsonSyntax, .jsonNotObject, .jsonTooDeep, .jsonTooLong, .jsonNotUtf8
};

class JsonLineReader
{
public:
    struct Limits {
        qsizetype maxLineBytes = 1024 * 1024;
        int maxDepth = 32;
    };

    explicit JsonLineReader(QIODevice &device) : JsonLineReader(device, Limits()) { }
    JsonLineReader(QIODevice &device, const Limits &limits);

    // The next line, or false at the end. Errors: Io formats.readFailed.
    Result<bool> next(JsonLine &line);

    qint64 bytesRead() const { return m_bytesRead; }

private:
    Result<bool> nextRaw(QByteArray &raw, bool &tooLong);
    void parse(JsonLine &line) const;

    QIODevice &m_device;
    Limits m_limits;
    QByteArray m_buffer;
    qsizetype m_begin = 0;
    qint64 m_line = 0;
    qint64 m_bytesRead = 0;
    bool m_ended = false;
};

} // namespace kemai
