// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/desk/office_sync.h"

#include <algorithm>

namespace kemai::sync {

OfficeSync::OfficeSync(ReplicaStorage &storage, WipeTarget &wipe, OfficeLink &link, const DeviceIdentity &identity, int schema,
                       const wire::Vocabulary &vocabulary, QObject *parent)
    : QObject(parent), m_net(link, identity, vocabulary, schema), m_replica(storage, vocabulary, m_net, m_dice, wipe)
{
    m_clock.start();
    m_wake.setSingleShot(true);
    connect(&m_wake, &QTimer::timeout, this, [this] {
        m_replica.tick(at());
        settle();
    });
    // Queued: an answer never comes from within send().
    connect(&m_net, &OfficeNet::answered, this, [this](quint64 nonce, const Answer &answer) {
        m_replica.received(nonce, answer, at());
        settle();
    }, Qt::QueuedConnection);
    connect(&m_net, &OfficeNet::poked, this, [this] {
        m_replica.poked(at());
        settle();
    });
    connect(&m_net, &OfficeNet::revoked, this, [this] {
        m_replica.revoked(at());
        settle();
    });
}

void OfficeSync::start()
{
    m_replica.tick(at());
    settle();
}

void OfficeSync::edited()
{
    m_replica.edited(at());
    settle();
}

void OfficeSync::hurry()
{
    m_replica.hurried(at());
    settle();
}

void OfficeSync::settle()
{
    const qint64 due = m_replica.dueAt();
    if (due == std::numeric_limits<qint64>::max())
        m_wake.stop();
    else
        m_wake.start(int(std::clamp<qint64>(due - at(), 0, 60'000)));
    const bool sameError = m_error.has_value() == m_replica.error().has_value() && (!m_error || m_error->id == m_replica.error()->id);
    if (m_stage == m_replica.stage() && sameError)
        return;
    m_stage = m_replica.stage();
    m_error = m_replica.error();
    emit changed();
}

} // namespace kemai::sync
