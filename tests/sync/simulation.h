// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * One office, one seed: desks that edit, a network that loses, doubles, delays and reorders, a server whose transactions
 * overlap, disks that fill, clocks that jump, rights that change in between. Single-threaded: a step is one act chosen by
 * the seed. After `steps` the faults stop, everything settles, and what must be true is looked at (invariants I1 to I14 of sync.md).
 *
 * The desks run the production Replica, queue and apply code; the server the production merge and feed.
 */
#pragma once

#include "replica_model.h"
#include "server_model.h"
#include "sync/queue.h"
#include "sync/replica.h"
#include "wire/chunk_stream.h"

namespace kemai::office {

struct Message {
    bool toServer = false;
    int desk = 0;
    quint64 nonce = 0;
    Request request = SessionAsk();
    Answer answer = Unreachable();
    const wire::Vocabulary *vocabulary = &newest; // of the program that sent the request
};

class Simulation : public Net, public Dice
{
public:
    struct Desk {
        ReplicaModel storage;
        std::unique_ptr<Replica> replica;
        Id device;
        const wire::Vocabulary *vocabulary = &newest;
        qint64 clockOffsetMs = 0;
        bool revoked = false;
        qint64 takenAtWipe = -1; // what the server had of it then; a later restore may lose that with nobody left to send it again
    };

    Simulation(quint64 seed, quint32 switches, int steps = 400) : m_dice(seed), m_switches(switches), m_steps(steps) { }

    // What is broken; empty: nothing.
    QStringList run()
    {
        open();
        for (int step = 0; step < m_steps && broken.size() < 5; ++step) {
            act();
            for (int i = 0; i < deskCount; ++i) {
                if (std::exchange(desks[size_t(i)].storage.killed, false)) // nobody types between a kill and the start
                    start(i);
                noteWipe(desks[size_t(i)]);
            }
        }
        if (broken.isEmpty())
            settle();
        broken += server.broken;
        for (Desk &desk : desks)
            broken += desk.storage.broken;
        broken.removeDuplicates();
        return broken;
    }

    std::vector<Desk> desks;
    ServerModel server;
    QStringList broken;

private:
    static constexpr int deskCount = 4;
    static constexpr qint64 epochMs = 1'700'000'000'000;

    // --- Net and Dice of the desk that is at work
    void send(const Request &request, quint64 nonce) override
    {
        Message message{true, m_at, nonce, request, Unreachable(), desks[size_t(m_at)].vocabulary};
        m_current[m_at] = nonce;
        m_net.append(message);
    }
    quint64 next() override { return m_dice(); }

    void open()
    {
        server.switches = m_switches;
        m_pokes = m_dice.chance(0.5) ? 0.5 : 0.05;
        m_bigPages = m_dice.chance(0.5) ? 0.5 : 0;
        m_churn = m_dice.chance(0.4) ? 0.2 : 0;
        server.epoch = Id::fromSeed(1, m_dice(), m_dice());
        desks.resize(deskCount);
        m_current.resize(deskCount);
        for (int i = 0; i < deskCount; ++i) {
            Desk &desk = desks[size_t(i)];
            desk.device = Id::fromSeed(2 + i, m_dice(), m_dice());
            desk.storage.switches = m_switches;
            desk.storage.now.position.device = desk.device;
            server.ownScope.insert(desk.device, i);
            server.rights.insert(desk.device, {{i, 10}, {}, {0, {}}});
            start(i);
        }
        if (m_dice.chance(0.3)) {
            desks[0].vocabulary = &earlier;
            start(0);
        }
        if (m_dice.chance(0.3)) // began alone: edits before it ever saw the server
            for (int i = 0; i < 4; ++i)
                edit(1);
    }

    void start(int i)
    {
        m_at = i;
        Desk &desk = desks[size_t(i)];
        desk.replica = std::make_unique<Replica>(desk.storage, *desk.vocabulary, *this, *this, desk.storage);
        m_current[i] = 0;
        if (const auto resumed = resumeWipe(desk.storage); !resumed)
            return;
        if (!desk.storage.wiped)
            desk.replica->tick(m_time);
    }

    qint64 wall(const Desk &desk) const { return epochMs + m_time + desk.clockOffsetMs; }

    void act()
    {
        m_time += m_dice.below(400);
        const int i = m_dice.below(deskCount);
        Desk &desk = desks[size_t(i)];
        const double p = double(m_dice() >> 11) * 0x1.0p-53;
        if (m_churn > 0 && m_dice.chance(m_churn))
            changeRights(desk);
        if (p < 0.22) {
            edit(i);
        } else if (p < 0.30) {
            tick(i);
        } else if (p < 0.72) {
            if (!m_net.isEmpty())
                deliver(m_dice.chance(0.6) ? 0 : m_dice.below(int(m_net.size())), true);
        } else if (p < 0.83) {
            if (!server.running.empty() && m_dice.chance(0.8))
                finish(std::next(server.running.begin(), m_dice.below(int(server.running.size())))->first, m_dice.chance(0.08));
        } else if (p < 0.91) {
            write();
        } else if (p < 0.935) {
            changeRights(desk);
        } else if (p < 0.95) {
            start(i); // killed and started
        } else if (p < 0.96) {
            desk.storage.failAfter = m_dice.chance(0.5) ? m_dice.below(30) : -1;
        } else if (p < 0.968) {
            desk.clockOffsetMs = (m_dice.below(3) - 1) * 86'400'000LL;
        } else if (p < 0.976) {
            if (!m_net.isEmpty())
                m_net.removeAt(m_dice.below(int(m_net.size())));
        } else if (p < 0.98) {
            m_backup = server.now;
        } else if (p < 0.984) {
            restore();
        } else if (p < 0.988) {
            if (desk.vocabulary == &earlier)
                upgrade(i);
        } else if (p < 0.990) {
            if (i == 3 && m_dice.chance(0.3))
                revoke(i);
        } else if (p < 0.994) {
            if (desk.storage.now.outbox.size() > 2)
                server.poison.insert({desk.device, desk.storage.now.outbox.lastKey()});
        } else {
            m_time += m_dice.below(70'000);
        }
    }

    void tick(int i)
    {
        m_at = i;
        Desk &desk = desks[size_t(i)];
        if (m_dice.chance(0.3))
            desk.replica->poked(m_time, 0);
        else
            desk.replica->tick(std::max(m_time, m_dice.chance(0.5) ? std::min(desk.replica->dueAt(), m_time + 2'000) : m_time));
    }

    // --- the desks
    void edit(int i);
    void editThing(Desk &desk, const std::shared_ptr<const Record> &record);
    void author(Desk &desk, const Change &change, const wire::Conflict *conflict = nullptr);
    QString text(const Desk &desk, const char *what) { return QStringLiteral("%1.%2.%3").arg(&desk - desks.data()).arg(++m_texts).arg(QLatin1StringView(what)); }

    // --- the network and the server
    void deliver(int index, bool faults);
    void answer(int desk, quint64 nonce, const Answer &answer, bool faults);
    void toDesk(const Message &message);
    void noteWipe(Desk &desk);
    void finish(quint64 xid, bool abort);
    void write();
    void changeRights(Desk &desk);
    void restore();
    void revoke(int i);
    void upgrade(int i);
    Request translated(const Request &request, const wire::Vocabulary &from);
    Answer translated(const Answer &answer, const wire::Vocabulary &to);

    // --- the end
    void settle();
    void compare(const Desk &desk);

    SeededDice m_dice;
    quint32 m_switches;
    int m_steps;
    qint64 m_time = 0;
    int m_at = 0; // the desk at work
    int m_texts = 0;
    bool m_quiet = false;
    QList<Message> m_net;
    std::vector<quint64> m_current; // NoNonce: the request each desk waits for
    QHash<quint64, Message> m_pushes; // by transaction
    std::optional<ServerModel::State> m_backup;
    double m_pokes = 0;    // the temper of this office: some are quick to pull and some slow, in some rights change all the time
    double m_bigPages = 0;
    double m_churn = 0;
};

} // namespace kemai::office

#include "simulation_desks.h"
#include "simulation_server.h"
#include "simulation_end.h"
