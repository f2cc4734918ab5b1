// SPDX-License-Identifier: GPL-3.0-or-later
// FileFetch: one file of another desk on its way here, piece by piece, each kept in the vault, so that it goes on where it stopped. Its hash is
// proved before it is taken for the file. Deleted, it is as if cut. Within this module only.
#pragma once

#include "store/replica_files.h"
#include "store/store.h"
#include "sync/desk/file_road.h"
#include "vault/attachments.h"

#include <QMap>
#include <QThreadPool>

#include <atomic>

namespace kemai::sync {

class FileFetch : public QObject
{
    Q_OBJECT

public:
    FileFetch(Store &store, FileRoad &road, QThreadPool &pool, wire::FileOffer file);
    ~FileFetch() override;
    void start();
    Id attachment() const { return m_file.attachment; }

signals:
    void progressed(qint64 done, qint64 total);
    void finished(); // written in the store
    // Corrupt "sync.fileDamaged": it is not what its desk sent, and begun anew next time; else as the road and the vault say.
    void stopped(const kemai::Error &error);

private:
    void next();
    void takeOnly(const QByteArray &bytes);
    void takePiece(int n, const QByteArray &bytes);
    void putTogether();
    void damaged();
    void keep(const QByteArray &name);

    Store &m_store;
    FileRoad &m_road;
    QThreadPool &m_pool;
    wire::FileOffer m_file;
    QMap<int, QByteArray> m_here; // piece -> its name in the vault
    std::shared_ptr<std::atomic<bool>> m_gone = std::make_shared<std::atomic<bool>>(false);
};

} // namespace kemai::sync
