// SPDX-License-Identifier: GPL-3.0-or-later
#include "single_instance.h"

#include "calls/link.h"

#include <QCryptographicHash>
#include <QDeadlineTimer>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocalSocket>
#include <QLoggingCategory>
#include <QStandardPaths>
#include <QThread>
#include <QTimer>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace kemai {

namespace {

Q_LOGGING_CATEGORY(instanceLog, "kemai.instance")

constexpr int patienceMs = 2000;

QString personsFolder()
{
    const QString runtime = QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation);
    if (!runtime.isEmpty())
        return runtime + u"/kemai"_s;
#ifdef Q_OS_UNIX
    return QDir::tempPath() + u"/kemai-%1"_s.arg(getuid());
#else
    return QDir::tempPath() + u"/kemai"_s;
#endif
}

} // namespace

SingleInstance::SingleInstance(const QString &storeDirectory, const QString &folder, QObject *parent)
    : QObject(parent), m_folder(folder.isEmpty() ? personsFolder() : folder)
{
    const QString store = QDir::cleanPath(QFileInfo(storeDirectory).absoluteFilePath());
    const QString key = QString::fromLatin1(QCryptographicHash::hash(store.toUtf8(), QCryptographicHash::Sha256).toHex().left(16));
#ifdef Q_OS_WIN
    m_name = u"kemai-"_s + key; // a pipe of this session
#else
    m_name = m_folder + u'/' + key + u".socket"_s;
#endif
    m_lock = std::make_unique<QLockFile>(m_folder + u'/' + key + u".lock"_s);
    m_lock->setStaleLockTime(0); // stale is whose process is gone, never who runs for long
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::accept);
}

SingleInstance::~SingleInstance() = default;

Result<bool> SingleInstance::claim()
{
    const QFileInfo folder(m_folder);
    if (!QDir().mkpath(m_folder) || folder.isSymLink())
        return fail(Error::Code::Io, u"instance.folder"_s, u"no folder for the socket"_s, {m_folder});
#ifdef Q_OS_UNIX
    if (QFileInfo(m_folder).ownerId() != getuid())
        return fail(Error::Code::Io, u"instance.folder"_s, u"the socket's folder belongs to somebody else"_s, {m_folder});
#endif
    QFile::setPermissions(m_folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    if (!m_lock->tryLock(0))
        return false;
    QLocalServer::removeServer(m_name);
    if (!m_server.listen(m_name))
        return fail(Error::Code::Io, u"instance.socket"_s, m_server.errorString(), {m_name});
    return true;
}

Result<bool> SingleInstance::follow(const QString &storeDirectory)
{
    m_also.reset();
    auto also = std::make_unique<SingleInstance>(storeDirectory, m_folder);
    if (also->m_name == m_name)
        return true;
    const Result<bool> first = also->claim();
    if (!first || !*first)
        return first;
    connect(also.get(), &SingleInstance::linkReceived, this, &SingleInstance::linkReceived);
    m_also = std::move(also);
    return true;
}

QByteArray SingleInstance::request(const QString &link)
{
    return QJsonDocument(QJsonObject{{u"kemai"_s, 1}, {u"link"_s, link}}).toJson(QJsonDocument::Compact) + '\n';
}

Result<> SingleInstance::handOver(const QString &link, int timeoutMs) const
{
    const QDeadlineTimer deadline(timeoutMs);
    const auto silent = [] { return fail(Error::Code::Busy, u"instance.silent"_s, u"the running program does not answer"_s); };
    QLocalSocket socket;
    // The first one may be between its lock and its socket.
    for (socket.connectToServer(m_name); !socket.waitForConnected(int(deadline.remainingTime())); socket.connectToServer(m_name)) {
        if (deadline.hasExpired())
            return silent();
        QThread::msleep(50);
    }
    socket.write(request(link));
    while (!socket.canReadLine())
        if (deadline.hasExpired() || !socket.waitForReadyRead(int(deadline.remainingTime())))
            if (!socket.canReadLine())
                return silent();
    const QJsonObject answer = QJsonDocument::fromJson(socket.readLine(lineLimit)).object();
    if (answer.value("ok"_L1).toBool())
        return {};
    return fail(Error::Code::Invalid, u"calls.link"_s, u"the running program refused the link"_s, {link.left(40)});
}

void SingleInstance::accept()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        if (m_connections >= mostConnections) {
            qCWarning(instanceLog) << "too many connections at once, one is cut off";
            socket->abort();
            socket->deleteLater();
            continue;
        }
        ++m_connections;
        socket->setReadBufferSize(lineLimit + 1);
        connect(socket, &QObject::destroyed, this, [this] { --m_connections; });
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] { read(socket); });
        QTimer::singleShot(patienceMs, socket, [socket] {
            socket->abort();
            socket->deleteLater();
        });
        if (socket->bytesAvailable() > 0)
            read(socket);
    }
}

void SingleInstance::read(QLocalSocket *socket)
{
    if (!socket->canReadLine()) {
        if (socket->bytesAvailable() > lineLimit) {
            qCWarning(instanceLog) << "a message longer than" << lineLimit << "bytes is cut off";
            socket->abort();
            socket->deleteLater();
        }
        return;
    }
    disconnect(socket, &QLocalSocket::readyRead, this, nullptr); // one message a connection
    const QJsonObject message = QJsonDocument::fromJson(socket->readLine(lineLimit + 1)).object();
    const QJsonValue link = message.value("link"_L1);
    if (message.value("kemai"_L1).toInt() != 1) {
        qCWarning(instanceLog) << "a message that is none of ours, or of another version";
        reply(socket, u"version"_s);
        return;
    }
    if (!link.isString() || !readLink(link.toString())) {
        qCWarning(instanceLog) << "a link that is none of ours";
        reply(socket, u"link"_s);
        return;
    }
    reply(socket, {});
    emit linkReceived(link.toString());
}

void SingleInstance::reply(QLocalSocket *socket, const QString &error)
{
    QJsonObject answer{{u"kemai"_s, 1}};
    error.isEmpty() ? answer.insert(u"ok"_s, true) : answer.insert(u"error"_s, error);
    socket->write(QJsonDocument(answer).toJson(QJsonDocument::Compact) + '\n');
    socket->flush();
    socket->disconnectFromServer();
}

} // namespace kemai
