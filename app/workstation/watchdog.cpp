// SPDX-License-Identifier: GPL-3.0-or-later
#include "watchdog.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QEvent>
#include <QLoggingCategory>
#include <QMetaEnum>

#include <chrono>

#ifdef Q_OS_WIN
#include <qt_windows.h>
#else
#include <time.h>
#endif

using namespace Qt::StringLiterals;

namespace kemai {

Q_LOGGING_CATEGORY(watchdogLog, "kemai.watchdog")

namespace {
constexpr qsizetype keptBlocks = 50;

const QEvent::Type heartbeat = QEvent::Type(QEvent::registerEventType());
constexpr std::chrono::milliseconds betweenBeats(25);
constexpr std::chrono::milliseconds look(5);

qint64 nowNs()
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

// Processor time of the calling thread.
qint64 workedNs()
{
#ifdef Q_OS_WIN
    FILETIME made, ended, kernel, user;
    if (!GetThreadTimes(GetCurrentThread(), &made, &ended, &kernel, &user))
        return 0;
    const auto ticks = [](const FILETIME &time) { return (qint64(time.dwHighDateTime) << 32) + time.dwLowDateTime; };
    return (ticks(kernel) + ticks(user)) * 100;
#else
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return qint64(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
#endif
}
} // namespace

QString Block::text() const
{
    const char *name = QMetaEnum::fromType<QEvent::Type>().valueToKey(event);
    QString said = u"%1 ms (%2 ms own work)"_s.arg(ms).arg(ownMs);
    if (!action.isEmpty())
        said += u" in action "_s + QString::fromLatin1(action);
    if (!receiver.isEmpty())
        said += u", "_s + (name ? QString::fromLatin1(name) : QString::number(event)) + u" to "_s + QString::fromLatin1(receiver);
    return said;
}

Watchdog::Doing &Watchdog::doing()
{
    static Doing now;
    return now;
}

Watchdog::Watchdog(QObject *parent) : QObject(parent)
{
    QCoreApplication::instance()->installEventFilter(this);
    m_workedNs = workedNs();
    m_thread = std::thread([this] { watch(); });
}

Watchdog::~Watchdog()
{
    m_stops = true;
    {
        const std::lock_guard lock(m_mutex);
        m_parked = false;
    }
    m_wake.notify_all();
    m_thread.join();
    doing().action = nullptr;
    doing().receiver = nullptr;
}

void Watchdog::actionStarted(const QString &id)
{
    auto known = m_names.find(id);
    if (known == m_names.end())
        known = m_names.insert(id, id.toLatin1());
    doing().action = known->constData();
}

void Watchdog::actionFinished()
{
    doing().action = nullptr;
}

QList<Block> Watchdog::blocks() const
{
    return m_blocks;
}

bool Watchdog::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == heartbeat)
        return false;
    doing().receiver = watched->metaObject()->className();
    doing().event = event->type();
    m_eventBegan = nowNs();
    m_active = true;
    if (m_parked.exchange(false)) {
        const std::lock_guard lock(m_mutex); // it is waiting by now
        m_wake.notify_one();
    }
    return false;
}

Block Watchdog::seen()
{
    Block block;
    block.action = doing().action.load();
    block.receiver = doing().receiver.load();
    block.event = doing().event;
    return block;
}

void Watchdog::customEvent(QEvent *event)
{
    if (event->type() != heartbeat)
        return;
    const qint64 now = nowNs();
    const qint64 worked = workedNs();
    const qint64 since = std::exchange(m_workedNs, worked); // idle in between costs nothing, so this is what the block took
    const qint64 posted = m_posted.exchange(0);
    if (posted == 0 || now - posted <= lateMs * qint64(1'000'000))
        return;
    Block block;
    qint64 began = posted;
    {
        const std::lock_guard lock(m_mutex);
        block = std::exchange(m_stuck, {});
        if (m_stuckBegan > 0)
            began = std::min(began, std::exchange(m_stuckBegan, 0));
    }
    block.atMs = QDateTime::currentMSecsSinceEpoch();
    block.ms = int((now - began) / 1'000'000);
    block.ownMs = int(std::min(worked - since, now - began) / 1'000'000);
    if (m_blocks.size() == keptBlocks)
        m_blocks.removeFirst();
    m_blocks << block;
    qCInfo(watchdogLog).noquote() << "GUI thread blocked" << block.text();
    emit blocked(block);
}

void Watchdog::watch()
{
    while (!m_stops) {
        if (!m_active.exchange(false)) {
            std::unique_lock lock(m_mutex);
            m_parked = true;
            if (!m_active && !m_stops)
                m_wake.wait(lock, [this] { return !m_parked || m_stops; });
            m_parked = false;
            continue;
        }
        {
            const std::lock_guard lock(m_mutex);
            m_stuck = {};
            m_stuckBegan = 0;
        }
        const qint64 posted = nowNs();
        m_posted = posted;
        QCoreApplication::postEvent(this, new QEvent(heartbeat), Qt::HighEventPriority);
        bool noticed = false;
        while (m_posted != 0 && !m_stops) {
            std::this_thread::sleep_for(look);
            if (noticed || nowNs() - posted <= lateMs * qint64(1'000'000))
                continue;
            noticed = true;
            const std::lock_guard lock(m_mutex);
            m_stuck = seen();
            m_stuckBegan = m_eventBegan;
        }
        std::this_thread::sleep_for(betweenBeats);
    }
}

} // namespace kemai
