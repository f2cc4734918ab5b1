// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/connection.h"

#include <QtEndian>

#include <libpq-fe.h>

#include <vector>

namespace kemai::ledger {

namespace {

constexpr int statementsKept = 1000;

enum Oid : unsigned { Bool = 16, Int8 = 20, Int2 = 21, Int4 = 23, Uuid = 2950, Jsonb = 3802 };

QString fieldOf(const PGresult *result, int field)
{
    const char *text = result ? PQresultErrorField(result, field) : nullptr;
    return text ? QString::fromUtf8(text) : QString();
}

Failure badText()
{
    return fail(Error::Code::Invalid, QStringLiteral("ledger.badText"), QStringLiteral("a text holds a NUL character"));
}

struct Meaning {
    const char *state; // SQLSTATE, or the beginning of it; the first that fits counts
    Error::Code code;
    const char16_t *id;
};

// https://www.postgresql.org/docs/15/errcodes-appendix.html
constexpr Meaning meanings[] = {
    {"40001", Error::Code::Busy, u"ledger.busy"},       {"40P01", Error::Code::Busy, u"ledger.busy"},
    {"40003", Error::Code::Offline, u"ledger.offline"}, {"55P03", Error::Code::Busy, u"ledger.busy"},
    {"55006", Error::Code::Busy, u"ledger.busy"},       {"57014", Error::Code::Busy, u"ledger.busy"},
    {"25P03", Error::Code::Offline, u"ledger.offline"}, {"53100", Error::Code::Io, u"ledger.diskFull"},
    {"53300", Error::Code::Busy, u"ledger.busy"},       {"53", Error::Code::Io, u"ledger.failed"},
    {"57P", Error::Code::Offline, u"ledger.offline"},   {"08", Error::Code::Offline, u"ledger.offline"},
    {"XX001", Error::Code::Corrupt, u"ledger.damaged"}, {"XX002", Error::Code::Corrupt, u"ledger.damaged"},
    {"22021", Error::Code::Invalid, u"ledger.badText"}, {"22P05", Error::Code::Invalid, u"ledger.badText"},
    {"22", Error::Code::Invalid, u"ledger.badValue"},   {"23", Error::Code::Invalid, u"ledger.badValue"},
    {"54", Error::Code::Invalid, u"ledger.tooLarge"},   {"42501", Error::Code::Denied, u"ledger.denied"},
    {"28", Error::Code::Denied, u"ledger.denied"},      {"3D000", Error::Code::NotFound, u"ledger.noDatabase"},
    {"0A000", Error::Code::Busy, u"ledger.busy"}, // a statement prepared before a migration: it is prepared anew
};

} // namespace

// --- Rows

Rows::Rows(PGresult *owned) : m_result(owned, PQclear) { }

int Rows::count() const { return m_result ? PQntuples(m_result.get()) : 0; }

qint64 Rows::affected() const { return m_result ? QByteArrayView(PQcmdTuples(m_result.get())).toLongLong() : 0; }

bool Rows::isNull(int row, int column) const { return PQgetisnull(m_result.get(), row, column) != 0; }

QByteArrayView Rows::bytes(int row, int column) const
{
    const QByteArrayView all(PQgetvalue(m_result.get(), row, column), PQgetlength(m_result.get(), row, column));
    return PQftype(m_result.get(), column) == Jsonb && !all.isEmpty() ? all.sliced(1) : all;
}

qint64 Rows::number(int row, int column) const
{
    const char *at = PQgetvalue(m_result.get(), row, column);
    switch (PQgetlength(m_result.get(), row, column)) {
    case 1: return *at;
    case 2: return qFromBigEndian<qint16>(at);
    case 4: return qFromBigEndian<qint32>(at);
    case 8: return qFromBigEndian<qint64>(at);
    default: return 0;
    }
}

bool Rows::truth(int row, int column) const { return number(row, column) != 0; }

QString Rows::text(int row, int column) const { return QString::fromUtf8(bytes(row, column)); }

Id Rows::id(int row, int column) const { return Id::fromBytes(bytes(row, column)); }

Value Rows::value(int row, int column) const
{
    if (isNull(row, column))
        return {};
    switch (PQftype(m_result.get(), column)) {
    case Bool:
    case Int2:
    case Int4:
    case Int8: return Value(number(row, column));
    case Uuid: return Value(id(row, column));
    default: return Value(text(row, column));
    }
}

// --- Connection

Result<std::unique_ptr<Connection>> Connection::open(const QByteArray &target, const ConnectionOptions &options)
{
    std::unique_ptr<Connection> connection(new Connection);
    connection->m_target = target;
    connection->m_options = options;
    if (const auto opened = connection->open(); !opened)
        return fail(opened.error());
    return connection;
}

Connection::~Connection()
{
    PQfreeCancel(m_cancel);
    PQfinish(m_connection);
}

Result<> Connection::open()
{
    const QByteArray timeout = QByteArray::number(m_options.connectTimeoutS);
    const char *const names[] = {"dbname", "client_encoding", "application_name", "connect_timeout", nullptr};
    const char *const values[] = {m_target.constData(), "UTF8", m_options.name.constData(), timeout.constData(), nullptr};
    m_connection = PQconnectdbParams(names, values, 1);
    // Its notices would go to standard error, and may hold values.
    PQsetNoticeProcessor(m_connection, [](void *, const char *) { }, nullptr);
    if (PQstatus(m_connection) != CONNECTION_OK) {
        // Before a session there is no SQLSTATE; the message speaks of hosts and databases, not of customers.
        const QString message = QString::fromUtf8(PQerrorMessage(m_connection)).trimmed();
        if (message.contains(QStringLiteral("does not exist")) && message.contains(QStringLiteral("database")))
            return fail(Error::Code::NotFound, QStringLiteral("ledger.noDatabase"), message);
        if (message.contains(QStringLiteral("authentication failed")) || message.contains(QStringLiteral("no pg_hba.conf entry"))
            || message.contains(QStringLiteral("no password supplied")) || message.contains(QStringLiteral("\" does not exist")))
            return fail(Error::Code::Denied, QStringLiteral("ledger.denied"), message);
        return fail(Error::Code::Offline, QStringLiteral("ledger.offline"), message);
    }
    m_cancel = PQgetCancel(m_connection);
    const char *encoding = PQparameterStatus(m_connection, "server_encoding");
    if (PQserverVersion(m_connection) < 150000 || qstrcmp(encoding, "UTF8") != 0)
        return fail(Error::Code::Invalid, QStringLiteral("ledger.unfit"),
                    QStringLiteral("PostgreSQL %1, encoding %2").arg(PQserverVersion(m_connection)).arg(QString::fromUtf8(encoding)));
    return script("SET statement_timeout = " + QByteArray::number(m_options.statementTimeoutMs) + "; SET lock_timeout = "
                  + QByteArray::number(m_options.lockTimeoutMs) + "; SET idle_in_transaction_session_timeout = "
                  + QByteArray::number(m_options.idleInTransactionTimeoutMs)
                  + "; SET TimeZone = 'UTC'; SET client_min_messages = error; SET standard_conforming_strings = on; SET default_transaction_isolation = 'read committed'"
                  + (m_options.keptPlans ? QByteArray("; SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off") : QByteArray())
                  + (m_options.durable ? QByteArray() : QByteArray("; SET synchronous_commit = off")));
}

Result<> Connection::reconnect()
{
    PQfreeCancel(std::exchange(m_cancel, nullptr));
    PQfinish(std::exchange(m_connection, nullptr));
    m_statements.clear();
    m_nextStatement = 1;
    return open();
}

bool Connection::isAlive() const { return PQstatus(m_connection) == CONNECTION_OK; }

bool Connection::inTransaction() const { return PQtransactionStatus(m_connection) != PQTRANS_IDLE; }

void Connection::cancel()
{
    char message[256];
    if (m_cancel)
        PQcancel(m_cancel, message, sizeof message);
}

Error Connection::errorOf(const PGresult *result)
{
    m_lastState = fieldOf(result, PG_DIAG_SQLSTATE).toLatin1();
    QStringList where;
    for (const int field : {PG_DIAG_TABLE_NAME, PG_DIAG_COLUMN_NAME, PG_DIAG_CONSTRAINT_NAME})
        if (const QString name = fieldOf(result, field); !name.isEmpty())
            where << name;
    // Of these classes the message names our own mistake: columns, functions, syntax. The others may quote a value.
    const bool ours = m_lastState.startsWith("42") || m_lastState.startsWith("P0") || m_lastState.startsWith("0A");
    const QString log = QString::fromLatin1(m_lastState) + u' ' + where.join(u'.') + (ours ? fieldOf(result, PG_DIAG_MESSAGE_PRIMARY) : QString());
    if (m_lastState.isEmpty() || !isAlive())
        return makeError(Error::Code::Offline, QStringLiteral("ledger.offline"), QStringLiteral("the connection to PostgreSQL is gone ") + log);
    if (m_lastState == "0A000") { // "cached plan must not change result type"
        m_statements.clear();
        if (!inTransaction())
            PQclear(PQexec(m_connection, "DEALLOCATE ALL"));
    }
    for (const Meaning &meaning : meanings)
        if (m_lastState.startsWith(meaning.state))
            return makeError(meaning.code, QString::fromUtf16(meaning.id), log);
    return makeError(Error::Code::Io, QStringLiteral("ledger.failed"), log);
}

Result<Rows> Connection::answer(PGresult *owned)
{
    Rows rows(owned);
    const ExecStatusType status = PQresultStatus(owned);
    if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK) {
        m_lastState.clear();
        return rows;
    }
    return fail(errorOf(owned));
}

Result<QByteArray> Connection::prepared(const QByteArray &sql, const Parameters &parameters)
{
    QByteArray key = sql;
    key.append('\0').append(reinterpret_cast<const char *>(parameters.types().data()), qsizetype(sizeof(unsigned) * parameters.types().size()));
    if (const auto known = m_statements.constFind(key); known != m_statements.cend())
        return *known;
    if (m_statements.size() >= statementsKept) { // rules may ask in very many shapes
        if (const auto done = answer(PQexec(m_connection, "DEALLOCATE ALL")); !done)
            return fail(done.error());
        m_statements.clear();
    }
    const QByteArray name = "s" + QByteArray::number(m_nextStatement++);
    const auto done = answer(PQprepare(m_connection, name.constData(), sql.constData(), parameters.count(), parameters.types().data()));
    if (!done)
        return fail(done.error());
    m_statements.insert(key, name);
    return name;
}

Result<Rows> Connection::query(const QByteArray &sql, const Parameters &parameters)
{
    if (parameters.hasNul())
        return badText();
    const auto name = prepared(sql, parameters);
    if (!name)
        return fail(name.error());
    const std::vector<const char *> values = parameters.values();
    const std::vector<int> binary(values.size(), 1);
    return answer(PQexecPrepared(m_connection, name->constData(), parameters.count(), values.data(), parameters.lengths().data(), binary.data(), 1));
}

Result<> Connection::run(const QByteArray &sql, const Parameters &parameters)
{
    const auto rows = query(sql, parameters);
    return rows ? Result<>() : fail(rows.error());
}

Result<qint64> Connection::number(const QByteArray &sql, const Parameters &parameters)
{
    const auto rows = query(sql, parameters);
    if (!rows)
        return fail(rows.error());
    return rows->count() > 0 && !rows->isNull(0, 0) ? rows->number(0, 0) : 0;
}

Result<QList<Rows>> Connection::pipeline(const QList<Statement> &statements)
{
    QByteArrayList names;
    for (const Statement &statement : statements) {
        if (statement.parameters.hasNul())
            return badText();
        const auto name = prepared(statement.sql, statement.parameters);
        if (!name)
            return fail(name.error());
        names << *name;
    }
    if (!PQenterPipelineMode(m_connection))
        return fail(errorOf(nullptr));
    for (qsizetype i = 0; i < statements.size(); ++i) {
        const Parameters &parameters = statements.at(i).parameters;
        const std::vector<const char *> values = parameters.values();
        const std::vector<int> binary(values.size(), 1);
        if (!PQsendQueryPrepared(m_connection, names.at(i).constData(), parameters.count(), values.data(), parameters.lengths().data(), binary.data(), 1))
            break; // the connection is gone; the results below say so
    }
    PQpipelineSync(m_connection);
    QList<Rows> answers;
    std::optional<Error> first;
    while (true) {
        PGresult *result = PQgetResult(m_connection);
        if (!result) {
            if (!isAlive())
                break;
            continue; // between two statements
        }
        const ExecStatusType status = PQresultStatus(result);
        if (status == PGRES_PIPELINE_SYNC) {
            PQclear(result);
            break;
        }
        if (status == PGRES_PIPELINE_ABORTED) { // behind the one that failed
            PQclear(result);
            continue;
        }
        auto rows = answer(result);
        if (rows)
            answers.append(*rows);
        else if (!first)
            first = rows.error();
    }
    const QByteArray state = m_lastState;
    PQexitPipelineMode(m_connection);
    m_lastState = state;
    if (!first && answers.size() < statements.size())
        first = errorOf(nullptr);
    if (first)
        return fail(*first);
    return answers;
}

Result<> Connection::script(const QByteArray &sql)
{
    const auto done = answer(PQexec(m_connection, sql.constData()));
    return done ? Result<>() : fail(done.error());
}

// --- Transaction

Result<Transaction> Transaction::begin(Connection &connection, Mode mode)
{
    const auto begun = connection.script(mode == Mode::Snapshot ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" : "BEGIN");
    if (!begun)
        return fail(begun.error());
    return Transaction(connection);
}

Transaction::Transaction(Transaction &&other) noexcept : m_connection(std::exchange(other.m_connection, nullptr)) { }

Transaction::~Transaction()
{
    if (m_connection && m_connection->isAlive())
        PQclear(PQexec(m_connection->handle(), "ROLLBACK")); // keeps lastState() as it was
}

Result<> Transaction::commit()
{
    // COMMIT of a failed transaction is answered with ROLLBACK, not with an error.
    const bool sound = PQtransactionStatus(m_connection->handle()) == PQTRANS_INTRANS;
    Connection *connection = std::exchange(m_connection, nullptr);
    const auto done = connection->script("COMMIT");
    if (!done || sound)
        return done;
    return fail(Error::Code::Io, QStringLiteral("ledger.failed"), QStringLiteral("commit of a transaction that had failed"));
}

bool wantsRetry(Connection &connection, const Error &error, Repeat repeat)
{
    const QByteArray state = connection.lastState();
    if (state == "40001" || state == "40P01" || state == "0A000")
        return true;
    if (error.code != Error::Code::Offline || (repeat == Repeat::Never && state != "57P01"))
        return false;
    return connection.reconnect().has_value();
}

} // namespace kemai::ledger
