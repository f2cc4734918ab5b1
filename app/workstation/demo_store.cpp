// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo_store.h"

#include "vault/vault.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace kemai {

namespace {
constexpr qint64 dayMs = 86'400'000;

QString markOf(const QString &directory)
{
    return directory + u"/kemai.demo"_s;
}
} // namespace

Result<> markDemo(const QString &directory, qint64 nowMs)
{
    QSaveFile file(markOf(directory));
    if (!file.open(QIODevice::WriteOnly) || file.write(QByteArray(QByteArray::number(nowMs) + '\n')) < 0 || !file.commit())
        return fail(Error::Code::Io, u"demo.unmarked"_s, file.errorString(), {directory});
    return {};
}

bool isDemo(const QString &directory)
{
    return QFileInfo::exists(markOf(directory));
}

std::optional<qint64> demoEndsMs(const QString &directory)
{
    QFile file(markOf(directory));
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    bool number = false;
    const qint64 madeMs = file.readLine(64).trimmed().toLongLong(&number);
    return number && madeMs > 0 ? std::optional(madeMs + demoDays * dayMs) : std::nullopt;
}

Result<> wipeDemo(const QString &directory)
{
    if (!isDemo(directory))
        return fail(Error::Code::Denied, u"demo.notADemo"_s, {}, {directory});
    // Whoever holds the store works in it.
    auto lock = StoreLock::take(directory);
    if (!lock)
        return fail(lock.error());
    if (const Result<KeyFile> key = KeyFile::load(directory + u'/' + StoreFiles::key()); key && key->isInKeyStore())
        (void)KeyStore::system().remove(Vault::keyStoreEntry(key->fileId()));
    QDir dir(directory);
    // The key first: from here on what is left can be read by nobody. The mark last: what is left stays a demo.
    bool gone = true;
    for (const QString &name : {StoreFiles::key(), StoreFiles::logIndex(), StoreFiles::log(), StoreFiles::database(), u"kemai.head"_s})
        gone &= !dir.exists(name) || dir.remove(name);
    gone &= !dir.exists(StoreFiles::attachments()) || QDir(dir.filePath(StoreFiles::attachments())).removeRecursively();
    lock->reset();
    for (const QString &name : {u"kemai.lock"_s, u"kemai.demo"_s})
        gone &= !dir.exists(name) || dir.remove(name);
    if (!gone)
        return fail(Error::Code::Io, u"demo.notWiped"_s, {}, {directory});
    QDir().rmdir(directory); // only if nothing else is in it
    return {};
}

} // namespace kemai
