// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * OfficeSync: the replica at work: its state machine, the network and the clock that wakes it, on one thread with an event loop.
 *
 * Storage and identity outlive it. What it says to a window are the stage and the last error, never data: what came stands in the
 * storage, and who shows it hears of it there.
 */
#pragma once

#include "sync/desk/office_net.h"

#include <QElapsedTimer>
#include <QRandomGenerator>

namespace kemai::sync {

class OfficeSync : public QObject
{
    Q_OBJECT

public:
    OfficeSync(ReplicaStorage &storage, WipeTarget &wipe, OfficeLink &link, const DeviceIdentity &identity, int schema,
               const wire::Vocabulary &vocabulary = wire::Vocabulary::shipped(), QObject *parent = nullptr);

    void start();
    void edited(); // a mutation was enqueued
    void hurry();  // somebody asks for it now, or the network is back

    const Replica &replica() const { return m_replica; }
    const OfficeNet &net() const { return m_net; }
    OfficeNet &net() { return m_net; }

signals:
    void changed(); // stage or error

private:
    class SystemDice : public Dice
    {
    public:
        quint64 next() override { return QRandomGenerator::system()->generate64(); }
    };

    qint64 at() const { return m_clock.elapsed(); }
    void settle();

    SystemDice m_dice;
    OfficeNet m_net;
    Replica m_replica;
    QElapsedTimer m_clock; // monotonic
    QTimer m_wake;
    Replica::Stage m_stage = Replica::Stage::Starting;
    std::optional<Error> m_error;
};

} // namespace kemai::sync
