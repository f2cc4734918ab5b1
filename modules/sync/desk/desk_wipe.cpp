// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/desk/desk_wipe.h"

#include "vault/attachments.h"
#include "vault/durable.h"
#include "vault/key_file.h"
#include "vault/vault.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace kemai::sync {

using namespace Qt::StringLiterals;

DeskWipe::DeskWipe(QString directory, Extent extent, KeyStore &keys, QStringList elsewhere)
    : m_directory(std::move(directory)), m_extent(extent), m_keys(keys), m_elsewhere(std::move(elsewhere))
{
}

bool DeskWipe::marked() const
{
    return QFileInfo::exists(markFile());
}

Result<> DeskWipe::take(WipeStep step)
{
    if (step == WipeStep::Mark)
        return mark();
    if (step == WipeStep::Key)
        return destroyKeys();
    if (m_extent == Extent::KeysOnly)
        return {};
    QDir folder(m_directory);
    switch (step) {
    case WipeStep::Database: return remove({StoreFiles::database(), u"kemai.head"_s, u"kemai.lock"_s});
    case WipeStep::Log: return remove({StoreFiles::log(), StoreFiles::database() + u"-journal"_s});
    case WipeStep::SharedMemory: return remove({StoreFiles::logIndex()});
    case WipeStep::Attachments:
        Attachments::wipeViewerCopies(m_directory);
        return remove({StoreFiles::attachments()});
    case WipeStep::Caches: { // the copies of before a migration carry no key file; they were readable with the key that is gone
        QStringList copies = folder.entryList({u"kemai-before-*.db"_s}, QDir::Files);
        return remove(copies << m_elsewhere);
    }
    case WipeStep::Dumps: return {}; // this program makes none (vault/harden.h)
    case WipeStep::Receipt: return {}; // the server counts the last batch of the escrow as one
    case WipeStep::Unmark:
        if (const auto gone = remove({u"kemai.wipe"_s}); !gone)
            return gone;
        (void)QDir().rmdir(m_directory); // only if nothing else is in it
        return {};
    default: return {};
    }
}

// Which store this was: its key file will be gone when a wipe is resumed.
Result<> DeskWipe::mark()
{
    if (marked())
        return {};
    const auto key = KeyFile::load(path(StoreFiles::key()));
    return writeDurably(markFile(), key ? key->fileId().toHex() + '\n' : QByteArray("\n"));
}

Result<> DeskWipe::destroyKeys()
{
    QFile file(markFile());
    if (const QByteArray fileId = file.open(QIODevice::ReadOnly) ? QByteArray::fromHex(file.readAll().trimmed()) : QByteArray(); !fileId.isEmpty())
        for (const QString &entry : {Vault::keyStoreEntry(fileId), QString(Vault::keyStoreEntry(fileId) + u".device"_s)})
            if (const auto gone = m_keys.remove(entry); !gone && gone.error().code != Error::Code::Offline && gone.error().code != Error::Code::NotFound)
                return gone;
    wipeFile(path(StoreFiles::key()));
    return remove({StoreFiles::key()});
}

Result<> DeskWipe::remove(const QStringList &names)
{
    for (const QString &name : names) {
        const QFileInfo one(QFileInfo(name).isAbsolute() ? name : path(name));
        const bool gone = !one.exists() || (one.isDir() && !one.isSymLink() ? QDir(one.filePath()).removeRecursively() : QFile::remove(one.filePath()));
        if (!gone)
            return fail(Error::Code::Io, u"sync.notWiped"_s, u"a file of the store could not be removed"_s, {one.fileName()});
    }
    return syncFolder(m_directory);
}

} // namespace kemai::sync
