// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * DeskWipe: the files and keys of an enrolled store, for sync/wipe.h.
 *
 * Its keys go first: the entries of the key store, then the wrapped key in the key file, overwritten. While the store is open that
 * is all (KeysOnly): a system may not let go of open files. Whoever closed it then finishes with Everything, and so does the next start
 * (resumeWipe), before anybody is asked for a passphrase. Only what a store consists of is removed; the rest of the folder is somebody's own.
 *
 * Any thread; blocks as the key store and the disk do. Errors: Io "sync.notWiped"; the key store's, except that there is none.
 */
#pragma once

#include "sync/wipe.h"
#include "vault/keychain.h"

#include <QStringList>

namespace kemai::sync {

class DeskWipe : public WipeTarget
{
public:
    enum class Extent { KeysOnly, Everything };

    // elsewhere: folders and files of this store outside its own: clear copies for viewers, made exports, dumps.
    DeskWipe(QString directory, Extent extent, KeyStore &keys = KeyStore::system(), QStringList elsewhere = {});

    bool marked() const override;
    Result<> take(WipeStep step) override;

private:
    QString path(const QString &name) const { return m_directory + u'/' + name; }
    QString markFile() const { return path(QStringLiteral("kemai.wipe")); }
    Result<> mark();
    Result<> destroyKeys();
    Result<> remove(const QStringList &names);

    QString m_directory;
    Extent m_extent;
    KeyStore &m_keys;
    QStringList m_elsewhere;
};

} // namespace kemai::sync
