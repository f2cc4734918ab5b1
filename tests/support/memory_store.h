// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * A store's records over plain SQLite in memory: everything of StoreRecords but the encryption and the threads.
 * For tests of rules, which need many small databases a second.
 */
#pragma once

#include "store/migration.h"
#include "store/store_records.h"

#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

namespace kemai {

class MemoryStore
{
public:
    explicit MemoryStore(qint64 nowMs = 1'700'000'000'000) : clock(nowMs), m_database(opened())
    {
        if (const auto made = migrate(m_database, [](int) { return Result<>(); }); !made)
            qFatal("%s", qPrintable(made.error().log));
        m_head = std::make_unique<ChainHead>(m_directory.filePath(QStringLiteral("kemai.head")), Secret(32));
        m_records = std::make_unique<StoreRecords>(m_database, clock, device, *m_head);
    }

    StoreRecords &records() { return *m_records; }
    Database &database() { return m_database; }

    FixedClock clock;
    Id device = Id::fromSeed(1, 2, 3);

private:
    static sqlite3 *opened()
    {
        sqlite3 *handle = nullptr;
        if (sqlite3_open(":memory:", &handle) != SQLITE_OK)
            qFatal("sqlite3_open");
        return handle;
    }

    QTemporaryDir m_directory;
    Database m_database;
    std::unique_ptr<ChainHead> m_head;
    std::unique_ptr<StoreRecords> m_records;
};

} // namespace kemai
