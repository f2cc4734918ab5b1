// SPDX-License-Identifier: GPL-3.0-or-later
#include "customers/import_source.h"

#include "customers/customer_changes.h"

#include <algorithm>

namespace kemai {

namespace {
constexpr size_t chunksAhead = 3;
constexpr qsizetype chunkCharacters = 4 * 1024 * 1024; // a chunk of very long rows ends early, so that memory stays bounded
constexpr qsizetype rowsAhead = 8000;
constexpr qsizetype largestChunk = 2; // times the first

// The larger the indexes have grown, the more pages a commit touches: more rows share them.
qsizetype rowsOfChunk(qsizetype first, qint64 rowsBefore) { return std::clamp<qsizetype>(qsizetype(rowsBefore / 16), first, largestChunk * first); }
}

ImportSource::ImportSource(std::unique_ptr<QIODevice> device, std::unique_ptr<TableReader> reader,
                           ImportRowContext context, qsizetype chunkRows, const Id &batch)
    : m_device(std::move(device))
    , m_reader(std::move(reader))
    , m_context(std::move(context))
    , m_chunkRows(chunkRows)
    , m_batch(batch)
    , m_thread([this] { run(); })
{
}

ImportSource::~ImportSource()
{
    stop();
    m_thread.join();
}

void ImportSource::stop()
{
    const std::lock_guard lock(m_mutex);
    m_stopped = true;
    m_changed.notify_all();
}

void ImportSource::run()
{
    TableRow table;
    qint64 rowsBefore = 0;
    for (;;) {
        discardUsed();
        Chunk chunk;
        const qsizetype wanted = rowsOfChunk(m_chunkRows, rowsBefore);
        chunk.rows.reserve(size_t(wanted));
        bool last = false;
        qsizetype characters = 0;
        while (qsizetype(chunk.rows.size()) < wanted && characters < chunkCharacters) {
            const Result<bool> any = m_reader->next(table);
            if (!any) {
                const std::lock_guard lock(m_mutex);
                m_error = any.error();
            }
            if (!any || !*any) {
                last = true;
                break;
            }
            ImportRow row = readImportRow(table, m_context);
            characters += row.raw.size();
            QList<Change> inserts;
            if (!m_batch.isNull() && !row.rejected)
                appendCustomerInserts(inserts, row, row.id.isNull() ? Id::make(m_context.todayMs) : row.id, m_batch,
                                      m_context.todayMs);
            chunk.rows.push_back(std::move(row));
            chunk.inserts.push_back(std::move(inserts));
        }
        rowsBefore += qint64(chunk.rows.size());
        chunk.bytesRead = m_reader->bytesRead();
        if (!give(std::move(chunk), last) || last)
            return;
    }
}

// False: nobody wants more.
bool ImportSource::give(Chunk chunk, bool last)
{
    std::unique_lock lock(m_mutex);
    const auto isRoom = [this, &chunk] {
        return m_ready.empty() || (m_ready.size() < chunksAhead && qsizetype(m_ready.size() * chunk.rows.size()) < rowsAhead);
    };
    m_changed.wait(lock, [this, &isRoom] { return m_stopped || isRoom(); });
    if (!chunk.rows.empty())
        m_ready.push_back(std::move(chunk));
    m_ended |= last;
    m_changed.notify_all();
    return !m_stopped;
}

void ImportSource::takeBack(std::vector<ImportRow> rows, QList<Change> changes)
{
    const std::lock_guard lock(m_mutex);
    if (!m_ended)
        m_used.emplace_back(std::move(rows), std::move(changes));
}

void ImportSource::discardUsed()
{
    std::vector<std::pair<std::vector<ImportRow>, QList<Change>>> used; // taken apart outside the lock
    const std::lock_guard lock(m_mutex);
    used.swap(m_used);
}

Result<ImportSource::Chunk> ImportSource::next()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_stopped || m_ended || !m_ready.empty(); });
    if (m_stopped)
        return Chunk();
    if (m_ready.empty()) {
        if (m_error)
            return fail(*m_error);
        return Chunk();
    }
    Chunk chunk = std::move(m_ready.front());
    m_ready.pop_front();
    m_changed.notify_all();
    return chunk;
}

} // namespace kemai
