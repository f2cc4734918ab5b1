// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * What the tests of the VFS share: a held test key, connections, SQL in one line, bytes of a file.
 */
#pragma once

#include "vault/vfs.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

namespace kemai {

inline QByteArray testKeyBytes()
{
    QByteArray bytes;
    for (int i = 0; i < keyBytes; ++i)
        bytes.append(char(0xa1 ^ (i * 37)));
    return bytes;
}

inline KeyHandle holdTestKey(const QByteArray &fileId = QByteArrayLiteral("file-id-of-tests"))
{
    return holdKey(Secret(testKeyBytes()), fileId);
}

// Full size with KEMAI_SOAK=1 (./dev soak), otherwise small enough for every run.
inline bool isSoak()
{
    return qEnvironmentVariableIntValue("KEMAI_SOAK") > 0;
}

inline int sized(int brief, int soak)
{
    return isSoak() ? soak : brief;
}

// In memory where the system has such a place: the tests sync often, and no test of ours can see whether a disk did.
inline QString testFolder()
{
    const QString memory = QStringLiteral("/dev/shm");
    return (QFileInfo(memory).isWritable() ? memory : QDir::tempPath()) + QStringLiteral("/kemai-vfs-XXXXXX");
}

// A connection that closes itself; run() answers SQLite's extended code.
class TestConnection
{
public:
    TestConnection() = default;
    explicit TestConnection(const Result<sqlite3 *> &opened) : m_connection(opened ? *opened : nullptr) { }
    explicit TestConnection(sqlite3 *connection) : m_connection(connection) { }
    TestConnection(TestConnection &&other) noexcept : m_connection(std::exchange(other.m_connection, nullptr)) { }
    TestConnection &operator=(TestConnection &&other) noexcept
    {
        close();
        m_connection = std::exchange(other.m_connection, nullptr);
        return *this;
    }
    ~TestConnection() { close(); }

    int close()
    {
        const int code = m_connection ? sqlite3_close(m_connection) : SQLITE_OK;
        m_connection = nullptr;
        return code;
    }
    explicit operator bool() const { return m_connection != nullptr; }
    operator sqlite3 *() const { return m_connection; }

    int run(const QByteArray &sql) const
    {
        const int code = sqlite3_exec(m_connection, sql.constData(), nullptr, nullptr, nullptr);
        return code == SQLITE_OK ? code : sqlite3_extended_errcode(m_connection);
    }
    // All rows, columns joined by '|', rows by '\n'; the error's text behind "error: ".
    QByteArray ask(const QByteArray &sql) const
    {
        sqlite3_stmt *statement = nullptr;
        int code = sqlite3_prepare_v2(m_connection, sql.constData(), -1, &statement, nullptr);
        QByteArray answer;
        while (code == SQLITE_OK && (code = sqlite3_step(statement)) == SQLITE_ROW) {
            if (!answer.isEmpty())
                answer += '\n';
            for (int i = 0; i < sqlite3_column_count(statement); ++i) {
                if (i > 0)
                    answer += '|';
                answer.append(static_cast<const char *>(sqlite3_column_blob(statement, i)),
                              sqlite3_column_bytes(statement, i));
            }
            code = SQLITE_OK;
        }
        if (code != SQLITE_OK && code != SQLITE_DONE)
            answer = "error: " + QByteArray(sqlite3_errmsg(m_connection));
        sqlite3_finalize(statement);
        return answer;
    }

private:
    sqlite3 *m_connection = nullptr;
};

inline QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline void putBytes(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
}

// A sound database of about `rows` rows of a kilobyte with an index and a full text index, checkpointed.
inline QByteArray fillingSql(int rows)
{
    return "CREATE TABLE customer(id INTEGER PRIMARY KEY, name TEXT, note TEXT);"
           "CREATE INDEX customer_name ON customer(name);"
           "CREATE VIRTUAL TABLE customer_text USING fts5(name, note);"
           "WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i+1 FROM n WHERE i<"
        + QByteArray::number(rows)
        + ") INSERT INTO customer SELECT i, 'name ' || (i*7919 % 1000), "
          "'note of customer ' || i || hex(zeroblob(400)) FROM n;"
          "INSERT INTO customer_text(rowid, name, note) SELECT id, name, substr(note, 1, 30) FROM customer;";
}

} // namespace kemai
