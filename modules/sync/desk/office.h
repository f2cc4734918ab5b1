// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Office: this desk's side of an office, at work beside an open store: the replica and its network on a thread of their own, and
 * what a window shows of them. A store that is not enrolled has one too; it says Standalone and does nothing.
 *
 * Lives on the GUI thread (or a command's); nothing here blocks it but the destructor, which waits for the request's end that is
 * being written to the store. Store and WipeTarget outlive it.
 */
#pragma once

#include "store/store.h"
#include "sync/desk/desk_queue.h"
#include "sync/desk/enrolment.h"
#include "sync/desk/office_place.h"
#include "sync/wipe.h"

#include <QThread>

#include <memory>

namespace kemai::sync {

struct OfficeStatus {
    enum class State : quint8 {
        Standalone,   // no office
        Starting,
        Synchronized, // nothing waits, nothing is missing
        Sending,
        Receiving,    // also while the first copy is fetched: `fetchedParts` of `parts`
        Offline,      // tried again by itself
        Stopped,      // needs somebody: `error` says what
        OutOfLease,   // too long without the server: locked until it is reached
        Wiped,
    };
    State state = State::Standalone;
    qint64 waiting = 0;   // mutations
    qint64 conflicts = 0; // to decide
    qint64 refused = 0;   // not taken by the server, not yet dismissed here
    qint64 oldestWaitingMs = -1;
    int parts = 0;        // of what this desk may see: a table of a scope each
    int fetchedParts = 0;
    qint64 filesToSend = 0;   // of attachments made here
    qint64 filesTooLarge = 0; // for the server: they stay at this desk
    int filesComing = 0;      // small ones that come by themselves
    qint64 filePieces = 0;    // that went or came since the office is at work
    qint64 uploaded = -1; // rows of the history from before the enrolment, of `toUpload`; -1: none of it is left
    qint64 toUpload = 0;
    qint64 lastContactMs = -1;
    qint64 leaseUntilMs = -1;
    bool needsUpdate = false;
    QString server;       // host and port
    QString login;
    std::optional<Error> error;

    friend bool operator==(const OfficeStatus &, const OfficeStatus &);
};

class CommitBell;
class OfficeWorker;
enum class Presence : quint8; // office_net.h

class Office : public QObject
{
    Q_OBJECT

public:
    // keys: where the device's private key is kept; without a key store it stands in the encrypted store.
    Office(Store &store, WipeTarget &wipe, KeyStore &keys = KeyStore::system(), QObject *parent = nullptr);
    ~Office() override;

    void begin(); // looks into the store and goes to work if it is enrolled

    OfficeStatus status() const { return m_status; }
    const OfficePlace &place() const { return m_place; }
    bool isEnrolled() const { return m_status.state != OfficeStatus::State::Standalone; }

    // Ends in enrolled() or enrolmentFailed(). Errors: as Enrolment::start(), Invalid "sync.enrolled".
    void enroll(const OfficeAddress &address, const Enrolment::Form &form);
    void hurry(); // now, not at the next turn

    // This record is open here, read or edited, or was left: said to the others who may see it, and answered in present() (U20).
    void presence(const Entity &entity, const Id &record, Presence state);

    // The file of an attachment that is not at this desk: fetched now. Answered by fileHere() or fileFailed(), with fileProgressed() between.
    void fetchFile(const Id &attachment);
    void cancelFile(const Id &attachment);

    // For pages; each reads the store, none blocks.
    QFuture<Result<OfficeQueue>> queue(int most);
    QFuture<Result<QList<ConflictLine>>> conflicts();
    // The choice for some fields of a conflict, or the withdrawal's (unit "@removed": Restore or Remove, edits empty). It is a
    // change set "conflict.resolve" like any other, so it can be undone; keeping theirs everywhere changes nothing and has none (null).
    QFuture<Result<Id>> resolve(const wire::Conflict &conflict, Change::Operation operation, const QList<Edit> &edits);
    // Seen: what the server refused goes from the list. Its text stays in the history of this desk.
    QFuture<Result<>> dismiss(qint64 mid);

signals:
    void changed();          // status()
    void contentsChanged();  // behind changed(): queue() or conflicts() may answer something else
    void present(const kemai::Entity *entity, const kemai::Id &record, const QList<kemai::wire::Present> &others); // nobody, too
    // Who shows a record says so again by presence(): somebody came to it or left, or another page of this desk left it.
    void presenceMoved();
    void fileProgressed(const kemai::Id &attachment, qint64 done, qint64 total);
    void fileHere(const kemai::Id &attachment); // also one that came by itself
    // NotFound "sync.fileWaiting" (its desk has not sent it yet, or it may not be read), Offline "sync.unreachable", Corrupt "sync.fileDamaged",
    // Busy "vault.cancelled"; the vault's.
    void fileFailed(const kemai::Id &attachment, const kemai::Error &error);
    void enrolled();
    void enrolmentFailed(const kemai::Error &error);
    void wiped();            // the keys are gone: close the store, and finish (desk_wipe.h)

private:
    Store &m_store;
    OfficePlace m_place;
    OfficeStatus m_status;
    QThread m_thread;
    OfficeWorker *m_worker; // lives on m_thread
    std::shared_ptr<CommitBell> m_bell;
};

} // namespace kemai::sync
