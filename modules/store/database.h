// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Database, Statement, Transaction: SQLite's C API with owners, and its codes turned into ours.
 *
 * A Database belongs to one thread. Statements are prepared once and kept by their text; a Statement handed
 * out is reset when it goes out of scope. interrupt() alone may be called from another thread.
 */
#pragma once

#include "base/result.h"
#include "schema/value.h"

#include <QByteArray>
#include <QHash>

#include <memory>

struct sqlite3;
struct sqlite3_stmt;

namespace kemai {

class Database;

class Statement
{
public:
    ~Statement();
    Statement(Statement &&other) noexcept;
    Statement(const Statement &) = delete;
    Statement &operator=(const Statement &) = delete;

    // Positions count from 1, as in SQL.
    void bind(int position, qint64 number);
    void bind(int position, const QString &text);
    void bindUtf8(int position, QByteArrayView text); // the bytes must live until the step
    void bind(int position, const Id &id);
    void bindBytes(int position, QByteArrayView bytes); // the bytes must live until the step
    void bindNull(int position);
    void bind(int position, const Value &value);

    // True: there is a row. False: done.
    Result<bool> step();
    void reset();   // for the next round of bind and step
    Result<> run(); // steps to the end and resets; for statements without rows

    qint64 number(int column) const; // columns count from 0
    QString text(int column) const;
    QByteArrayView bytes(int column) const; // valid until the next step
    Id id(int column) const;
    bool isNull(int column) const;
    Value value(int column) const; // 16-byte blobs are ids

private:
    friend class Database;
    Statement(Database &database, sqlite3_stmt *statement) : m_database(&database), m_statement(statement) { }

    Database *m_database;
    sqlite3_stmt *m_statement;
};

class Database
{
public:
    explicit Database(sqlite3 *owned);
    ~Database();
    Database(Database &&other) noexcept;
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    sqlite3 *handle() const { return m_handle; }

    // The statement of this text, prepared once for the life of the connection.
    Result<Statement> prepare(const QByteArray &sql);
    Result<> execute(const QByteArray &sql); // one or more statements without parameters
    Result<qint64> number(const QByteArray &sql); // the first column of the first row; 0 if there is none

    void interrupt(); // from any thread: what runs now ends with Busy "store.interrupted"

    Error lastError() const;

private:
    sqlite3 *m_handle;
    QHash<QByteArray, sqlite3_stmt *> m_statements;
};

// Rolls back unless committed.
class Transaction
{
public:
    static Result<Transaction> begin(Database &database);
    ~Transaction();
    Transaction(Transaction &&other) noexcept;
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;

    Result<> commit();

private:
    explicit Transaction(Database &database) : m_database(&database) { }
    Database *m_database;
};

// Our Error for a SQLite code: Busy, Corrupt, or Io (a full disk has an id of its own).
Error errorOf(int sqliteCode, const char *message);

} // namespace kemai
