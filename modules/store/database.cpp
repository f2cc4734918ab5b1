// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/database.h"

#include <QVarLengthArray>

#include <sqlite3.h>

#include <algorithm>

namespace kemai {

namespace {

constexpr qsizetype statementsKept = 400;

// The statements that somebody holds, on the thread their Database belongs to; few at a time. SQLite itself knows only those
// that are being stepped, and one that is prepared and not stepped yet must neither be finalized nor given to somebody else.
struct HandedOut {
    sqlite3_stmt *statement;
    bool isKept; // by its text; else it ends with its Statement
};
thread_local QVarLengthArray<HandedOut, 16> handedOut;

bool isHandedOut(sqlite3_stmt *statement)
{
    return std::ranges::find(handedOut, statement, &HandedOut::statement) != handedOut.end();
}

void takeBack(sqlite3_stmt *statement)
{
    const auto place = std::ranges::find(handedOut, statement, &HandedOut::statement);
    const bool isKept = place == handedOut.end() || place->isKept;
    if (place != handedOut.end())
        handedOut.erase(place);
    if (isKept)
        sqlite3_reset(statement);
    else
        sqlite3_finalize(statement);
}

} // namespace

Error errorOf(int code, const char *message)
{
    const QString log = QStringLiteral("sqlite %1: ").arg(code) + QString::fromUtf8(message);
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return makeError(Error::Code::Busy, QStringLiteral("store.busy"), log);
    case SQLITE_INTERRUPT:
        return makeError(Error::Code::Busy, QStringLiteral("store.interrupted"), log);
    case SQLITE_FULL:
        return makeError(Error::Code::Io, QStringLiteral("vault.diskFull"), log);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return makeError(Error::Code::Corrupt, QStringLiteral("store.damaged"), log);
    default:
        return makeError(Error::Code::Io, QStringLiteral("store.io"), log);
    }
}

// --- Statement

Statement::Statement(Statement &&other) noexcept
    : m_database(other.m_database)
    , m_statement(std::exchange(other.m_statement, nullptr))
{
}

Statement::~Statement()
{
    if (m_statement)
        takeBack(m_statement);
}

void Statement::bind(int position, qint64 number) { sqlite3_bind_int64(m_statement, position, number); }

void Statement::bind(int position, const QString &text)
{
    // toUtf8() and not an encoder of its own: half a surrogate pair becomes the same bytes everywhere.
    const QByteArray utf8 = text.toUtf8();
    sqlite3_bind_text(m_statement, position, utf8.constData(), int(utf8.size()), SQLITE_TRANSIENT);
}

void Statement::bindUtf8(int position, QByteArrayView text)
{
    sqlite3_bind_text(m_statement, position, text.data(), int(text.size()), SQLITE_STATIC);
}

void Statement::bind(int position, const Id &id)
{
    if (id.isNull())
        sqlite3_bind_null(m_statement, position);
    else
        sqlite3_bind_blob(m_statement, position, id.bytes().data(), 16, SQLITE_TRANSIENT);
}

void Statement::bindBytes(int position, QByteArrayView bytes)
{
    sqlite3_bind_blob(m_statement, position, bytes.data(), int(bytes.size()), SQLITE_STATIC);
}

void Statement::bindNull(int position) { sqlite3_bind_null(m_statement, position); }

void Statement::bind(int position, const Value &value)
{
    if (const QString *text = value.text())
        bind(position, *text);
    else if (const qint64 *number = value.number())
        bind(position, *number);
    else if (const Id *id = value.id())
        bind(position, *id);
    else
        bindNull(position);
}

Result<bool> Statement::step()
{
    const int code = sqlite3_step(m_statement);
    if (code == SQLITE_ROW)
        return true;
    if (code == SQLITE_DONE)
        return false;
    return fail(errorOf(sqlite3_extended_errcode(m_database->handle()), sqlite3_errmsg(m_database->handle())));
}

Result<> Statement::run()
{
    Result<> answer;
    while (true) {
        const auto row = step();
        if (!row)
            answer = fail(row.error());
        if (!row || !*row)
            break;
    }
    sqlite3_reset(m_statement);
    return answer;
}

void Statement::reset() { sqlite3_reset(m_statement); }

qint64 Statement::number(int column) const { return sqlite3_column_int64(m_statement, column); }

QString Statement::text(int column) const
{
    const char *text = reinterpret_cast<const char *>(sqlite3_column_text(m_statement, column));
    return QString::fromUtf8(text, sqlite3_column_bytes(m_statement, column));
}

QByteArrayView Statement::bytes(int column) const
{
    const void *blob = sqlite3_column_blob(m_statement, column);
    return {static_cast<const char *>(blob), sqlite3_column_bytes(m_statement, column)};
}

Id Statement::id(int column) const { return Id::fromBytes(bytes(column)); }

bool Statement::isNull(int column) const { return sqlite3_column_type(m_statement, column) == SQLITE_NULL; }

Value Statement::value(int column) const
{
    switch (sqlite3_column_type(m_statement, column)) {
    case SQLITE_INTEGER: return Value(number(column));
    case SQLITE_TEXT: return Value(text(column));
    case SQLITE_BLOB: return Value(id(column));
    default: return {};
    }
}

// --- Database

Database::Database(sqlite3 *owned) : m_handle(owned)
{
    sqlite3_extended_result_codes(m_handle, 1);
}

Database::Database(Database &&other) noexcept
    : m_handle(std::exchange(other.m_handle, nullptr))
    , m_statements(std::move(other.m_statements))
{
    other.m_statements.clear();
}

Database::~Database()
{
    for (sqlite3_stmt *statement : std::as_const(m_statements))
        sqlite3_finalize(statement);
    sqlite3_close(m_handle);
}

Result<Statement> Database::prepare(const QByteArray &sql)
{
    const auto known = m_statements.constFind(sql);
    const bool isNew = known == m_statements.constEnd();
    if (!isNew && !isHandedOut(*known)) {
        sqlite3_clear_bindings(*known);
        handedOut.append({*known, true});
        return Statement(*this, *known);
    }
    sqlite3_stmt *statement = nullptr;
    const int code = sqlite3_prepare_v3(m_handle, sql.constData(), int(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK)
        return fail(errorOf(sqlite3_extended_errcode(m_handle), sqlite3_errmsg(m_handle)));
    handedOut.append({statement, isNew});
    if (isNew) {
        // Queries of free shape (filters) make many texts: the kept ones are bounded.
        if (m_statements.size() > statementsKept)
            for (auto it = m_statements.begin(); it != m_statements.end();)
                it = isHandedOut(*it) ? std::next(it) : (sqlite3_finalize(*it), m_statements.erase(it));
        m_statements.insert(sql, statement);
    }
    return Statement(*this, statement);
}

Result<> Database::execute(const QByteArray &sql)
{
    if (sqlite3_exec(m_handle, sql.constData(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return fail(lastError());
    return {};
}

Result<qint64> Database::number(const QByteArray &sql)
{
    auto statement = prepare(sql);
    if (!statement)
        return fail(statement.error());
    const auto row = statement->step();
    if (!row)
        return fail(row.error());
    return *row ? statement->number(0) : 0;
}

void Database::interrupt() { sqlite3_interrupt(m_handle); }

Error Database::lastError() const
{
    return errorOf(sqlite3_extended_errcode(m_handle), sqlite3_errmsg(m_handle));
}

// --- Transaction

Result<Transaction> Transaction::begin(Database &database)
{
    if (const auto begun = database.execute("BEGIN IMMEDIATE"); !begun)
        return fail(begun.error());
    return Transaction(database);
}

Transaction::Transaction(Transaction &&other) noexcept : m_database(std::exchange(other.m_database, nullptr)) { }

Transaction::~Transaction()
{
    if (m_database && !sqlite3_get_autocommit(m_database->handle()))
        (void)m_database->execute("ROLLBACK");
}

Result<> Transaction::commit()
{
    if (const auto done = m_database->execute("COMMIT"); !done)
        return fail(done.error());
    m_database = nullptr;
    return {};
}

} // namespace kemai
