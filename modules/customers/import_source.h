// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * ImportSource: reads and cleans an import file on a thread of its own, a few chunks ahead of whoever commits them, so
 * that disk, cleaning and database work at the same time and memory stays bounded.
 *
 * next() and stop() may be called from any one thread at a time.
 */
#pragma once

#include "customers/import_row.h"
#include "schema/change.h"

#include <QIODevice>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace kemai {

class ImportSource
{
public:
    struct Chunk {
        std::vector<ImportRow> rows;
        std::vector<QList<Change>> inserts; // of each row, should it be new; empty in a dry run and for rejected rows
        qint64 bytesRead = 0;
    };

    ImportSource(std::unique_ptr<QIODevice> device, std::unique_ptr<TableReader> reader, ImportRowContext context,
                 qsizetype chunkRows, const Id &batch); // null batch: a dry run
    ~ImportSource(); // stops

    // The next chunk in the file's order, waiting for it; empty at the end. Errors: Io formats.readFailed, after all
    // rows before it have been handed out.
    Result<Chunk> next();
    void stop();
    // What is done with is taken apart by the thread that made it.
    void takeBack(std::vector<ImportRow> rows, QList<Change> changes);

private:
    void run();
    void discardUsed();
    bool give(Chunk chunk, bool last);

    std::unique_ptr<QIODevice> m_device;
    std::unique_ptr<TableReader> m_reader;
    ImportRowContext m_context;
    qsizetype m_chunkRows;
    Id m_batch;

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Chunk> m_ready;
    std::vector<std::pair<std::vector<ImportRow>, QList<Change>>> m_used;
    std::optional<Error> m_error;
    bool m_ended = false;
    bool m_stopped = false;
    std::thread m_thread; // last: starts when the rest is there
};

} // namespace kemai
