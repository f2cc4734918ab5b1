// SPDX-License-Identifier: GPL-3.0-or-later
#include "run_marker.h"

#include "watchdog.h"

#include <QDateTime>
#include <QDir>
#include <QFile>

#include <csignal>
#include <cstring>
#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

#ifdef Q_OS_UNIX
int markerFd = -1;

void say(const char *text)
{
    if (text && write(markerFd, text, std::strlen(text)) < 0)
        return; // there is nobody to tell
}

extern "C" void fatal(int signal)
{
    if (markerFd >= 0) {
        char number[] = "signal 00";
        number[7] = char('0' + signal / 10 % 10);
        number[8] = char('0' + signal % 10);
        say(number);
        say("\naction ");
        say(Watchdog::doing().action.load());
        say("\nreceiver ");
        say(Watchdog::doing().receiver.load());
        say("\n");
        fsync(markerFd);
    }
    std::signal(signal, SIG_DFL);
    raise(signal);
}
#endif

} // namespace

RunMarker::RunMarker(const QString &folder) : m_file(folder + u"/running"_s)
{
    QDir().mkpath(folder);
    m_lock = std::make_unique<QLockFile>(folder + u"/running.lock"_s);
    m_lock->setStaleLockTime(0);
    if (!m_lock->tryLock(0)) {
        m_lock.reset();
        return;
    }
    QFile file(m_file);
    if (file.open(QIODevice::ReadOnly)) {
        m_last = QString::fromUtf8(file.read(4096));
        if (m_last.isNull())
            m_last = u""_s;
        file.close();
    }
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        return;
    file.write(QByteArray("version " KEMAI_VERSION "\nstarted " + QDateTime::currentDateTimeUtc().toString(Qt::ISODate).toLatin1() + '\n'));
    file.close();
#ifdef Q_OS_UNIX
    markerFd = ::open(QFile::encodeName(m_file).constData(), O_WRONLY | O_APPEND | O_CLOEXEC);
#endif
}

RunMarker::~RunMarker()
{
    if (!m_lock)
        return;
#ifdef Q_OS_UNIX
    if (markerFd >= 0)
        ::close(std::exchange(markerFd, -1));
#endif
    QFile::remove(m_file);
}

void RunMarker::catchSignals()
{
#ifdef Q_OS_UNIX
    struct sigaction action = {};
    action.sa_handler = fatal;
    action.sa_flags = int(SA_RESETHAND | SA_NODEFER);
    for (const int signal : {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL})
        sigaction(signal, &action, nullptr);
#endif
}

} // namespace kemai
