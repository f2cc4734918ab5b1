// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault/store_lock.h"

#include "vault/durable.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSysInfo>

#include <cerrno>

#ifdef Q_OS_UNIX
#  include <fcntl.h>
#  include <sys/file.h>
#  include <unistd.h>
#else
#  include <QLockFile>
#endif

namespace kemai {

using namespace Qt::StringLiterals;

namespace {

QString thisProgram()
{
    const QString name = QCoreApplication::applicationName();
    if (!name.isEmpty())
        return name;
    return QFileInfo(QCoreApplication::applicationFilePath()).fileName();
}

QByteArray describeThisProcess()
{
    return QJsonDocument(QJsonObject{
        {u"program"_s, thisProgram()},
        {u"processId"_s, QCoreApplication::applicationPid()},
        {u"host"_s, QSysInfo::machineHostName()},
        {u"sinceMs"_s, QDateTime::currentMSecsSinceEpoch()},
    }).toJson(QJsonDocument::Compact);
}

LockHolder readHolder(const QByteArray &text)
{
    const QJsonObject object = QJsonDocument::fromJson(text).object();
    return {object.value(u"program"_s).toString(), object.value(u"processId"_s).toInteger(),
            object.value(u"host"_s).toString(), object.value(u"sinceMs"_s).toInteger()};
}

Failure heldBy(const LockHolder &holder)
{
    return fail(Error::Code::Busy, u"vault.held"_s,
                u"the store is held by %1 (process %2)"_s.arg(holder.program).arg(holder.processId),
                {holder.program, QString::number(holder.processId), holder.host});
}

} // namespace

#ifdef Q_OS_UNIX

struct StoreLock::Held {
    int descriptor = -1;
};

Result<std::unique_ptr<StoreLock>> StoreLock::take(const QString &directory)
{
    const QString file = directory + u'/' + fileName();
    const int descriptor = ::open(QFile::encodeName(file).constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0)
        return fail(fileError(file, u"opening the lock"_s));

    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        const int reason = errno;
        char text[1024];
        const ssize_t length = ::pread(descriptor, text, sizeof text, 0);
        ::close(descriptor);
        if (reason == EWOULDBLOCK)
            return heldBy(readHolder(QByteArray(text, qMax<ssize_t>(length, 0))));
        errno = reason;
        return fail(fileError(file, u"locking"_s));
    }

    // The name is for the reader of a message. A disk too full to take it must not keep the store shut.
    const QByteArray text = describeThisProcess();
    if (::ftruncate(descriptor, 0) == 0 && ::pwrite(descriptor, text.constData(), size_t(text.size()), 0) < 0)
        errno = 0;

    std::unique_ptr<StoreLock> lock(new StoreLock);
    lock->m_held = std::make_unique<Held>();
    lock->m_held->descriptor = descriptor;
    return lock;
}

StoreLock::~StoreLock()
{
    if (!m_held)
        return;
    if (::ftruncate(m_held->descriptor, 0) != 0)
        errno = 0; // a stale name in a free lock misleads nobody
    ::close(m_held->descriptor);
}

#else

struct StoreLock::Held {
    explicit Held(const QString &file) : lock(file) { }
    QLockFile lock;
};

Result<std::unique_ptr<StoreLock>> StoreLock::take(const QString &directory)
{
    std::unique_ptr<StoreLock> lock(new StoreLock);
    lock->m_held = std::make_unique<Held>(directory + u'/' + fileName());
    QLockFile &file = lock->m_held->lock;
    file.setStaleLockTime(0); // only a dead process makes a lock stale
    if (file.tryLock(0))
        return lock;
    LockHolder holder;
    if (file.error() == QLockFile::LockFailedError && file.getLockInfo(&holder.processId, &holder.host, &holder.program))
        return heldBy(holder);
    return fail(Error::Code::Io, u"vault.io"_s, u"the lock file cannot be made"_s, {directory});
}

StoreLock::~StoreLock() = default;

#endif

} // namespace kemai
