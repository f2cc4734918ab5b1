// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * OfficeWorker: what an Office does on its own thread: the upload of what was here before, then the replica, and the lease.
 * Within this module only.
 */
#pragma once

#include "sync/desk/commit_bell.h"
#include "sync/desk/desk_storage.h"
#include "sync/desk/file_courier.h"
#include "sync/desk/office.h"
#include "sync/desk/office_sync.h"

namespace kemai::sync {

class OfficeWorker : public QObject
{
    Q_OBJECT

public:
    OfficeWorker(Store &store, WipeTarget &wipe, KeyStore &keys, std::shared_ptr<CommitBell> bell);
    ~OfficeWorker() override;

    void begin();
    void enroll(const OfficeAddress &address, const Enrolment::Form &form);
    void hurry();
    void edited();
    void recount(); // something was decided here
    void presence(const Entity &entity, const Id &record, Presence state);
    void fetchFile(const Id &attachment);
    void cancelFile(const Id &attachment);

signals:
    void placed(const kemai::sync::OfficePlace &place);
    void told(const kemai::sync::OfficeStatus &status);
    void contentsChanged();
    void presenceMoved();
    void present(const kemai::Entity *entity, const kemai::Id &record, const QList<kemai::wire::Present> &others);
    void fileProgressed(const kemai::Id &attachment, qint64 done, qint64 total);
    void fileHere(const kemai::Id &attachment);
    void fileFailed(const kemai::Id &attachment, const kemai::Error &error);
    void enrolled();
    void enrolmentFailed(const kemai::Error &error);
    void wiped();

private:
    // Nothing is written to a store behind the moment in which its wipe begins.
    class Closing : public WipeTarget
    {
    public:
        explicit Closing(OfficeWorker &worker) : m_worker(worker) { }
        bool marked() const override { return m_worker.m_wipe.marked(); }
        Result<> take(WipeStep step) override
        {
            if (step == WipeStep::Mark) {
                if (const auto handed = m_worker.handOverFiles(); !handed)
                    return handed;
                if (const auto closed = m_worker.m_storage->closeForWipe(); !closed)
                    return closed;
            }
            return m_worker.m_wipe.take(step);
        }

    private:
        OfficeWorker &m_worker;
    };

    Result<> handOverFiles(); // Busy "sync.filesHeld" until the office has all that are this desk's
    void stop(const Error &error);
    void work(OfficePlace place);
    void goOnUploading();
    void startSync();
    void noteSession();
    void lookAtStage();
    void lookAtLease();
    void count();
    void tell();
    QString entry() const;
    template <typename Do>
    auto withKeys(Do work); // Do: Result<T>(KeyStore &)

    Store &m_store;
    WipeTarget &m_wipe;
    Closing m_closing{*this};
    KeyStore &m_keys;
    std::shared_ptr<CommitBell> m_bell;
    std::unique_ptr<DeskStorage> m_storage;
    OfficePlace m_place;
    OfficeStatus m_status;
    std::optional<OfficeStatus> m_told;
    DeviceIdentity m_identity;
    std::unique_ptr<Enrolment> m_enrolment;
    std::unique_ptr<OfficeLink> m_link;
    std::unique_ptr<OfficeSync> m_sync; // goes before what it uses
    std::unique_ptr<FileCourier> m_courier;
    QTimer *m_counting;
    QTimer *m_minute;
    qint64 m_lastContactAt = -1;
    bool m_countAgain = false;
    bool m_isCounting = false;
};

} // namespace kemai::sync
