// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault/vault.h"

#include "vault/archive.h"
#include "vault/attachments.h"
#include "vault/durable.h"

#include <QDir>
#include <QFileInfo>

#include <sodium.h>
#include <sqlite3.h>

namespace kemai {

using namespace Qt::StringLiterals;

namespace {

QString in(const QString &directory, const QString &file)
{
    return directory + u'/' + file;
}

KeyStore &keyStoreOf(const VaultSurroundings &surroundings)
{
    return surroundings.keyStore ? *surroundings.keyStore : KeyStore::system();
}

QString noteEntry(const QByteArray &instanceId)
{
    return u"commits-"_s + QString::fromLatin1(instanceId.toHex());
}

// Writes the key and reads it back: an entry that silently went nowhere must not become the only copy.
Result<> putIntoKeyStore(KeyStore &keyStore, const QByteArray &fileId, const Secret &dataKey)
{
    const QString entry = Vault::keyStoreEntry(fileId);
    if (const Result<> written = keyStore.write(entry, dataKey); !written)
        return written;
    const Result<Secret> read = keyStore.read(entry);
    if (!read && read.error().code != Error::Code::NotFound)
        return fail(read.error());
    if (!read || !read->equals(dataKey))
        return fail(Error::Code::Offline, u"vault.noKeyStore"_s, u"the key store did not keep the key"_s);
    return {};
}

void removeDatabase(const QString &directory)
{
    for (const QString &name : {StoreFiles::database(), StoreFiles::log(), StoreFiles::logIndex()})
        QFile::remove(in(directory, name));
}

Result<> run(sqlite3 *connection, const char *pragma)
{
    if (const int code = sqlite3_exec(connection, pragma, nullptr, nullptr, nullptr); code != SQLITE_OK)
        return fail(sqliteError(connection, u"setting up the connection"_s));
    return {};
}

} // namespace

Unlock Unlock::byPassphrase(const QString &typed)
{
    QString normal = typed.normalized(QString::NormalizationForm_C);
    Unlock unlock;
    unlock.with = With::Passphrase;
    unlock.passphrase = Secret(normal.toUtf8());
    if (normal.isDetached())
        sodium_memzero(normal.data(), size_t(normal.size()) * sizeof(QChar));
    return unlock;
}

Vault::Vault(const QString &directory, KeyFile keyFile, Secret dataKey, std::unique_ptr<StoreLock> lock,
             const VaultSurroundings &surroundings)
    : m_directory(directory)
    , m_lock(std::move(lock))
    , m_keyFile(std::move(keyFile))
    , m_dataKey(std::move(dataKey))
    , m_handle(holdKey(deriveSubkey(m_dataKey, 1, "kemaipag"), m_keyFile.fileId()))
    , m_surroundings(surroundings)
{
}

Vault::~Vault()
{
    releaseKey(m_handle);
}

QString Vault::keyStoreEntry(const QByteArray &fileId)
{
    return QString::fromLatin1(fileId.toHex());
}

Result<std::unique_ptr<Vault>> Vault::create(const QString &path, Unlock unlock, const VaultSurroundings &surroundings)
{
    const QString directory = QDir(path).absolutePath();
    const QString keyPath = in(directory, StoreFiles::key());
    const QString databasePath = in(directory, StoreFiles::database());
    const Failure exists = fail(Error::Code::Conflict, u"vault.exists"_s, u"there is a store already"_s, {directory});

    if (const Result<> registered = registerVfs(); !registered)
        return fail(registered.error());
    if (const Result<> made = makePrivateFolder(directory); !made)
        return fail(made.error());
    Result<std::unique_ptr<StoreLock>> lock = StoreLock::take(directory);
    if (!lock)
        return fail(lock.error());

    if (const Result<> finished = finishRestore(directory); !finished)
        return fail(finished.error());
    if (QFileInfo::exists(keyPath)) {
        const Result<KeyFile> before = KeyFile::load(keyPath);
        if (!before || !before->isUnfinished())
            return exists;
        removeDatabase(directory); // made by a create() that never returned: nobody wrote to it
    } else if (QFileInfo::exists(databasePath) || QFileInfo::exists(in(directory, StoreFiles::log()))) {
        return exists;
    }

    Secret dataKey = Secret::random(KeyFile::KeyBytes);
    KeyFile keyFile = KeyFile::forNewKey(dataKey);
    keyFile.setUnfinished(true);
    const Result<> guarded = [&]() -> Result<> {
        if (unlock.with == Unlock::With::Passphrase)
            return keyFile.wrap(dataKey, unlock.passphrase, surroundings.cost);
        keyFile.setInKeyStore(true);
        return putIntoKeyStore(keyStoreOf(surroundings), keyFile.fileId(), dataKey);
    }();
    unlock.passphrase.clear();
    if (!guarded)
        return fail(guarded.error());

    std::unique_ptr<Vault> vault(new Vault(directory, keyFile, std::move(dataKey), std::move(*lock), surroundings));
    const Result<> made = keyFile.save(keyPath).and_then([&]() -> Result<> {
        const Result<sqlite3 *> connection = openEncrypted(databasePath, vault->m_handle, OpenMode::Create);
        if (!connection)
            return fail(connection.error());
        sqlite3_close(*connection);
        vault->m_keyFile.setUnfinished(false);
        return vault->m_keyFile.save(keyPath);
    });
    if (!made) {
        removeDatabase(directory);
        QFile::remove(keyPath);
        if (keyFile.isInKeyStore())
            (void)keyStoreOf(surroundings).remove(keyStoreEntry(keyFile.fileId()));
        return fail(made.error());
    }
    return vault;
}

Result<Secret> Vault::unlockKey(const KeyFile &keyFile, const Unlock &unlock, const VaultSurroundings &surroundings)
{
    if (unlock.with == Unlock::With::Passphrase)
        return keyFile.unwrap(unlock.passphrase);
    if (!keyFile.isInKeyStore())
        return fail(Error::Code::Invalid, u"vault.notInKeyStore"_s, u"this store opens by its passphrase only"_s);
    Result<Secret> dataKey = keyStoreOf(surroundings).read(keyStoreEntry(keyFile.fileId()));
    if (dataKey && !keyFile.accepts(*dataKey))
        return fail(Error::Code::Corrupt, u"vault.foreignKey"_s, u"the key store's entry is not this store's key"_s);
    return dataKey;
}

Result<std::unique_ptr<Vault>> Vault::open(const QString &path, Unlock unlock, const VaultSurroundings &surroundings)
{
    const QString directory = QDir(path).absolutePath();
    if (const Result<> registered = registerVfs(); !registered)
        return fail(registered.error());
    // Before the lock file is made: looking for a store leaves nothing behind where there is none.
    if (const Result<Protection> asked = protection(directory); !asked)
        return fail(asked.error());
    Result<std::unique_ptr<StoreLock>> lock = StoreLock::take(directory);
    if (!lock)
        return fail(lock.error());

    if (const Result<> finished = finishRestore(directory); !finished)
        return fail(finished.error());
    const Result<KeyFile> keyFile = KeyFile::load(in(directory, StoreFiles::key()));
    if (!keyFile)
        return fail(keyFile.error());
    if (!QFileInfo::exists(in(directory, StoreFiles::database())))
        return fail(Error::Code::Corrupt, u"vault.databaseMissing"_s, u"a key file without its database"_s, {directory});
    Result<Secret> dataKey = unlockKey(*keyFile, unlock, surroundings);
    unlock.passphrase.clear();
    if (!dataKey)
        return fail(dataKey.error());
    Attachments::wipeViewerCopies(directory);
    Attachments::removePartialFiles(in(directory, StoreFiles::attachments()));
    return std::unique_ptr<Vault>(
        new Vault(directory, *keyFile, std::move(*dataKey), std::move(*lock), surroundings));
}

Result<Protection> Vault::protection(const QString &path)
{
    const QString directory = QDir(path).absolutePath();
    const bool inSwitch = isRestorePending(directory);
    const QString keyPath = inSwitch ? pendingKeyFile(directory) : in(directory, StoreFiles::key());
    const bool hasDatabase = inSwitch || QFileInfo::exists(in(directory, StoreFiles::database()))
        || QFileInfo::exists(in(directory, StoreFiles::log()));
    const Failure noStore = fail(Error::Code::NotFound, u"vault.noStore"_s, u"there is no store"_s, {directory});
    if (!QFileInfo::exists(keyPath) && !hasDatabase)
        return noStore;
    const Result<KeyFile> keyFile = KeyFile::load(keyPath);
    if (!keyFile)
        return fail(keyFile.error());
    if (keyFile->isUnfinished())
        return noStore;
    return Protection{keyFile->isInKeyStore(), keyFile->hasPassphrase()};
}

Protection Vault::protection() const
{
    const QReadLocker locker(&m_keyFileLock);
    return {m_keyFile.isInKeyStore(), m_keyFile.hasPassphrase()};
}

Result<sqlite3 *> Vault::connect(Access access) const
{
    const bool writes = access == Access::Writer;
    const Result<sqlite3 *> connection = openEncrypted(databaseFile(), m_handle, OpenMode::ReadWrite,
        writes ? Checkpointing::ThisConnection : Checkpointing::Never);
    if (!connection)
        return connection;
    sqlite3_db_config(*connection, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    const Result<> set = run(*connection, writes
        ? "PRAGMA foreign_keys=ON; PRAGMA cache_size=-32768"
        : "PRAGMA foreign_keys=ON; PRAGMA cache_size=-65536; PRAGMA query_only=ON");
    if (!set) {
        sqlite3_close(*connection);
        return fail(set.error());
    }
    return connection;
}

Secret Vault::subkey(quint64 number, const char context[8]) const
{
    return deriveSubkey(m_dataKey, number, context);
}

QByteArray Vault::fileId() const
{
    return keyFile().fileId();
}

QByteArray Vault::instanceId() const
{
    return keyFile().instanceId();
}

QString Vault::databaseFile() const
{
    return in(m_directory, StoreFiles::database());
}

QString Vault::attachmentsFolder() const
{
    return in(m_directory, StoreFiles::attachments());
}

KeyFile Vault::keyFile() const
{
    const QReadLocker locker(&m_keyFileLock);
    return m_keyFile;
}

Result<KeyFile> Vault::keyFileFor(const Secret &passphrase) const
{
    KeyFile copy = keyFile();
    if (passphrase.isEmpty())
        return copy;
    if (const Result<> wrapped = copy.wrap(m_dataKey, passphrase, m_surroundings.cost); !wrapped)
        return fail(wrapped.error());
    return copy;
}

Result<> Vault::changePassphrase(Unlock now, Unlock next)
{
    const QWriteLocker locker(&m_keyFileLock);
    // From the disk: it proves the key file readable before it is replaced, and who asks able to open it.
    const QString keyPath = in(m_directory, StoreFiles::key());
    Result<KeyFile> keyFile = KeyFile::load(keyPath);
    if (!keyFile)
        return fail(keyFile.error());
    const Result<Secret> dataKey = unlockKey(*keyFile, now, m_surroundings);
    if (!dataKey)
        return fail(dataKey.error());

    const Result<> guarded = [&]() -> Result<> {
        if (next.with == Unlock::With::Passphrase)
            return keyFile->wrap(*dataKey, next.passphrase, m_surroundings.cost);
        keyFile->setInKeyStore(true);
        return putIntoKeyStore(keyStoreOf(m_surroundings), keyFile->fileId(), *dataKey);
    }();
    if (!guarded)
        return guarded;
    if (const Result<> saved = keyFile->save(keyPath); !saved)
        return saved;
    m_keyFile = *keyFile;
    return {};
}

Result<> Vault::dropProtection(Unlock::With with)
{
    const QWriteLocker locker(&m_keyFileLock);
    KeyFile keyFile = m_keyFile;
    const bool dropsKeyStore = with == Unlock::With::KeyStore;
    if (dropsKeyStore ? !keyFile.hasPassphrase() : !keyFile.isInKeyStore())
        return fail(Error::Code::Invalid, u"vault.lastProtection"_s, u"nothing else would open the store"_s);
    if (dropsKeyStore)
        keyFile.setInKeyStore(false);
    else
        keyFile.dropPassphrase();
    if (const Result<> saved = keyFile.save(in(m_directory, StoreFiles::key())); !saved)
        return saved;
    m_keyFile = keyFile;
    if (dropsKeyStore) // after the file: a crash in between leaves an entry nobody reads, not a store nobody opens
        return keyStoreOf(m_surroundings).remove(keyStoreEntry(keyFile.fileId()));
    return {};
}

Result<> Vault::noteCommits(quint64 commits)
{
    if (!protection().keyStore)
        return {};
    const QByteArray number = QByteArray::number(commits);
    return keyStoreOf(m_surroundings).write(noteEntry(instanceId()), Secret(QByteArray(number)));
}

std::optional<quint64> Vault::notedCommits() const
{
    if (!protection().keyStore)
        return {};
    const Result<Secret> noted = keyStoreOf(m_surroundings).read(noteEntry(instanceId()));
    bool isNumber = false;
    const quint64 commits = noted ? noted->view().toByteArray().toULongLong(&isNumber) : 0;
    return isNumber ? std::optional(commits) : std::nullopt;
}

} // namespace kemai
