// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Connection, Transaction, Rows, CopyOut, CopyIn: libpq with owners, and its errors turned into ours.
 *
 * A Connection belongs to one thread at a time. Statements are prepared once for each text and kept. Results and
 * parameters are binary. A Connection whose server went away says so (isAlive()) and answers Offline until reconnect().
 *
 * Errors: Offline "ledger.offline" (no server, or it went away), Busy "ledger.busy" (a serialization failure, a deadlock,
 * a timeout: nothing was done, do it again), Denied "ledger.denied", NotFound "ledger.noDatabase", Corrupt "ledger.damaged",
 * Invalid "ledger.badText" / "ledger.badValue" / "ledger.tooLarge" (a value PostgreSQL cannot keep) / "ledger.unfit" (a
 * server older than 15, or a database that is not UTF-8), Io "ledger.diskFull" / "ledger.failed". The log names the
 * SQLSTATE and the table, never a value.
 */
#pragma once

#include "base/result.h"
#include "ledger/parameters.h"

#include <QByteArray>
#include <QHash>
#include <QList>

#include <functional>
#include <memory>

struct pg_cancel;
struct pg_conn;
struct pg_result;

namespace kemai::ledger {

class Connection;

// What a statement answered. A plain owner, free to move between threads.
class Rows
{
public:
    Rows() = default;
    explicit Rows(pg_result *owned);

    int count() const;
    qint64 affected() const; // rows inserted, updated or deleted
    bool isNull(int row, int column) const;
    qint64 number(int row, int column) const; // int2, int4, int8; null is 0
    bool truth(int row, int column) const;
    QString text(int row, int column) const;
    QByteArrayView bytes(int row, int column) const; // as sent: a text's UTF-8, a uuid's 16 bytes; of jsonb the text
    Id id(int row, int column) const;
    Value value(int row, int column) const; // by the type the server names

private:
    std::shared_ptr<pg_result> m_result;
};

// One of several statements that go to the server together.
struct Statement {
    QByteArray sql;
    Parameters parameters = {};
};

struct ConnectionOptions {
    int connectTimeoutS = 5;
    int statementTimeoutMs = 30'000; // 0: none
    int idleInTransactionTimeoutMs = 10'000;
    int lockTimeoutMs = 10'000;
    bool keptPlans = false; // one plan a statement, by keys, whatever the values: for few statements that are asked all the time
    bool durable = true;    // false: a commit does not wait for the disk, for what may be lost
    QByteArray name = "kemai"; // in pg_stat_activity
};

class Connection
{
public:
    // `target` is a libpq connection string or URI.
    static Result<std::unique_ptr<Connection>> open(const QByteArray &target, const ConnectionOptions &options = {});
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    Result<Rows> query(const QByteArray &sql, const Parameters &parameters = {});
    Result<> run(const QByteArray &sql, const Parameters &parameters = {}); // whose rows do not matter
    Result<qint64> number(const QByteArray &sql, const Parameters &parameters = {}); // first of the first row; 0 if there is none
    // All to the server in one go, the answers in order; the first that fails ends them. Outside a transaction they are one
    // by themselves. At most some hundred, of small answers.
    Result<QList<Rows>> pipeline(const QList<Statement> &statements);
    Result<> script(const QByteArray &sql); // several statements, without parameters or rows

    bool isAlive() const;
    bool inTransaction() const;
    Result<> reconnect(); // prepared statements are made anew
    void cancel();        // from any thread: what runs now ends with Busy

    const QByteArray &target() const { return m_target; }
    QByteArray lastState() const { return m_lastState; } // SQLSTATE of the last error, "" after success
    pg_conn *handle() const { return m_connection; }

private:
    Connection() = default;
    friend class CopyOut;
    friend class CopyIn;
    Result<> open();
    Result<QByteArray> prepared(const QByteArray &sql, const Parameters &parameters);
    Result<Rows> answer(pg_result *owned);
    Error errorOf(const pg_result *result);

    pg_conn *m_connection = nullptr;
    pg_cancel *m_cancel = nullptr;
    QByteArray m_target;
    ConnectionOptions m_options;
    QHash<QByteArray, QByteArray> m_statements; // text -> name
    int m_nextStatement = 1;
    QByteArray m_lastState;
};

// Rolls back unless committed. Not within another.
class Transaction
{
public:
    enum class Mode {
        ReadWrite, // read committed: rows are locked before they are changed
        Snapshot,  // repeatable read, read only: all statements see the database as of the first
    };
    static Result<Transaction> begin(Connection &connection, Mode mode = Mode::ReadWrite);
    ~Transaction();
    Transaction(Transaction &&other) noexcept;
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;

    // Begun by a BEGIN in a pipeline of the caller's; ended likewise, by a COMMIT behind its last statements.
    static Transaction begunInPipeline(Connection &connection) { return Transaction(connection); }
    void committedInPipeline() { m_connection = nullptr; }

    Result<> commit();

private:
    explicit Transaction(Connection &connection) : m_connection(&connection) { }
    Connection *m_connection;
};

// Does `work` (which begins and commits a transaction) again, up to `times` times, while the database asks for it: 40001, 40P01,
// and 57P01 (the server was restarted) after a reconnect. Work whose commit's answer was lost is not repeated unless
// `repeatable`: it is safe to do twice.
enum class Repeat { Never, Safe };
bool wantsRetry(Connection &connection, const Error &error, Repeat repeat);
template <typename Work>
auto retried(Connection &connection, Repeat repeat, Work work, int times = 5) -> decltype(work())
{
    while (true) {
        auto answer = work();
        if (answer || --times <= 0 || !wantsRetry(connection, answer.error(), repeat))
            return answer;
    }
}

// COPY (query) TO STDOUT: lines as they come, a few to a piece, with no work done on a row.
class CopyOut
{
public:
    // `sql` is the whole COPY statement. Pieces end at line ends. `sink` false: the copy is canceled (Busy).
    static Result<qint64> run(Connection &connection, const QByteArray &sql, const std::function<bool(QByteArrayView)> &sink);
};

// COPY table FROM STDIN (FORMAT text): rows are put together with field() and end().
class CopyIn
{
public:
    static Result<CopyIn> begin(Connection &connection, const QByteArray &sql);
    ~CopyIn(); // unless finished, nothing was copied
    CopyIn(CopyIn &&other) noexcept;
    CopyIn(const CopyIn &) = delete;
    CopyIn &operator=(const CopyIn &) = delete;

    CopyIn &field(const Value &value);        // null is \N
    CopyIn &field(QByteArrayView utf8);
    Result<> end();                           // of the row
    Result<qint64> finish();                  // rows copied

private:
    explicit CopyIn(Connection &connection) : m_connection(&connection) { }
    Result<> flush();

    Connection *m_connection;
    QByteArray m_buffer;
    bool m_firstField = true;
};

} // namespace kemai::ledger
