// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * SingleInstance: one running program a person and store. A second start hands its link over a local socket and ends.
 *
 * The socket and its lock lie in the person's runtime folder (0700; without one, in a folder of their own below the
 * temporary one, refused if somebody else owns it), named after the store, and are open to nobody else. Who holds the lock is the first; a
 * socket that a killed program left behind is removed by the next holder.
 *
 * One line of JSON each way, UTF-8, at most `lineLimit` bytes, then the connection ends:
 *     {"kemai":1,"link":"kemai://call?number=..."}      asks
 *     {"kemai":1,"ok":true}  {"kemai":1,"error":"..."}  answers
 * Whoever sends something else, more, or nothing for two seconds is cut off. GUI thread only.
 */
#pragma once

#include "base/result.h"

#include <QLocalServer>
#include <QLockFile>
#include <QObject>

#include <memory>

class QLocalSocket;

namespace kemai {

class SingleInstance : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype lineLimit = 4096;
    static constexpr int mostConnections = 16;

    // `folder`: where the socket lies; empty: the person's runtime folder.
    explicit SingleInstance(const QString &storeDirectory, const QString &folder = {}, QObject *parent = nullptr);
    ~SingleInstance() override;

    // True: this is the first one, and it listens from now on. Errors: Io "instance.folder", "instance.socket".
    Result<bool> claim();
    // The desk was taken over by somebody with a store of their own: their links arrive here too from now on, beside those of the
    // store this program was started with. False: another program runs with that store.
    Result<bool> follow(const QString &storeDirectory);
    bool isListening() const { return m_server.isListening(); }
    QString socketName() const { return m_name; }

    // Waits for the answer of the first one, at most `timeoutMs`; for a start that ends right after. Errors: Busy "instance.silent",
    // Invalid "calls.link" (it refused).
    Result<> handOver(const QString &link, int timeoutMs = 3000) const;

    // The line that is sent; for who sends it without waiting.
    static QByteArray request(const QString &link);

signals:
    void linkReceived(const QString &link); // not judged yet

private:
    void accept();
    void read(QLocalSocket *socket);
    static void reply(QLocalSocket *socket, const QString &error);

    QString m_folder;
    QString m_name;
    QLocalServer m_server;
    std::unique_ptr<QLockFile> m_lock;
    std::unique_ptr<SingleInstance> m_also; // of the store the desk was switched to
    int m_connections = 0;
};

} // namespace kemai
