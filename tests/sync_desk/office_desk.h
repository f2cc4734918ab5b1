// SPDX-License-Identifier: GPL-3.0-or-later
// OfficeDesk: a whole desk (encrypted store, outbox, thread, network) at an office in a box.
#pragma once

#include "server/office_box.h"
#include "sync/desk/desk_wipe.h"
#include "sync/desk/office.h"
#include "vault/memory_key_store.h"

#include <QSignalSpy>

namespace kemai {

class OfficeDesk
{
public:
    explicit OfficeDesk(OfficeBox &box, bool withPassphrase = false) : m_office(box)
    {
        m_passphrase = withPassphrase;
        store = *Store::create(folder(), unlock(), m_office.clock, surroundings());
        work();
    }

    QString folder() const { return m_folder.filePath(QStringLiteral("store")); }

    void enroll(const char *login, const Id &user, int server = 0)
    {
        QSignalSpy done(office.get(), &sync::Office::enrolled);
        QSignalSpy failed(office.get(), &sync::Office::enrolmentFailed);
        office->enroll(addressOf(server), {QString::fromLatin1(login), goodPassword, {}, m_office.enrolment(user), QStringLiteral("desk")});
        if (!QTest::qWaitFor([&] { return done.count() + failed.count() > 0; }, 60'000) || done.isEmpty())
            qFatal("enrolment: %s", failed.isEmpty() ? "silent" : qPrintable(failed.first().first().value<Error>().id));
    }
    void close()
    {
        office.reset();
        store.reset();
    }
    void reopen()
    {
        close();
        store = *Store::open(folder(), unlock(), m_office.clock, surroundings());
        work();
    }
    Result<std::unique_ptr<Store>> openAgain() { return Store::open(folder(), unlock(), m_office.clock, surroundings()); }

    Committed commit(const Change &change)
    {
        ChangeSet set;
        set.title = QStringLiteral("customer.edit");
        set.changes = {change};
        const auto done = store->commit(set).result();
        if (!done)
            qFatal("commit: %s", qPrintable(done.error().id));
        return *done;
    }
    Record shown(const Id &id)
    {
        const auto found = store->find(Query(customer::entity).where(Condition::idIs(id)).withRemoved()).result();
        return found && !found->isEmpty() ? found->first() : Record(customer::entity);
    }
    void rewrite(const Id &id, const FieldOf<QString> &field, const QString &to)
    {
        const Record seen = shown(id);
        Change change = Change::update(seen);
        change.set(seen, field, to);
        commit(change);
    }
    bool settled()
    {
        return QTest::qWaitFor([this] { return is(sync::OfficeStatus::State::Synchronized) && office->status().waiting == 0 && office->status().fetchedParts == office->status().parts; }, 60'000);
    }
    bool is(sync::OfficeStatus::State state) const { return office->status().state == state; }
    QList<sync::ConflictLine> conflicts() { return office->conflicts().result().value_or(QList<sync::ConflictLine>()); }

    sync::OfficeAddress addressOf(int server) const
    {
        QFile file(m_office.certificate.certificateFile);
        (void)file.open(QIODevice::ReadOnly);
        return {QUrl(QStringLiteral("https://localhost:%1").arg(m_office.servers[size_t(server)]->port())), file.readAll()};
    }

private:
    Unlock unlock() const { return m_passphrase ? Unlock::byPassphrase(QStringLiteral("a passphrase")) : Unlock::byKeyStore(); }
    VaultSurroundings surroundings() { return {&keys, PassphraseCost::cheapest()}; }
    void work()
    {
        m_wipe = std::make_unique<sync::DeskWipe>(folder(), sync::DeskWipe::Extent::KeysOnly, keys);
        office = std::make_unique<sync::Office>(*store, *m_wipe, keys);
        QSignalSpy looked(office.get(), &sync::Office::changed);
        office->begin();
        if (!looked.wait(40'000))
            qFatal("the office did not look");
    }

    OfficeBox &m_office;
    QTemporaryDir m_folder;
    bool m_passphrase = false;
    std::unique_ptr<sync::DeskWipe> m_wipe;

public:
    MemoryKeyStore keys;
    std::unique_ptr<Store> store;
    std::unique_ptr<sync::Office> office;
};

} // namespace kemai
