// SPDX-License-Identifier: GPL-3.0-or-later
// CopyOut and CopyIn: PostgreSQL's COPY, its text format (https://www.postgresql.org/docs/15/sql-copy.html).
#include "ledger/connection.h"

#include <libpq-fe.h>

namespace kemai::ledger {

Result<qint64> CopyOut::run(Connection &connection, const QByteArray &sql, const std::function<bool(QByteArrayView)> &sink)
{
    PGconn *handle = connection.handle();
    PGresult *begun = PQexec(handle, sql.constData());
    if (PQresultStatus(begun) != PGRES_COPY_OUT) {
        const auto failed = connection.answer(begun);
        return failed ? fail(Error::Code::Io, QStringLiteral("ledger.failed"), QStringLiteral("no COPY")) : fail(failed.error());
    }
    PQclear(begun);
    constexpr qsizetype piece = 64 * 1024;
    QByteArray buffer;
    buffer.reserve(piece + 4096);
    bool wanted = true;
    while (true) {
        char *line = nullptr;
        const int size = PQgetCopyData(handle, &line, 0);
        if (size < 0)
            break;
        if (wanted)
            buffer.append(line, size);
        PQfreemem(line);
        if (wanted && buffer.size() >= piece) {
            wanted = sink(buffer);
            buffer.resize(0);
            if (!wanted)
                connection.cancel();
        }
    }
    if (wanted && !buffer.isEmpty())
        wanted = sink(buffer);
    Result<qint64> rows = 0;
    while (PGresult *result = PQgetResult(handle)) {
        const auto done = connection.answer(result);
        rows = done ? Result<qint64>(done->affected()) : fail(done.error());
    }
    if (!wanted)
        return fail(Error::Code::Busy, QStringLiteral("ledger.busy"), QStringLiteral("the reader of a copy went away"));
    return rows;
}

Result<CopyIn> CopyIn::begin(Connection &connection, const QByteArray &sql)
{
    PGresult *begun = PQexec(connection.handle(), sql.constData());
    if (PQresultStatus(begun) != PGRES_COPY_IN) {
        const auto failed = connection.answer(begun);
        return failed ? fail(Error::Code::Io, QStringLiteral("ledger.failed"), QStringLiteral("no COPY")) : fail(failed.error());
    }
    PQclear(begun);
    return CopyIn(connection);
}

CopyIn::CopyIn(CopyIn &&other) noexcept
    : m_connection(std::exchange(other.m_connection, nullptr)), m_buffer(std::move(other.m_buffer)), m_firstField(other.m_firstField)
{
}

CopyIn::~CopyIn()
{
    if (!m_connection || !m_connection->isAlive())
        return;
    PQputCopyEnd(m_connection->handle(), "not finished");
    while (PGresult *result = PQgetResult(m_connection->handle()))
        PQclear(result);
}

CopyIn &CopyIn::field(QByteArrayView utf8)
{
    if (!std::exchange(m_firstField, false))
        m_buffer += '\t';
    for (const char c : utf8) {
        switch (c) {
        case '\\': m_buffer += "\\\\"; break;
        case '\n': m_buffer += "\\n"; break;
        case '\r': m_buffer += "\\r"; break;
        case '\t': m_buffer += "\\t"; break;
        default: m_buffer += c;
        }
    }
    return *this;
}

CopyIn &CopyIn::field(const Value &value)
{
    if (const QString *text = value.text())
        return field(QByteArrayView(text->toUtf8()));
    if (const qint64 *number = value.number())
        return field(QByteArrayView(QByteArray::number(*number)));
    if (const Id *id = value.id())
        return field(QByteArrayView(id->toString().toLatin1()));
    if (!std::exchange(m_firstField, false))
        m_buffer += '\t';
    m_buffer += "\\N";
    return *this;
}

Result<> CopyIn::end()
{
    m_buffer += '\n';
    m_firstField = true;
    return m_buffer.size() < 64 * 1024 ? Result<>() : flush();
}

Result<> CopyIn::flush()
{
    if (PQputCopyData(m_connection->handle(), m_buffer.constData(), int(m_buffer.size())) != 1)
        return fail(m_connection->errorOf(nullptr));
    m_buffer.resize(0);
    return {};
}

Result<qint64> CopyIn::finish()
{
    if (const auto done = flush(); !done)
        return fail(done.error());
    Connection &connection = *std::exchange(m_connection, nullptr);
    PQputCopyEnd(connection.handle(), nullptr);
    Result<qint64> rows = 0;
    while (PGresult *result = PQgetResult(connection.handle())) {
        const auto done = connection.answer(result);
        rows = done ? Result<qint64>(done->affected()) : fail(done.error());
    }
    return rows;
}

} // namespace kemai::ledger
