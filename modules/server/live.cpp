// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live.h"

#include "ledger/listener.h"
#include "ledger/live_ledger.h"
#include "ledger/presence_ledger.h"
#include "ledger/sync_ledger.h"

namespace kemai {

namespace {

const QByteArray pokeText = "{\"t\":\"poke\"}";
const QByteArray presentText = "{\"t\":\"present\"}";
const QByteArray revokedText = "{\"t\":\"revoked\"}";

// The first change is told at once, what follows it within this time together: each NOTIFY wakes every process to read the log.
constexpr int notifyEveryMs = 5;

ledger::ConnectionOptions optionsNamed(const char *name)
{
    ledger::ConnectionOptions options;
    options.name = name;
    return options;
}

} // namespace

Live::Live(QByteArray target, Log &log, Metrics &metrics)
    : m_target(std::move(target)), m_log(log), m_pokes(metrics.counter("kemai_pokes_total", "Pokes sent to live connections.")),
      m_notifications(metrics.counter("kemai_notifications_total", "NOTIFY sent for commits of this process."))
{
    metrics.gauge("kemai_live_sockets", "Live connections of workstations.", [this] { return double(count()); });
}

Live::~Live()
{
    stop();
}

void Live::start()
{
    m_threads.emplace_back([this] { listen(); });
    m_threads.emplace_back([this] { flush(); });
    m_threads.emplace_back([this] { watch(); });
}

void Live::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        if (m_listener)
            m_listener->wake();
    }
    m_wake.notify_all();
    for (std::thread &thread : m_threads)
        thread.join();
    m_threads.clear();
}

bool Live::pause(int ms)
{
    std::unique_lock lock(m_mutex);
    m_wake.wait_for(lock, std::chrono::milliseconds(ms), [this] { return m_stopping; });
    return !m_stopping;
}

void Live::changed()
{
    {
        const std::lock_guard lock(m_mutex);
        m_dirty = true;
    }
    m_wake.notify_all();
}

void Live::add(const std::shared_ptr<Socket> &socket, const Id &user, const Id &device, const QList<qint32> &scopes)
{
    const std::lock_guard lock(m_mutex);
    const quint64 number = m_next++;
    m_members.emplace(number, Member{socket, user, device, scopes});
    enter(number);
    // Between its last pull and now something may have happened: one poke for good measure.
    socket->send(pokeText);
}

void Live::enter(quint64 number)
{
    for (const qint32 scope : m_members.at(number).scopes)
        m_byScope[scope].insert(number);
}

void Live::forget(quint64 number)
{
    for (const qint32 scope : m_members.at(number).scopes)
        if (const auto it = m_byScope.find(scope); it != m_byScope.end()) {
            it->remove(number);
            if (it->isEmpty())
                m_byScope.erase(it);
        }
}

int Live::count() const
{
    const std::lock_guard lock(m_mutex);
    return int(m_members.size());
}

void Live::revoked(const Id &device)
{
    bar({device});
}

void Live::bar(const QList<Id> &devices)
{
    const QSet<Id> barred(devices.begin(), devices.end());
    const std::lock_guard lock(m_mutex);
    for (const auto &[number, member] : m_members)
        if (barred.contains(member.device)) {
            member.socket->send(revokedText);
            member.socket->close("revoked");
        }
}

void Live::poke(const QList<qint32> &scopes)
{
    const std::lock_guard lock(m_mutex);
    QSet<quint64> concerned;
    for (const qint32 scope : scopes) {
        if (scope == ledger::ScopeOfGrants) { // anybody's rights may have changed: all ask again
            m_grantsChanged = true;
            for (const auto &[number, member] : m_members)
                concerned.insert(number);
        } else {
            concerned.unite(m_byScope.value(scope));
        }
    }
    for (const quint64 number : std::as_const(concerned))
        m_members.at(number).socket->send(pokeText);
    m_pokes.add(concerned.size());
}

void Live::tellPresence(const QByteArray &devices)
{
    QSet<Id> concerned;
    for (const QByteArray &device : devices.split(','))
        concerned.insert(Id::fromString(QString::fromLatin1(device)));
    const std::lock_guard lock(m_mutex);
    for (const auto &[number, member] : m_members)
        if (concerned.contains(member.device))
            member.socket->send(presentText);
}

// Coming back after the database was away, everybody is poked: what was committed meanwhile is behind the new cursor.
void Live::listen()
{
    while (pause(0)) {
        auto listener = ledger::Listener::open(m_target, {"sync", ledger::PresenceLedger::channel}); // first, then the cursor: what comes between is told twice
        ledger::ConnectionOptions options = optionsNamed("kemai-server feed");
        options.keptPlans = true; // planning over the days of the log would cost more than reading
        auto connection = ledger::Connection::open(m_target, options);
        if (!listener || !connection) {
            if (!pause(500))
                return;
            continue;
        }
        ledger::SyncLedger log(**connection, Clock::system());
        Result<QByteArray> base = log.currentSnapshot();
        if (base) {
            {
                const std::lock_guard lock(m_mutex);
                m_listener = listener->get();
            }
            m_listening = true;
            poke({ledger::ScopeOfGrants});
        }
        while (base && pause(0)) {
            const Result<bool> woken = (*listener)->wait(1000); // in any case: a lost notification, a killed process
            const Result<ledger::Touched> touched = woken ? log.touchedSince(*base) : Result<ledger::Touched>(fail(woken.error()));
            if (!touched) {
                m_log.write(LogLevel::Warning, "listen", {{QStringLiteral("error"), touched.error().id}});
                break;
            }
            base = touched->to;
            for (const ledger::Listener::Notice &notice : (*listener)->takeNotices())
                tellPresence(notice.words);
            if (!touched->scopes.isEmpty())
                poke(touched->scopes);
        }
        m_listening = false;
        const std::lock_guard lock(m_mutex);
        m_listener = nullptr;
    }
}

void Live::flush()
{
    std::unique_ptr<ledger::Connection> connection;
    for (;;) {
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return m_stopping || m_dirty; });
            if (!m_dirty)
                return;
            m_dirty = false;
        }
        if (!connection || !connection->isAlive()) {
            ledger::ConnectionOptions options = optionsNamed("kemai-server notify");
            options.durable = false; // what it tells is committed; NOTIFY itself would wait for the disk once more
            auto opened = ledger::Connection::open(m_target, options);
            connection = opened ? std::move(*opened) : nullptr;
        }
        if (connection) {
            ledger::SyncLedger log(*connection, Clock::system());
            if (log.notify())
                m_notifications.add();
        }
        // A notification that failed is made up for by the listeners' own clock.
        if (!pause(notifyEveryMs))
            return;
    }
}

void Live::watch()
{
    std::unique_ptr<ledger::Connection> connection;
    while (pause(1000)) {
        QSet<Id> devices;
        QSet<Id> users;
        bool grantsChanged = false;
        {
            const std::lock_guard lock(m_mutex);
            std::erase_if(m_members, [this](const auto &entry) {
                if (entry.second.socket->isOpen())
                    return false;
                forget(entry.first);
                return true;
            });
            for (const auto &[number, member] : m_members) {
                devices.insert(member.device);
                users.insert(member.user);
            }
            std::swap(grantsChanged, m_grantsChanged);
        }
        if (devices.isEmpty())
            continue;
        if (!connection || !connection->isAlive()) {
            auto opened = ledger::Connection::open(m_target, optionsNamed("kemai-server watch"));
            if (!opened)
                continue;
            connection = std::move(*opened);
        }
        ledger::LiveLedger asked(*connection);
        if (const auto barred = asked.barred(devices.values()); barred && !barred->isEmpty())
            bar(*barred);
        if (!grantsChanged)
            continue;
        const auto scopes = asked.scopes(users.values());
        const std::lock_guard lock(m_mutex);
        if (!scopes) {
            m_grantsChanged = true; // once more
            continue;
        }
        for (auto &[number, member] : m_members) {
            forget(number);
            if (users.contains(member.user))
                member.scopes = scopes->value(member.user);
            enter(number);
        }
    }
}

} // namespace kemai
