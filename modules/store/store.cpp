// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/store.h"

#include "store/migration.h"

#include <QDir>
#include <QFile>

namespace kemai {

namespace {
constexpr const char *interactiveCache = "PRAGMA cache_size = -24576";  // 24 MiB a connection
constexpr const char *bulkCache = "PRAGMA cache_size = -196608";        // 192 MiB: every index that grows at random places
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
    if (const auto set = m_readDatabase->execute(interactiveCache); !set)
        return set;

    m_head = std::make_unique<ChainHead>(directory() + QStringLiteral("/kemai.head"), m_vault->subkey(1, "history_"));
    m_writer = std::make_unique<StoreRecords>(database, m_clock, m_device, *m_head);
    m_reader = std::make_unique<StoreRecords>(*m_readDatabase);
    m_writer->committed = [this](const StoreRecords::Touched &touched) {
        for (auto it = touched.cbegin(); it != touched.cend(); ++it)
            emit changed(QString::fromLatin1(it.key()->name), it.value());
    };
    return {};
}

Store::~Store()
{
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
    return m_readThread.run<QList<Draft>>([this] { return allDrafts(*m_readDatabase); });
}

QFuture<Result<>> Store::setBulk(bool on)
{
    return m_writeThread.run<void>([this, on]() -> Result<> {
        if (on) {
            if (const auto set = m_writeDatabase->execute(bulkCache); !set)
                return set;
            return m_writeDatabase->execute("PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 8000");
        }
        m_writer->settle();
        if (const auto set = m_writeDatabase->execute(interactiveCache); !set)
            return set;
        if (const auto set = m_writeDatabase->execute("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 1000"); !set)
            return set;
        return m_writeDatabase->execute("PRAGMA wal_checkpoint(PASSIVE); PRAGMA shrink_memory");
    });
}

QFuture<Result<>> Store::optimizeSearch()
{
    return m_writeThread.run<void>([this] { return m_writer->optimizeSearch(); });
}

QFuture<Result<>> Store::rebuildSearch(std::function<bool(qint64, qint64)> progress)
{
    return m_writeThread.run<void>([this, progress = std::move(progress)] { return m_writer->rebuildSearch(progress); });
}

QFuture<Result<StoreReport>> Store::verify(std::function<bool(qint64, qint64)> progress)
{
    return m_writeThread.run<StoreReport>([this, progress = std::move(progress)]() -> Result<StoreReport> {
        StoreReport report;
        auto vault = kemai::verify(*m_vault);
        if (!vault)
            return fail(vault.error());
        report.vault = std::move(*vault);
        const auto chain = verifyChain(*m_writeDatabase, m_device.bytes().toByteArray(), *m_head, progress);
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
    return m_writeThread.run<ChainReport>([this]() -> Result<ChainReport> {
        auto report = verifyChain(*m_writeDatabase, m_device.bytes().toByteArray(), *m_head);
        if (!report || report->brokenAt != 0)
            return report;
        auto tail = m_writeDatabase->prepare("SELECT n, hash FROM change_set ORDER BY n DESC LIMIT 1");
        if (!tail)
            return fail(tail.error());
        const auto row = tail->step();
        if (!row)
            return fail(row.error());
        if (*row)
            if (const auto sealed = m_head->write({tail->number(0), QByteArray::fromHex(tail->text(1).toLatin1())}); !sealed)
                return fail(sealed.error());
        report->missing = 0;
        report->what.clear();
        return report;
    });
}

} // namespace kemai
