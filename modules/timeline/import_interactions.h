// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Import of interactions from JSON lines (formats/json_lines.h, timeline/channel_event.h), whoever starts it.
 *
 * The contract: lines = created + duplicates + rejected, always (blank lines are no lines). Every rejection is remarked
 * with its line and reason; one bad line never costs the good ones; a dry run counts the same and writes nothing.
 *
 * What happens to a line:
 * 1. It cannot be read, or says something impossible: rejected.
 * 2. We have the event already (same channel and external id), in the store or earlier in the file: duplicate, changes
 *    nothing. One that was withdrawn comes back as it stands in the file, and counts as created.
 * 3. Its customer is not known, or several could be meant: rejected. No customer is made, none is guessed.
 * 4. Otherwise: created.
 *
 * One import is one batch (import_batch) of several change sets, one for each chunk, every change with its line, so that
 * it can be undone as a whole. Between two steps other work may be done with the records.
 *
 *     InteractionImport import(file, options);
 *     while (*store.write([&](Records &records) { return import.step(records); }).result()) { }
 *     import.summary()
 *
 * step() takes about a tenth of a second and belongs to one thread at a time; cancel() may come from any. A file is read
 * and parsed a chunk ahead, on another thread. Memory: two chunks, and 24 bytes for each line of a dry run. The device
 * outlives the import, is left alone until then, and may be sequential.
 */
#pragma once

#include "base/clock.h"
#include "formats/json_lines.h"
#include "schema/records.h"
#include "timeline/channel_event.h"

#include <QSet>

#include <atomic>
#include <functional>
#include <future>

namespace kemai {

struct InteractionImportSummary {
    qint64 lines = 0;
    qint64 created = 0;
    qint64 duplicates = 0;
    qint64 rejected = 0;
    qint64 cleaned = 0; // created or duplicate lines in which the cleaner took something out
    Id batch;           // null in a dry run
    bool canceled = false;
    bool finished = false;
    qint64 bytesRead = 0;
    qint64 bytesTotal = 0; // 0: not known
};

struct InteractionRejection {
    qint64 line = 0;
    Error reason;   // Invalid or NotFound; the details begin with the line
    QByteArray raw; // the line, at most 64 KiB of it
};

class InteractionImport
{
public:
    enum class Mode { Write, DryRun };

    struct Options {
        Mode mode = Mode::Write;
        QString fileName; // as the batch remembers it
        Id author;
        qsizetype chunkLines = 2000;
        std::function<void(const InteractionRejection &)> rejected; // in the file's order, on the thread of step()
    };

    InteractionImport(QIODevice &file, const Options &options, const Clock &clock = Clock::system());

    // Reads, decides and commits the next chunk; false when all is done. Errors: those of Records and Io formats.readFailed;
    // what was committed before stays and the batch is closed as canceled.
    Result<bool> step(Records &records);

    // From any thread: the next step() closes the batch instead of going on.
    void cancel() { m_canceled = true; }

    const InteractionImportSummary &summary() const { return m_summary; }

private:
    struct Line {
        qint64 number = 0;
        QByteArray raw;
        ChannelEvent event;
        std::optional<Error> refusal;
    };
    struct Chunk {
        std::vector<Line> lines;
        qint64 bytesRead = 0;
        bool atEnd = false;
    };
    struct Known;

    Result<bool> stepOrFail(Records &records);
    Result<Chunk> readChunk();
    Result<Chunk> nextChunk();
    Result<Known> lookUp(Records &records, const std::vector<Line> &lines) const;
    void reject(const Line &line, Error reason);
    Result<> commit(Records &records, const QList<Change> &changes);
    Result<> close(Records &records, const QString &state);
    ChangeSet newSet() const;
    Change batchInsert(const QString &state) const;

    QIODevice &m_file;
    JsonLineReader m_reader;
    Options m_options;
    const Clock &m_clock;
    InteractionImportSummary m_summary;
    QSet<Id> m_seen; // of a dry run, which leaves no trace in the store
    qint64 m_startedMs;
    bool m_batchWritten = false;
    std::atomic<bool> m_canceled = false;
    std::future<Result<Chunk>> m_ahead; // last: it reads with the rest
};

// The whole import in one call, for a caller that has the records to itself. `progress` false cancels.
Result<InteractionImportSummary> importInteractions(Records &records, QIODevice &file, const InteractionImport::Options &options,
                                                    const std::function<bool(const InteractionImportSummary &)> &progress = {},
                                                    const Clock &clock = Clock::system());

} // namespace kemai
