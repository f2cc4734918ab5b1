// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/store.h"

#include "store/migration.h"

#include <sqlite3.h>

#include <QDir>
#include <QFile>

namespace kemai {

namespace {
constexpr const char *interactiveCache = "PRAGMA cache_size = -24576";  // 24 MiB a connection
constexpr const char *bulkCache = "PRAGMA cache_size = -196608";        // 192 MiB: every index that grows at random places
constexpr int customersOfStep = 400; // of a renewal of the search index: well below a tenth of a second
// A page that many commits touch is written into the database once for all of them, so the log may grow to 256 MiB.
constexpr const char *bulkLog = "PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 64000; PRAGMA journal_size_limit = 314572800";
constexpr const char *interactiveLog = "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 1000; PRAGMA journal_size_limit = 67108864";
} // namespace

Store::Store(std::unique_ptr<Vault> vault, const Clock &clock) : m_vault(std::move(vault)), m_clock(clock)
{
    qRegisterMetaType<QList<kemai::Id>>("QList<kemai::Id>");
}

Result<std::unique_ptr<Store>> Store::create(const QString &directory, Unlock unlock, const Clock &clock, const VaultSurroundings &surroundings)
{
    auto vault = Vault::create(directory, std::move(unlock), surroundings);
    if (!vault)
        return fail(vault.error());
    std::unique_ptr<Store> store(new Store(std::move(*vault), clock));
    if (const auto started = store->start(); !started)
        return fail(started.error());
    return store;
}

Result<std::unique_ptr<Store>> Store::open(const QString &directory, Unlock unlock, const Clock &clock, const VaultSurroundings &surroundings)
{
    auto vault = Vault::open(directory, std::move(unlock), surroundings);
    if (!vault)
        return fail(vault.error());
    std::unique_ptr<Store> store(new Store(std::move(*vault), clock));
    if (const auto started = store->start(); !started)
        return fail(started.error());
    return store;
}

Result<> Store::start()
{
    auto writer = m_vault->connect(Vault::Access::Writer);
    if (!writer)
        return fail(writer.error());
    m_writeDatabase = std::make_unique<Database>(*writer);
    Database &database = *m_writeDatabase;
    const auto snapshot = [this, &database](int version) {
        const QString file = directory() + QStringLiteral("/kemai-before-%1.db").arg(version + 1);
        QFile::remove(file);
        return backupInto(database.handle(), file, m_vault->keyHandle());
    };
    if (const auto migrated = migrate(database, snapshot); !migrated)
        return migrated;
    if (const auto set = database.execute(interactiveCache); !set)
        return set;

    // The device: this copy of the store, a link of every history it writes. A restored copy writes a new chain only
    // once sync gives it a new device; alone, it goes on with the old one.
    auto device = storeFact(database, QStringLiteral("device"));
    if (!device)
        return fail(device.error());
    if (device->isEmpty()) {
        device = Id::make(m_clock.nowMs()).toString();
        if (const auto set = setStoreFact(database, QStringLiteral("device"), *device); !set)
            return set;
    }
    m_device = Id::fromString(*device);

    auto reader = m_vault->connect(Vault::Access::Reader);
    if (!reader)
        return fail(reader.error());
    m_readDatabase = std::make_unique<Database>(*reader);
    // An interruption that comes before the first step of a statement is forgotten by SQLite (sqlite3_interrupt()): so it is asked for, too.
    sqlite3_progress_handler(m_readDatabase->handle(), 10'000, [](void *store) {
        auto *self = static_cast<Store *>(store);
        const std::lock_guard lock(self->m_idleMutex);
        return int(self->m_idle && self->m_idleEnded);
    }, this);
    if (const auto set = m_readDatabase->execute(interactiveCache); !set)
        return set;

    m_head = std::make_unique<ChainHead>(directory() + QStringLiteral("/kemai.head"), m_vault->subkey(1, "history_"));
    m_writer = std::make_unique<StoreRecords>(database, m_clock, m_device, *m_head);
    m_reader = std::make_unique<StoreRecords>(*m_readDatabase);
    m_writer->committed = [this](const StoreRecords::Touched &touched) {
        for (auto it = touched.cbegin(); it != touched.cend(); ++it)
            emit changed(QString::fromLatin1(it.key()->name), it.value());
        if (m_writer->searchMergeIsDue() || searchRenewalIsDue(*m_writeDatabase))
            tidySearch();
    };
    tidySearch();
    return {};
}

Store::~Store()
{
    m_closing = true;
    if (m_readDatabase)
        m_readDatabase->interrupt();
    if (m_writer) {
        // The log goes into the database, so that a closed store is one file; a failure leaves the log, which is as good.
        (void)m_writeThread.run<void>([this]() -> Result<> { return m_writeDatabase->execute("PRAGMA wal_checkpoint(TRUNCATE)"); }).result();
    }
}

QFuture<Result<QList<Record>>> Store::find(const Query &query)
{
    return read([query](Records &records) { return records.find(query); });
}

QFuture<Result<Committed>> Store::commit(const ChangeSet &changes)
{
    return write([changes](Records &records) { return records.commit(changes); });
}

std::shared_ptr<void> Store::waitToRead()
{
    const std::lock_guard lock(m_idleMutex);
    m_reads.fetch_add(1);
    if (m_idle && !m_idleEnded) {
        m_idleEnded = true;
        m_readDatabase->interrupt();
    }
    return {nullptr, [this](void *) { m_reads.fetch_sub(1); }}; // also if the reading is canceled
}

bool Store::beginIdle()
{
    const std::lock_guard lock(m_idleMutex);
    if (m_reads > 0)
        return false;
    m_idle = true;
    m_idleEnded = false;
    return true;
}

bool Store::endIdle()
{
    const std::lock_guard lock(m_idleMutex);
    m_idle = false;
    return std::exchange(m_idleEnded, false);
}

void Store::beginSearch()
{
    if (m_searches.fetch_add(1) > 0)
        m_readDatabase->interrupt();
}

QFuture<Result<QList<Hit>>> Store::search(const Search &search)
{
    return searchThen<QList<Hit>>(search, [](Records &, const QList<Hit> &hits, double) -> Result<QList<Hit>> { return hits; });
}

QFuture<Result<>> Store::keepDraft(const Draft &draft)
{
    return m_writeThread.run<void>([this, draft] { return kemai::keepDraft(*m_writeDatabase, draft); });
}

QFuture<Result<QList<Draft>>> Store::drafts()
{
    return read([this](Records &) { return allDrafts(*m_readDatabase); });
}

QFuture<Result<>> Store::setBulk(bool on)
{
    return m_writeThread.run<void>([this, on]() -> Result<> {
        m_writer->setBulk(on);
        if (on) {
            if (const auto set = m_writeDatabase->execute(bulkCache); !set)
                return set;
            return m_writeDatabase->execute(bulkLog);
        }
        if (const auto set = m_writeDatabase->execute(interactiveCache); !set)
            return set;
        if (const auto set = m_writeDatabase->execute(interactiveLog); !set)
            return set;
        return m_writeDatabase->execute("PRAGMA wal_checkpoint(PASSIVE); PRAGMA shrink_memory");
    });
}

QFuture<Result<int>> Store::optimizeSearch()
{
    return m_writeThread.runInSteps<int>([this, steps = 0]() mutable -> Result<std::optional<int>> {
        const auto more = m_writer->mergeSearch(steps++ == 0);
        if (!more)
            return fail(more.error());
        return *more ? std::optional<int>() : steps;
    });
}

void Store::tidySearch()
{
    if (std::exchange(m_tidying, true))
        return;
    m_writeThread.post([this](bool closing) {
        m_tidying = false;
        if (closing || m_closing)
            return;
        // A step that fails (a full disk) is tried again at the next opening; searches go on with what is there.
        auto more = m_writer->renewSearch(customersOfStep);
        if (more && (!*more || m_writer->searchMergeIsDue())) {
            const auto merging = m_writer->mergeSearch();
            more = merging ? Result<bool>(*more || *merging) : merging;
        }
        if (more && *more)
            tidySearch();
    });
}

QFuture<Result<>> Store::renewSearch(std::function<bool(qint64, qint64)> progress)
{
    return m_writeThread.run<void>([this, progress = std::move(progress)]() -> Result<> {
        const auto total = m_writeDatabase->number("SELECT count(*) FROM customer WHERE removed = 0");
        if (!total)
            return fail(total.error());
        if (const auto asked = m_writer->requestSearchRenewal(); !asked)
            return asked;
        for (qint64 done = 0;; done += customersOfStep) {
            const auto more = m_writer->renewSearch(customersOfStep);
            if (!more)
                return fail(more.error());
            if (!*more)
                break;
            if (progress && !progress(std::min(done, *total), *total))
                return fail(Error::Code::Busy, QStringLiteral("store.interrupted"));
        }
        for (bool first = true;; first = false) {
            const auto more = m_writer->mergeSearch(first);
            if (!more)
                return fail(more.error());
            if (!*more)
                return {};
        }
    });
}

QFuture<Result<ChainReport>> Store::checkChain(std::function<bool(qint64, qint64)> progress, std::function<Result<>(ChainReport &)> atEnd)
{
    auto check = std::make_shared<ChainCheck>(*m_writeDatabase, m_device.bytes().toByteArray(), *m_head);
    return m_writeThread.runInSteps<ChainReport>([this, check, progress = std::move(progress), atEnd = std::move(atEnd)]() -> Result<std::optional<ChainReport>> {
        const auto more = check->step();
        if (!more)
            return fail(more.error());
        if (m_closing || (progress && !progress(check->done(), check->total())))
            return fail(Error::Code::Busy, QStringLiteral("store.interrupted"));
        if (*more)
            return std::optional<ChainReport>();
        ChainReport report = check->report();
        if (atEnd)
            if (const auto done = atEnd(report); !done)
                return fail(done.error());
        return report;
    });
}

QFuture<Result<StoreReport>> Store::verify(std::function<bool(qint64, qint64)> progress)
{
    return m_checkThread.run<StoreReport>([this, progress = std::move(progress)]() -> Result<StoreReport> {
        StoreReport report;
        auto vault = kemai::verify(*m_vault, [this](ArchiveStage, qint64, qint64) { return !m_closing; });
        if (!vault)
            return fail(vault.error());
        report.vault = std::move(*vault);
        const auto chain = checkChain(progress).result();
        if (chain)
            report.chain = *chain;
        else if (chain.error().code == Error::Code::Corrupt)
            report.chain.what = chain.error().log, report.chain.brokenAt = 1;
        else
            return fail(chain.error());
        return report;
    });
}

QFuture<Result<ChainReport>> Store::adoptHistory()
{
    return checkChain({}, [this](ChainReport &report) -> Result<> {
        if (report.brokenAt != 0)
            return {};
        auto tail = m_writeDatabase->prepare("SELECT n, hash FROM change_set ORDER BY n DESC LIMIT 1");
        if (!tail)
            return fail(tail.error());
        const auto row = tail->step();
        if (!row)
            return fail(row.error());
        if (*row)
            if (const auto sealed = m_head->write({tail->number(0), QByteArray::fromHex(tail->text(1).toLatin1())}); !sealed)
                return sealed;
        report.missing = 0;
        report.what.clear();
        return {};
    });
}

} // namespace kemai
