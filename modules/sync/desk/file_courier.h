// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * FileCourier: the files of attachments between this desk and its office (wire/file.h), beside the replica and never in its way.
 *
 * What this desk attached is sent one after the other, behind its record, while the replica has nothing of its own to do. Small files of what is
 * shown here come by themselves, the newest first, so that they are there without a network; any other when somebody asks for it (fetch()), at once. A file
 * whose row left goes too, if nothing else here is the same content, a minute later at the latest. All of it goes on after a restart at the piece
 * where it stopped.
 *
 * A revoked desk hands over what the office lacks (beginHandOver()) before it is wiped.
 *
 * Lives on the office's thread. Store, link, net and identity outlive it. Within this module only.
 */
#pragma once

#include "store/replica_files.h"
#include "store/store.h"
#include "sync/desk/file_road.h"

#include <QElapsedTimer>
#include <QSet>
#include <QThreadPool>

namespace kemai::sync {

class FileFetch;
class FileSend;

class FileCourier : public QObject
{
    Q_OBJECT

public:
    static constexpr qint64 bySelfBytes = 1024 * 1024;      // files up to this come by themselves
    static constexpr qint64 bySelfRoom = 1'000'000'000;     // as long as what was fetched is no more than this
    static constexpr qint64 youngMs = 60'000;               // vault/attachments.h: perhaps of a record that is just being committed

    FileCourier(Store &store, OfficeLink &link, const OfficeNet &net, const DeviceIdentity &identity);
    ~FileCourier() override;

    void sessionOpened(qint64 largestBytes); // that the server takes
    void setCalm(bool calm);                 // the replica has nothing on its way
    void fetch(const Id &attachment);
    void cancel(const Id &attachment);       // what fetch() began
    void sweep();                            // what left
    void beginHandOver();
    bool isHandingOver() const { return m_handingOver; }
    qint64 moved() const { return m_moved; } // pieces that went or came
    int coming() const; // files that are known to come by themselves; 1 while it is not known yet

signals:
    void counted(); // what is to be sent or comes changed
    void progressed(const kemai::Id &attachment, qint64 done, qint64 total);
    void here(const kemai::Id &attachment);
    void failed(const kemai::Id &attachment, const kemai::Error &error); // of fetch(): "sync.fileWaiting", "sync.unreachable", "sync.fileDamaged", "vault.cancelled"
    void handedOver();
    void sessionEnded();

private:
    void step();
    void stepSend();
    void stepFetch();
    void send(const ReplicaFiles::File &file);
    void begin(const wire::FileOffer &file, bool wanted);
    void askFor(const Id &attachment);
    void pass(); // looks for what may come by itself
    void rest(const Error &error);
    void changed(const QString &entity, const QList<Id> &records);
    void end(FileFetch *fetch);
    bool mayWork() const { return m_road.isOpen() && !m_resting.isActive(); }

    Store &m_store;
    FileRoad m_road;
    QThreadPool m_pool;
    bool m_calm = false;
    bool m_handingOver = false;

    FileSend *m_send = nullptr;
    bool m_lookingToSend = false;

    FileFetch *m_fetch = nullptr;
    QList<Id> m_wanted;              // somebody waits for these
    bool m_fetchIsWanted = false;
    bool m_lookingToFetch = false;
    bool m_passDue = true;
    Id m_olderThan;                  // how far the pass is
    QList<wire::FileOffer> m_coming;
    QSet<Id> m_notThere;             // asked for, and not at the office: until something is said of their rows

    bool m_sweeping = false;
    bool m_sweepAgain = false;
    QTimer m_resting;                // after a failure
    int m_failures = 0;
    qint64 m_moved = 0;
    QTimer m_sweepLater;
};

} // namespace kemai::sync
