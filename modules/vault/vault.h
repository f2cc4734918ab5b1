// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Vault: one store directory, held by one process: its lock, its keys, its encrypted database and attachments.
 *
 *     kemai.lock     who holds it                       (store_lock.h)
 *     kemai.key      file id, check value, wrapped key  (key_file.h)
 *     kemai.db -wal  encrypted SQLite                   (vfs.h)
 *     attachments/   encrypted files                    (attachments.h)
 *
 * The data key is 32 random bytes, made once and never changed; everything else (pages, attachments, content
 * hashes, backups) uses subkeys of it. It is obtained from the system's key store or by a passphrase. A key that is
 * missing is never made anew over existing data.
 *
 * Threads: create, open and the changes of protection block (key store, key derivation, disk) and belong on a
 * worker thread. connect() and subkey() may be called from any thread; each connection is for one thread at a
 * time. The vault must outlive its connections; the caller closes them with sqlite3_close().
 */
#pragma once

#include "base/result.h"
#include "vault/key_file.h"
#include "vault/keychain.h"
#include "vault/secret.h"
#include "vault/store_lock.h"
#include "vault/vfs.h"

#include <QReadWriteLock>
#include <QString>

#include <memory>
#include <optional>

namespace kemai {

// How the data key is obtained.
struct Unlock {
    enum class With { KeyStore, Passphrase };
    With with = With::KeyStore;
    Secret passphrase; // UTF-8; moved in; used with Passphrase

    static Unlock byKeyStore() { return {}; }
    // Normalizes (NFC, so that every keyboard gives the same bytes) and wipes what it can of its own copies.
    static Unlock byPassphrase(const QString &typed);
};

// Which ways of unlocking a store has been given.
struct Protection {
    bool keyStore = false;
    bool passphrase = false;
};

// What a vault stands on; the defaults are the real thing.
struct VaultSurroundings {
    KeyStore *keyStore = nullptr; // null: the system's
    PassphraseCost cost;          // for passphrases set from now on
};

class Vault
{
public:
    // Makes a directory into a store: file id, data key, key file, empty database. The directory and its parents
    // are made if need be. A creation cut short by a crash leaves what the next create() replaces.
    // Errors: Conflict "vault.exists"; Offline "vault.noKeyStore": there is no key store, so a passphrase is
    // compulsory; Busy "vault.keyStoreSilent", "vault.held"; Invalid "vault.passphraseEmpty"; Io.
    static Result<std::unique_ptr<Vault>> create(const QString &directory, Unlock unlock,
                                                 const VaultSurroundings &surroundings = {});

    // Errors: NotFound "vault.noStore", "vault.keyMissing" (the key store has no key for it),
    // "vault.keyFileMissing"; Busy "vault.held" (details: program, process id, host), "vault.keyStoreSilent";
    // Denied "vault.wrongPassphrase", "vault.keyStoreDenied"; Invalid "vault.noPassphraseSet",
    // "vault.notInKeyStore"; Offline "vault.noKeyStore"; Corrupt "vault.damagedKeyFile", "vault.foreignKey",
    // "vault.databaseMissing"; Conflict "vault.newer"; Io.
    static Result<std::unique_ptr<Vault>> open(const QString &directory, Unlock unlock,
                                               const VaultSurroundings &surroundings = {});

    // What the store at a directory asks for, without holding it. Errors: as open().
    static Result<Protection> protection(const QString &directory);
    Protection protection() const;

    ~Vault();
    Vault(const Vault &) = delete;
    Vault &operator=(const Vault &) = delete;

    enum class Access { Writer, Reader }; // only the writer ever checkpoints; a reader cannot write

    // A connection to the database with every pragma set. Errors: as openEncrypted() in vfs.h.
    Result<sqlite3 *> connect(Access access) const;

    // A key for another purpose: crypto_kdf(number, context) of the data key. Contexts "kemai..." are the
    // vault's own; pick another.
    Secret subkey(quint64 number, const char context[8]) const;

    QByteArray fileId() const;     // 16 bytes: names the data key, kept by backups and restores
    QByteArray instanceId() const; // 16 bytes: names this copy; a restored store gets a new one
    QString directory() const { return m_directory; }
    QString databaseFile() const;
    QString attachmentsFolder() const;

    // Afterwards `next` opens the store. A passphrase replaces the passphrase; the other way of unlocking stays
    // as it was (dropProtection() removes it). Rewraps the key, never re-encrypts data.
    // Errors: as open() for `now`, as create() for `next`.
    Result<> changePassphrase(Unlock now, Unlock next);

    // Takes one way of unlocking away. Errors: Invalid "vault.lastProtection" if it is the only one.
    Result<> dropProtection(Unlock::With with);

    // Detection of a store rolled back as a whole: the store notes its last commit number when it closes (and
    // now and then), outside the directory, in the key store; at open it compares. A commit number below the
    // noted one means that the directory was replaced by an older copy. Nothing noted, or no key store: nullopt.
    Result<> noteCommits(quint64 commits);
    std::optional<quint64> notedCommits() const;

    KeyFile keyFile() const;
    // The key file as a backup carries it: with another passphrase, or as it is when that is empty.
    Result<KeyFile> keyFileFor(const Secret &passphrase) const;

    // Held for reading by whatever needs every attachment to stay where it is (a backup); see attachments.h.
    QReadWriteLock &attachmentsLock() const { return m_attachmentsLock; }

    KeyHandle keyHandle() const { return m_handle; }
    static Result<Secret> unlockKey(const KeyFile &keyFile, const Unlock &unlock, const VaultSurroundings &surroundings);
    static QString keyStoreEntry(const QByteArray &fileId);

private:
    Vault(const QString &directory, KeyFile keyFile, Secret dataKey, std::unique_ptr<StoreLock> lock,
          const VaultSurroundings &surroundings);

    QString m_directory;
    std::unique_ptr<StoreLock> m_lock;
    mutable QReadWriteLock m_keyFileLock;
    KeyFile m_keyFile;
    Secret m_dataKey;
    KeyHandle m_handle = KeyHandle::None;
    VaultSurroundings m_surroundings;
    mutable QReadWriteLock m_attachmentsLock;
};

// The names of a store's files inside its directory.
namespace StoreFiles {
inline QString key() { return QStringLiteral("kemai.key"); }
inline QString database() { return QStringLiteral("kemai.db"); }
inline QString log() { return QStringLiteral("kemai.db-wal"); }
inline QString logIndex() { return QStringLiteral("kemai.db-shm"); }
inline QString attachments() { return QStringLiteral("attachments"); }
} // namespace StoreFiles

} // namespace kemai
