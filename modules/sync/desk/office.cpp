// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/desk/office.h"

#include "sync/desk/commit_bell.h"
#include "sync/desk/desk_storage.h"
#include "sync/desk/office_worker.h"

namespace kemai::sync {

bool operator==(const OfficeStatus &a, const OfficeStatus &b)
{
    const auto tie = [](const OfficeStatus &s) {
        return std::tie(s.state, s.waiting, s.conflicts, s.refused, s.oldestWaitingMs, s.parts, s.fetchedParts, s.filesToSend, s.filesTooLarge, s.filesComing, s.filePieces, s.uploaded, s.toUpload, s.lastContactMs,
                        s.leaseUntilMs, s.needsUpdate, s.server, s.login);
    };
    return tie(a) == tie(b) && a.error.has_value() == b.error.has_value() && (!a.error || (a.error->id == b.error->id && a.error->details == b.error->details));
}

Office::Office(Store &store, WipeTarget &wipe, KeyStore &keys, QObject *parent)
    : QObject(parent), m_store(store), m_bell(std::make_shared<CommitBell>())
{
    qRegisterMetaType<kemai::Error>();
    m_worker = new OfficeWorker(store, wipe, keys, m_bell);
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    connect(m_worker, &OfficeWorker::placed, this, [this](const OfficePlace &place) { m_place = place; });
    connect(m_worker, &OfficeWorker::told, this, [this](const OfficeStatus &status) {
        m_status = status;
        emit changed();
    });
    connect(m_worker, &OfficeWorker::contentsChanged, this, &Office::contentsChanged);
    connect(m_worker, &OfficeWorker::present, this, &Office::present);
    connect(m_worker, &OfficeWorker::presenceMoved, this, &Office::presenceMoved);
    connect(m_worker, &OfficeWorker::fileProgressed, this, &Office::fileProgressed);
    connect(m_worker, &OfficeWorker::fileHere, this, &Office::fileHere);
    connect(m_worker, &OfficeWorker::fileFailed, this, &Office::fileFailed);
    connect(m_worker, &OfficeWorker::enrolled, this, &Office::enrolled);
    connect(m_worker, &OfficeWorker::enrolmentFailed, this, &Office::enrolmentFailed);
    connect(m_worker, &OfficeWorker::wiped, this, &Office::wiped);
    // Before the first commit of a window: what is edited and what waits to be sent are one transaction.
    (void)store.write([bell = m_bell](Records &records) { return DeskStorage(static_cast<StoreRecords &>(records)).attach([bell] { bell->ring(); }); });
    m_thread.setObjectName(QStringLiteral("office"));
    m_thread.start();
}

Office::~Office()
{
    m_thread.quit();
    m_thread.wait();
}

void Office::begin()
{
    QMetaObject::invokeMethod(m_worker, &OfficeWorker::begin, Qt::QueuedConnection);
}

void Office::enroll(const OfficeAddress &address, const Enrolment::Form &form)
{
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, address, form] { worker->enroll(address, form); }, Qt::QueuedConnection);
}

void Office::hurry()
{
    QMetaObject::invokeMethod(m_worker, &OfficeWorker::hurry, Qt::QueuedConnection);
}

void Office::presence(const Entity &entity, const Id &record, Presence state)
{
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, &entity, record, state] { worker->presence(entity, record, state); }, Qt::QueuedConnection);
    if (state == Presence::Left) // a desk is told of as one, and another page may still have it open
        QMetaObject::invokeMethod(this, &Office::presenceMoved, Qt::QueuedConnection);
}

void Office::fetchFile(const Id &attachment)
{
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, attachment] { worker->fetchFile(attachment); }, Qt::QueuedConnection);
}

void Office::cancelFile(const Id &attachment)
{
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, attachment] { worker->cancelFile(attachment); }, Qt::QueuedConnection);
}

QFuture<Result<OfficeQueue>> Office::queue(int most)
{
    return m_store.read([most, enrolled = isEnrolled()](Records &records) {
        return enrolled ? readQueue(static_cast<StoreRecords &>(records), most) : Result<OfficeQueue>(OfficeQueue());
    });
}

QFuture<Result<QList<ConflictLine>>> Office::conflicts()
{
    return m_store.read([enrolled = isEnrolled()](Records &records) {
        return enrolled ? readConflicts(static_cast<StoreRecords &>(records)) : Result<QList<ConflictLine>>(QList<ConflictLine>());
    });
}

QFuture<Result<Id>> Office::resolve(const wire::Conflict &conflict, Change::Operation operation, const QList<Edit> &edits)
{
    return m_store.write([conflict, operation, edits, author = m_place.user, nowMs = m_store.clock().nowMs(), bell = m_bell](Records &records) {
        auto decided = DeskStorage(static_cast<StoreRecords &>(records)).resolve(conflict, operation, edits, author, nowMs);
        bell->ring();
        return decided;
    });
}

QFuture<Result<>> Office::dismiss(qint64 mid)
{
    return m_store.write([mid, bell = m_bell](Records &records) {
        const auto done = DeskStorage(static_cast<StoreRecords &>(records)).dismiss(mid);
        bell->ring();
        return done;
    });
}

} // namespace kemai::sync
