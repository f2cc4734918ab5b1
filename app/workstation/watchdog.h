// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Watchdog: sees the GUI thread being busy for longer than 50 ms, and with what: the action and the event it was at then.
 *
 * A thread of its own posts a heartbeat to the GUI thread and looks how long it takes to be answered: exactly what a key
 * would have had to wait. It does so every 25 ms while events come; while nothing happens it sleeps. Late beats are
 * looked at while they are late, so that "where" is where the thread was stuck, and a thread that never comes back is
 * known by then. Of each block it says how much was the thread's own work: on a machine that is busy with other things the rest is not
 * ours to mend. It records names of actions, events and classes, never what they were about.
 *
 * doing() may be read from a signal handler: it is plain memory.
 */
#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QObject>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace kemai {

struct Block {
    qint64 atMs = 0; // UTC, its end; or when it was noticed
    int ms = 0;
    int ownMs = 0;       // of them the thread worked; the rest it waited, for the processor or for somebody else
    QByteArray action;   // id of the action that ran; empty: none
    QByteArray receiver; // class of the object
    int event = 0;       // QEvent::Type

    QString text() const; // English, for the log and the bundle
};

class Watchdog : public QObject
{
    Q_OBJECT

public:
    static constexpr int lateMs = 50;

    explicit Watchdog(QObject *parent = nullptr); // on the GUI thread, which it watches from then on
    ~Watchdog() override;

    void actionStarted(const QString &id);
    void actionFinished();
    QList<Block> blocks() const; // the last 50, newest last

    struct Doing {
        std::atomic<const char *> action = nullptr;
        std::atomic<const char *> receiver = nullptr;
        std::atomic<int> event = 0;
    };
    static Doing &doing();

signals:
    void blocked(const kemai::Block &block);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void customEvent(QEvent *event) override;

private:
    void watch();
    static Block seen();

    std::atomic<qint64> m_eventBegan = 0; // ns
    std::atomic<qint64> m_posted = 0;     // ns; when the heartbeat that is not answered was sent; 0: none
    std::atomic<bool> m_active = false;   // an event came since the last heartbeat
    std::atomic<bool> m_parked = false;
    std::atomic<bool> m_stops = false;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    Block m_stuck;           // what it was at when it became late; under m_mutex
    qint64 m_stuckBegan = 0; // ns; when that began
    qint64 m_workedNs = 0;   // of the GUI thread, when it last answered
    QList<Block> m_blocks;
    QHash<QString, QByteArray> m_names; // addresses stay good as long as the watchdog
    std::thread m_thread;
};

} // namespace kemai
