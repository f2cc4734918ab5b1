// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Live: who is connected, and pokes to those whom a commit concerns (sync.md 5.7).
 *
 * Three threads, each with a connection to PostgreSQL of its own:
 *     the listener   woken by NOTIFY, and each second in any case (a lost notification, a killed process), reads the new keys of the
 *                    log once, by its own snapshot cursor, and pokes the sockets of their scopes; and passes on who should ask anew
 *                    who else has a record open
 *     the flusher    sends the notifications of this process: at most one each 5 ms, never within a transaction that writes
 *     the warden     each second: who is revoked is told and cut off; scopes of those connected, when grants changed
 *
 * A poke says only "pull": no data. Losing all of this costs seconds, never a row. Any thread.
 */
#pragma once

#include "ledger/connection.h"
#include "server/http.h"
#include "server/log.h"
#include "server/metrics.h"

#include <QHash>
#include <QSet>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

namespace kemai {

namespace ledger {
class Listener;
}

class Live
{
public:
    Live(QByteArray target, Log &log, Metrics &metrics);
    ~Live();

    void start();
    void stop(); // sockets are the server's to close

    void changed(); // this process committed something
    void add(const std::shared_ptr<Socket> &socket, const Id &user, const Id &device, const QList<qint32> &scopes);
    void revoked(const Id &device); // tells it at once; other processes find out within a second
    int count() const;
    bool isListening() const { return m_listening; }

private:
    struct Member {
        std::shared_ptr<Socket> socket;
        Id user;
        Id device;
        QList<qint32> scopes;
    };
    void listen();
    void flush();
    void watch();
    void poke(const QList<qint32> &scopes);
    void tellPresence(const QByteArray &devices); // as PresenceLedger::tell() says them
    bool pause(int ms); // false: stopping
    void forget(quint64 number); // m_mutex held
    void enter(quint64 number);  // m_mutex held
    void bar(const QList<Id> &devices);

    const QByteArray m_target;
    Log &m_log;
    Counter &m_pokes;
    Counter &m_notifications;

    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_stopping = false;
    bool m_dirty = false;
    bool m_grantsChanged = false;
    std::atomic<bool> m_listening{false};
    ledger::Listener *m_listener = nullptr; // while it lives, to wake it
    quint64 m_next = 1;
    std::unordered_map<quint64, Member> m_members;
    QHash<qint32, QSet<quint64>> m_byScope;
    std::vector<std::thread> m_threads;
};

} // namespace kemai
