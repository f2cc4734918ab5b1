// SPDX-License-Identifier: GPL-3.0-or-later
// StoreDesk: a workstation over a real encrypted store in a folder, with the production storage, state machine and HTTPS. The folder outlives it, so a
// desk that was killed is a new object over the same folder. Its device key lies in a file, as in a key store that outlives the process.
#pragma once

#include "schema/schema.h"
#include "store/store.h"
#include "sync/desk/desk_storage.h"
#include "sync/desk/enrolment.h"
#include "sync/desk/office_sync.h"
#include "vault/keychain.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTest>

namespace kemai {

class FileKeys : public KeyStore
{
public:
    explicit FileKeys(QString folder) : m_folder(std::move(folder)) { }
    Result<Secret> read(const QString &entry) override
    {
        QFile file(m_folder + u'/' + entry);
        if (!file.open(QIODevice::ReadOnly))
            return fail(Error::Code::NotFound, QStringLiteral("vault.keyMissing"));
        return Secret(file.readAll());
    }
    Result<> write(const QString &entry, const Secret &secret) override
    {
        QFile file(m_folder + u'/' + entry + QStringLiteral(".part"));
        if (!file.open(QIODevice::WriteOnly) || file.write(secret.view().data(), secret.size()) != secret.size())
            return fail(Error::Code::Io, QStringLiteral("vault.io"));
        file.close();
        QFile::remove(m_folder + u'/' + entry);
        return file.rename(m_folder + u'/' + entry) ? Result<>() : fail(Error::Code::Io, QStringLiteral("vault.io"));
    }
    Result<> remove(const QString &entry) override
    {
        QFile::remove(m_folder + u'/' + entry);
        return {};
    }

private:
    QString m_folder;
};

class NoWipe : public sync::WipeTarget
{
public:
    bool marked() const override { return false; }
    Result<> take(sync::WipeStep) override { return {}; }
};

class StoreDesk
{
public:
    explicit StoreDesk(const QString &inFolder) : m_keys(inFolder)
    {
        const QString place = inFolder + QStringLiteral("/store");
        VaultSurroundings cheap;
        cheap.cost = PassphraseCost::cheapest();
        auto opened = QFile::exists(place + QStringLiteral("/kemai.key")) || QDir(place).exists()
            ? Store::open(place, Unlock::byPassphrase(QStringLiteral("correct horse")), Clock::system(), cheap)
            : Store::create(place, Unlock::byPassphrase(QStringLiteral("correct horse")), Clock::system(), cheap);
        if (!opened)
            qFatal("store: %s %s", qPrintable(opened.error().id), qPrintable(opened.error().log));
        store = std::move(*opened);
        storage = std::make_unique<sync::DeskStorage>(*store);
        // As sync/desk/office.cpp: what is edited and what waits are one transaction from the first commit on.
        (void)store->write([](Records &records) { return sync::DeskStorage(static_cast<StoreRecords &>(records)).attach(); }).result();
    }

    // With this token, if the store is no device yet; and what it holds already goes into the outbox.
    void enroll(const sync::OfficeAddress &address, const QString &login, const QString &password, const QString &token)
    {
        m_address = address;
        if (!*storage->isEnrolled()) {
            sync::Enrolment enrolment;
            QSignalSpy done(&enrolment, &sync::Enrolment::done);
            QSignalSpy failed(&enrolment, &sync::Enrolment::failed);
            enrolment.start(address, {login, password, {}, token, QStringLiteral("desk")}, sync::DeviceIdentity::make());
            if (!QTest::qWaitFor([&] { return done.count() + failed.count() > 0; }, 60'000) || done.isEmpty())
                qFatal("enrolment: %s", failed.isEmpty() ? "silent" : qPrintable(failed.first().first().value<Error>().id));
            const sync::DeviceIdentity fresh = enrolment.takeIdentity();
            if (!fresh.keep(m_keys, QStringLiteral("device")) || !storage->enroll(fresh.device()))
                qFatal("the identity was not kept");
        }
        while (*storage->uploadStep(1000)) { }
        m_identity = std::move(*sync::DeviceIdentity::read(m_keys, QStringLiteral("device")));
    }
    void start(sync::ReplicaStorage *through = nullptr)
    {
        m_link = std::make_unique<sync::OfficeLink>(m_address, *m_address.tls());
        net = std::make_unique<sync::OfficeSync>(through ? *through : *storage, m_noWipe, *m_link, m_identity, schemaVersion);
        net->start();
    }
    // Commits as a window does, and answers when it is on the disk.
    Result<Committed> commit(const QList<Change> &changes, const QString &title = QStringLiteral("customer.edit"))
    {
        ChangeSet set;
        set.title = title;
        set.changes = changes;
        auto done = store->commit(set).takeResult();
        if (net)
            net->edited();
        return done;
    }
    bool isSettled() { return net->replica().isQuiet() && storage->waitingCount().value_or(-1) == 0; }
    // Quiet, and quiet again after it has asked once more.
    bool settled(int withinMs = 90'000)
    {
        QElapsedTimer timer;
        timer.start();
        int quiet = 0;
        while (timer.elapsed() < withinMs && quiet < 3) {
            net->hurry();
            QTest::qWait(100);
            quiet = isSettled() ? quiet + 1 : 0;
        }
        return quiet >= 3;
    }
    QList<Record> rows(const Entity &entity)
    {
        const auto found = store->find(Query(entity)).takeResult();
        if (!found)
            qFatal("%s", qPrintable(found.error().log));
        return *found;
    }
    Id device() const { return m_identity.device(); }

    std::unique_ptr<Store> store;
    std::unique_ptr<sync::DeskStorage> storage;

private:
    FileKeys m_keys;
    NoWipe m_noWipe;
    sync::OfficeAddress m_address;
    sync::DeviceIdentity m_identity;
    std::unique_ptr<sync::OfficeLink> m_link;

public:
    std::unique_ptr<sync::OfficeSync> net; // goes before what it uses
};

} // namespace kemai
