// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault/keychain.h"

#include <QMutex>
#include <QThread>
#include <QWaitCondition>

#ifdef Q_OS_LINUX
#  include <QDBusArgument>
#  include <QDBusConnection>
#  include <QDBusMessage>
#  include <QDBusObjectPath>
#endif

#include <qt6keychain/keychain.h>
#include <sodium.h>

#include <cstdlib>
#include <memory>

namespace kemai {

using namespace Qt::StringLiterals;

namespace {

const QString Service = u"Kemai"_s;

// The one thread that talks to QtKeychain. It lives as long as the process: the library's queue is a
// process-wide object bound to it, and a job that timed out here may still be waiting for the user.
QObject &keychainThread()
{
    static QObject *const context = [] {
        auto *thread = new QThread;
        thread->setObjectName(u"keychain"_s);
        auto *object = new QObject;
        object->moveToThread(thread);
        thread->start();
        return object;
    }();
    return *context;
}

struct Answer {
    QMutex mutex;
    QWaitCondition finished;
    bool isFinished = false;
    QKeychain::Error error = QKeychain::NoError;
    QString text;
    Secret secret;
};

// The library and its back ends copy the secret through ordinary memory and free it unwiped. Blocks of those
// sizes just freed are handed out again first, so asking for some and wiping them reaches most copies.
void scrubFreedMemory()
{
    constexpr size_t Smallest = 24;
    constexpr size_t Largest = 520;
    constexpr int EachSize = 16;
    void *blocks[EachSize];
    for (size_t size = Smallest; size <= Largest; size += 16) {
        for (void *&block : blocks) {
            block = std::malloc(size);
            if (block)
                sodium_memzero(block, size);
        }
        for (void *block : blocks)
            std::free(block);
    }
}

void wipe(const QByteArray &bytes)
{
    // On purpose through const: data() would detach, and leave the copy shared with the job behind.
    sodium_memzero(const_cast<char *>(bytes.constData()), size_t(bytes.size()));
}

void wipe(const QString &text)
{
    sodium_memzero(const_cast<QChar *>(text.constData()), size_t(text.size()) * sizeof(QChar));
}

Secret decoded(const QString &text)
{
    QByteArray encoded = text.toLatin1();
    const QByteArray::FromBase64Result result =
        QByteArray::fromBase64Encoding(encoded, QByteArray::AbortOnBase64DecodingErrors);
    Secret secret = result ? Secret::fromBytes({reinterpret_cast<const unsigned char *>(result.decoded.constData()),
                                                size_t(result.decoded.size())})
                           : Secret();
    wipe(encoded);
    wipe(result.decoded);
    return secret;
}

QString encoded(const Secret &secret)
{
    const QByteArray base64 = secret.view().toByteArray().toBase64();
    QString text = QString::fromLatin1(base64);
    wipe(base64);
    return text;
}

// Whether the Secret Service has the entry, but locked. A dismissed unlock prompt reaches us as "not found", and
// "your key is gone" is the wrong thing to tell somebody who pressed Cancel.
bool isLockedAway(const QString &entry)
{
#ifdef Q_OS_LINUX
    QDBusMessage search = QDBusMessage::createMethodCall(u"org.freedesktop.secrets"_s, u"/org/freedesktop/secrets"_s,
                                                         u"org.freedesktop.Secret.Service"_s, u"SearchItems"_s);
    QDBusArgument attributes;
    attributes.beginMap(QMetaType::fromType<QString>(), QMetaType::fromType<QString>());
    for (const auto &[name, value] : {std::pair(u"server"_s, Service), std::pair(u"user"_s, entry)}) {
        attributes.beginMapEntry();
        attributes << name << value;
        attributes.endMapEntry();
    }
    attributes.endMap();
    search << QVariant::fromValue(attributes);
    const QDBusMessage reply = QDBusConnection::sessionBus().call(search, QDBus::Block, 2000);
    if (reply.type() != QDBusMessage::ReplyMessage || reply.arguments().size() < 2)
        return false;
    return !qdbus_cast<QList<QDBusObjectPath>>(reply.arguments().at(1)).isEmpty();
#else
    Q_UNUSED(entry)
    return false;
#endif
}

Failure refused(QKeychain::Error error, const QString &text)
{
    switch (error) {
    case QKeychain::EntryNotFound:
        return fail(Error::Code::NotFound, u"vault.keyMissing"_s, u"the key store has no such entry"_s);
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        return fail(Error::Code::Denied, u"vault.keyStoreDenied"_s, u"the key store refused: "_s + text);
    default:
        return fail(Error::Code::Offline, u"vault.noKeyStore"_s, u"no key store: "_s + text);
    }
}

// Runs the job that make() builds on the keychain thread and waits for it. A job that does not answer in time
// is left to finish by itself: its back end still holds a pointer to it.
template <typename Make>
Result<Secret> run(const Make &make, int timeoutMs)
{
    const auto answer = std::make_shared<Answer>();
    QMetaObject::invokeMethod(&keychainThread(), [make, answer] {
        QKeychain::Job *job = make();
        job->setInsecureFallback(false);
        job->setAutoDelete(true);
        QObject::connect(job, &QKeychain::Job::finished, job, [answer](QKeychain::Job *done) {
            const QMutexLocker locker(&answer->mutex);
            answer->error = done->error();
            answer->text = done->errorString();
            if (auto *reading = qobject_cast<QKeychain::ReadPasswordJob *>(done); reading && !done->error()) {
                const QString text = reading->textData();
                answer->secret = decoded(text);
                wipe(text);
                wipe(reading->binaryData());
            }
        });
        // Only when the job and the library's stack frames are gone are their copies all in freed memory.
        QObject::connect(job, &QObject::destroyed, &keychainThread(), [answer] {
            scrubFreedMemory();
            const QMutexLocker locker(&answer->mutex);
            answer->isFinished = true;
            answer->finished.wakeAll();
        }, Qt::QueuedConnection);
        job->start();
    });

    QMutexLocker locker(&answer->mutex);
    const QDeadlineTimer deadline(timeoutMs);
    while (!answer->isFinished) {
        if (!answer->finished.wait(&answer->mutex, deadline) && !answer->isFinished)
            return fail(Error::Code::Busy, u"vault.keyStoreSilent"_s, u"the key store did not answer in time"_s,
                        {QString::number(timeoutMs / 1000)});
    }
    if (answer->error != QKeychain::NoError)
        return refused(answer->error, answer->text);
    return std::move(answer->secret);
}

} // namespace

KeyStore &KeyStore::system()
{
    static Keychain keychain;
    return keychain;
}

Result<Secret> Keychain::read(const QString &entry)
{
    Result<Secret> secret = run([entry]() -> QKeychain::Job * {
        auto *job = new QKeychain::ReadPasswordJob(Service);
        job->setKey(entry);
        return job;
    }, m_timeoutMs);
    if (!secret && secret.error().code == Error::Code::NotFound && isLockedAway(entry))
        return fail(Error::Code::Denied, u"vault.keyStoreDenied"_s, u"the key store stayed locked"_s);
    if (secret && secret->isEmpty())
        return fail(Error::Code::NotFound, u"vault.keyMissing"_s, u"the key store's entry is not one of ours"_s);
    return secret;
}

Result<> Keychain::write(const QString &entry, const Secret &secret)
{
    const auto copy = std::make_shared<Secret>(secret.copy());
    const Result<Secret> done = run([entry, copy]() -> QKeychain::Job * {
        auto *job = new QKeychain::WritePasswordJob(Service);
        job->setKey(entry);
        const QString text = encoded(*copy);
        job->setTextData(text);
        wipe(text);
        return job;
    }, m_timeoutMs);
    if (!done)
        return fail(done.error());
    return {};
}

Result<> Keychain::remove(const QString &entry)
{
    const Result<Secret> done = run([entry]() -> QKeychain::Job * {
        auto *job = new QKeychain::DeletePasswordJob(Service);
        job->setKey(entry);
        return job;
    }, m_timeoutMs);
    if (!done && done.error().code != Error::Code::NotFound)
        return fail(done.error());
    return {};
}

} // namespace kemai
