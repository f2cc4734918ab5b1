// SPDX-License-Identifier: GPL-3.0-or-later
// FileSend: one file of this desk on its way to the office, piece by piece, from where it stopped. Deleted, it is as if cut. Within this module only.
#pragma once

#include "store/replica_files.h"
#include "store/store.h"
#include "sync/desk/file_road.h"
#include "vault/attachments.h"

#include <QThreadPool>

namespace kemai::sync {

class FileSend : public QObject
{
    Q_OBJECT

public:
    // pool: where it is decrypted and hashed. mayGoOn: asked before each piece; after a no, resume().
    FileSend(Store &store, FileRoad &road, QThreadPool &pool, ReplicaFiles::File file, std::function<bool()> mayGoOn);
    void start();
    void resume();

signals:
    void finished(kemai::ReplicaFiles::State state); // written in the store
    void stopped(const kemai::Error &error);         // to be tried again later
    void moved();                                    // a piece went

private:
    void hash();
    void offer();
    void next();
    void failed(const Error &error);
    void finish(ReplicaFiles::State state);

    Store &m_store;
    FileRoad &m_road;
    QThreadPool &m_pool;
    ReplicaFiles::File m_file;
    std::function<bool()> m_mayGoOn;
    QList<int> m_missing;
    int m_rounds = 0; // of offers
    bool m_waiting = false;
    bool m_again = false;
    struct Reading {
        std::unique_ptr<AttachmentReader> reader;
        int next = 0; // the piece it stands before
    };
    std::shared_ptr<Reading> m_reading = std::make_shared<Reading>();
};

} // namespace kemai::sync
