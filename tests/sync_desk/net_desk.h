// SPDX-License-Identifier: GPL-3.0-or-later
// NetDesk: a workstation's side of the network, enrolled at an office in a box: the production state machine and its HTTPS; what it keeps is
// in memory (tests/sync/replica_model.h), which also watches what may never be.
#pragma once

#include "server/office_box.h"
#include "sync/desk/enrolment.h"
#include "sync/desk/office_sync.h"
#include "sync/queue.h"
#include "sync/replica_model.h"
#include "vault/memory_key_store.h"

#include <QSignalSpy>

namespace kemai {

// A workstation: storage, identity and the state machine with its network.
class NetDesk
{
public:
    // port: of a line between the desk and the servers; 0: the server's own
    NetDesk(OfficeBox &office, const char *login, const Id &user, int server, quint16 port = 0) : m_office(office)
    {
        sync::OfficeAddress address = addressOf(office, server);
        sync::Enrolment enrolment;
        QSignalSpy done(&enrolment, &sync::Enrolment::done);
        QSignalSpy failed(&enrolment, &sync::Enrolment::failed);
        enrolment.start(address, {QString::fromLatin1(login), goodPassword, {}, office.enrolment(user), QStringLiteral("desk")}, sync::DeviceIdentity::make());
        if (!QTest::qWaitFor([&] { return done.count() + failed.count() > 0; }, 60'000) || done.isEmpty())
            qFatal("enrolment: %s", failed.isEmpty() ? "silent" : qPrintable(failed.first().first().value<Error>().id));
        // As a workstation does at each start: the identity comes from the key store.
        if (!enrolment.takeIdentity().keep(m_keys, QStringLiteral("device")))
            qFatal("the identity was not kept");
        m_identity = std::move(*sync::DeviceIdentity::read(m_keys, QStringLiteral("device")));
        storage.now.position.device = m_identity.device();
        if (port)
            address.url.setPort(port);
        m_link = std::make_unique<sync::OfficeLink>(address, *address.tls());
        net = std::make_unique<sync::OfficeSync>(storage, storage, *m_link, m_identity, schemaVersion);
        QObject::connect(&net->net(), &sync::OfficeNet::failed, [](const QString &what) { qInfo() << what; });
        QObject::connect(net.get(), &sync::OfficeSync::changed, [this] {
            if (net->replica().error())
                qInfo() << net->replica().error()->id << net->replica().error()->log << m_office.lastLine();
        });
    }

    static sync::OfficeAddress addressOf(OfficeBox &office, int server)
    {
        QFile file(office.certificate.certificateFile);
        (void)file.open(QIODevice::ReadOnly);
        return {QUrl(QStringLiteral("https://localhost:%1").arg(office.port(server))), file.readAll()};
    }

    void edit(const Change &change)
    {
        wire::SetHead head;
        head.id = Id::make(m_office.clock.nowMs());
        head.atMs = m_office.clock.nowMs();
        head.title = QStringLiteral("customer.edit");
        const auto done = sync::inTransaction(storage, [&]() -> Result<> {
            const auto queued = sync::enqueue(storage, wire::Vocabulary::shipped(), head, change, m_office.clock.nowMs());
            return queued ? Result<>() : fail(queued.error());
        });
        if (!done)
            qFatal("enqueue: %s", qPrintable(done.error().id));
        net->edited();
    }
    bool isSettled() const { return net->replica().isQuiet() && storage.waiting() == 0; }
    bool settled(int withinMs = 60'000)
    {
        return QTest::qWaitFor([this] { return isSettled(); }, withinMs);
    }
    Record shown(const Id &id) const
    {
        const auto row = storage.now.shown.value({&customer::entity, id});
        return row ? *row : Record(customer::entity);
    }

    sync::Replica::Stage stage() const { return net->replica().stage(); }

private:
    OfficeBox &m_office;
    MemoryKeyStore m_keys;
    sync::DeviceIdentity m_identity;
    std::unique_ptr<sync::OfficeLink> m_link;

public:
    office::ReplicaModel storage;
    std::unique_ptr<sync::OfficeSync> net; // goes before what it uses
};

} // namespace kemai
