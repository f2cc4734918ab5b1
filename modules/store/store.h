// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * The workstation's own copy of the shared records: one SQLite file, encrypted page by page (vault/vault.h).
 *
 * Two threads hold a connection each: the writer (commits, imports, sync) and the reader (searches, lists,
 * timelines), so typing never waits for an import. Work is given as a function over Records, so the rules of
 * the feature modules run here unchanged; every function may be called from any thread and answers through
 * a future (deliver() brings the answer to a widget). Reads see everything committed before they begin.
 */
#pragma once

#include "base/clock.h"
#include "store/data_thread.h"
#include "store/drafts.h"
#include "store/store_records.h"
#include "vault/archive.h"
#include "vault/vault.h"

#include <QElapsedTimer>
#include <QObject>

#include <atomic>
#include <mutex>

namespace kemai {

struct StoreReport {
    VerifyReport vault; // pages, SQLite's structures, attachments
    ChainReport chain;  // history

    bool sound() const { return vault.isSound() && chain.sound(); }
};

class Store : public QObject
{
    Q_OBJECT

public:
    // Makes a new store in an empty directory. Errors: as Vault::create().
    static Result<std::unique_ptr<Store>> create(const QString &directory, Unlock unlock, const Clock &clock = Clock::system(),
                                                 const VaultSurroundings &surroundings = {});
    // Errors: as Vault::open(); Invalid "store.newer"; Corrupt "store.damaged", "store.rolledBack".
    static Result<std::unique_ptr<Store>> open(const QString &directory, Unlock unlock, const Clock &clock = Clock::system(),
                                               const VaultSurroundings &surroundings = {});
    ~Store() override;

    // Work: Result<T>(Records &).
    template <typename Work>
    auto read(Work work) -> QFuture<std::invoke_result_t<Work, Records &>>
    {
        using T = typename std::invoke_result_t<Work, Records &>::value_type;
        return m_readThread.run<T>([this, waiting = waitToRead(), work = std::move(work)]() mutable {
            waiting.reset();
            return work(*m_reader);
        });
    }
    // What takes long and nobody waits for, as the number of all rows: it begins when nothing else is to be read, and what is to be read
    // then ends it; it begins anew behind that, however often: on a cold disk it takes seconds, and each attempt warms it. So the work may
    // be called more than once.
    template <typename Work>
    auto readWhenIdle(Work work) -> QFuture<std::invoke_result_t<Work, Records &>>
    {
        using T = std::invoke_result_t<Work, Records &>;
        auto promise = std::make_shared<QPromise<T>>();
        promise->start();
        auto future = promise->future();
        postIdle(std::move(promise), std::make_shared<Work>(std::move(work)));
        return future;
    }
    template <typename Work>
    auto write(Work work) -> QFuture<std::invoke_result_t<Work, Records &>>
    {
        using T = typename std::invoke_result_t<Work, Records &>::value_type;
        return m_writeThread.run<T>([this, work = std::move(work)]() mutable { return work(*m_writer); });
    }

    // Writing in steps, between which other work is done: typing and saving go on. Step: Result<std::optional<T>>(Records &);
    // nothing: there is more to do. To cancel the future ends it behind the step under way.
    template <typename T, typename Step>
    QFuture<Result<T>> writeInSteps(Step step)
    {
        return m_writeThread.runInSteps<T>([this, step = std::move(step)]() mutable { return step(*m_writer); });
    }

    // Conveniences.
    QFuture<Result<QList<Record>>> find(const Query &query);
    QFuture<Result<Committed>> commit(const ChangeSet &changes);
    // A newer search ends an older one that still runs (Busy "store.interrupted").
    QFuture<Result<QList<Hit>>> search(const Search &search);
    // The same, and right behind it, on the same thread, what is to be read about the hits.
    // Then: Result<T>(Records &, const QList<Hit> &, double searchMs).
    template <typename T, typename Then>
    QFuture<Result<T>> searchThen(const Search &search, Then then)
    {
        beginSearch();
        return read([this, search, then = std::move(then)](Records &records) -> Result<T> {
            QElapsedTimer timer;
            timer.start();
            const auto hits = records.search(search);
            const double ms = double(timer.nsecsElapsed()) / 1e6;
            m_searches.fetch_sub(1);
            if (!hits)
                return fail(hits.error());
            return then(records, *hits, ms);
        });
    }

    // What is typed and not saved yet; an empty text forgets the draft.
    QFuture<Result<>> keepDraft(const Draft &draft);
    QFuture<Result<QList<Draft>>> drafts();

    // During a bulk load the writer keeps more pages in memory and syncs less often; commits stay atomic, and the
    // last ones before a power cut may be missing as a whole. Off again: everything is on the disk.
    QFuture<Result<>> setBulk(bool on);
    // Merges the search index, after a bulk load, in steps between other work; the number of steps.
    QFuture<Result<int>> optimizeSearch();
    // Writes the search index anew, in steps between other work; the old one answers meanwhile. A store whose index is
    // of an older program begins by itself when it is opened. False from progress stops; the next opening goes on.
    QFuture<Result<>> renewSearch(std::function<bool(qint64 done, qint64 total)> progress = {});

    // Integrity of the database, its index and the history's chain, while other work goes on. Progress in rows of
    // history, on a thread of the store; false cancels.
    QFuture<Result<StoreReport>> verify(std::function<bool(qint64 done, qint64 total)> progress = {});

    // After a restore: the chain is checked and its head, which a backup does not carry, is sealed anew.
    QFuture<Result<ChainReport>> adoptHistory();

    const Vault &vault() const { return *m_vault; }
    Vault &vault() { return *m_vault; }
    const Clock &clock() const { return m_clock; }
    Id device() const { return m_device; }
    QString directory() const { return m_vault->directory(); }

signals:
    // After a commit, once per entity touched; ids in no order. Queued to the receiver's thread.
    void changed(const QString &entity, const QList<kemai::Id> &records);

private:
    Store(std::unique_ptr<Vault> vault, const Clock &clock);
    Result<> start();
    void beginSearch();
    std::shared_ptr<void> waitToRead(); // while it lives, a reading waits
    bool beginIdle(); // false: something else is to be read first
    bool endIdle();   // true: it was ended for something else
    template <typename T, typename Work>
    void postIdle(std::shared_ptr<QPromise<T>> promise, std::shared_ptr<Work> work)
    {
        m_readThread.post([this, promise, work](bool closing) {
            if (closing) {
                promise->addResult(fail(Error::Code::Busy, QStringLiteral("store.closing")));
            } else if (!promise->isCanceled()) {
                if (!beginIdle())
                    return postIdle(promise, work);
                T answer = (*work)(*m_reader);
                if (endIdle() && !answer && answer.error().id == u"store.interrupted")
                    return postIdle(promise, work);
                promise->addResult(std::move(answer));
            }
            promise->finish();
        });
    }
    void tidySearch(); // what is to be done about the index goes on in steps behind other work
    QFuture<Result<ChainReport>> checkChain(std::function<bool(qint64, qint64)> progress, std::function<Result<>(ChainReport &)> atEnd = {});

    std::unique_ptr<Vault> m_vault;
    const Clock &m_clock;
    Id m_device;
    std::unique_ptr<ChainHead> m_head;
    std::unique_ptr<Database> m_writeDatabase;
    std::unique_ptr<Database> m_readDatabase;
    std::unique_ptr<StoreRecords> m_writer;
    std::unique_ptr<StoreRecords> m_reader;
    std::atomic<int> m_searches = 0; // waiting or running; only then is there something to interrupt
    std::atomic<int> m_reads = 0;    // waiting
    std::mutex m_idleMutex;          // so that an interruption meets the idle reading and not the one behind it
    bool m_idle = false;             // an idle reading runs
    bool m_idleEnded = false;        // and was interrupted
    std::atomic<bool> m_closing = false;
    bool m_tidying = false; // a step is posted; the writer thread's (and start()'s)
    DataThread m_writeThread;
    DataThread m_readThread;  // the threads end before what they use
    DataThread m_checkThread; // reads the files; waits for the writer
};

} // namespace kemai

Q_DECLARE_METATYPE(kemai::Id)
