// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * OfficeLink: one desk's HTTPS to the server: what to post where, and what an answer is. Nothing of what it carries is
 * understood here.
 *
 * TLS 1.2 and newer, against the authority that came with the enrolment and no other: an office's server has a certificate of its
 * own, and no public authority may speak for it. Redirects are not followed, cookies not kept, proxies as the system says.
 *
 * Lives on one thread with an event loop. An answer that does not come within 30 s without a byte is none.
 */
#pragma once

#include "base/result.h"

#include <QNetworkAccessManager>
#include <QSslConfiguration>
#include <QUrl>
#include <QUrlQuery>

#include <functional>

namespace kemai::sync {

struct OfficeAddress {
    QUrl url;              // https://host:port
    QByteArray authority;  // PEM, one certificate or several; empty: those of the system

    // Errors: Invalid "sync.addressUnreadable" (no https address), "sync.authorityUnreadable" (no certificate in it).
    Result<QSslConfiguration> tls() const;
};

struct OfficeReply {
    int status = 0;   // 0: nobody answered
    QByteArray nonce; // X-Req
    QByteArray body;
    QString fault;    // English, for the log: why nobody answered
};

class OfficeLink : public QObject
{
    Q_OBJECT

public:
    OfficeLink(OfficeAddress address, QSslConfiguration tls, QObject *parent = nullptr);

    using Headers = QList<std::pair<QByteArray, QByteArray>>;
    using Then = std::function<void(const OfficeReply &)>;
    // `then` is called once, later, on this thread; not at all once this object or the asker is gone.
    void post(const QString &path, const QByteArray &json, const Headers &headers, const QObject *asker, Then then);
    void post(const QString &path, const QUrlQuery &query, const QByteArray &body, const Headers &headers, const QObject *asker, Then then);
    void get(const QString &path, const QUrlQuery &query, const Headers &headers, const QObject *asker, Then then);

    const OfficeAddress &address() const { return m_address; }
    const QSslConfiguration &tls() const { return m_tls; }

    static constexpr int silenceMs = 30'000;

private:
    QNetworkRequest request(const QString &path, const QUrlQuery &query, const Headers &headers) const;
    void watch(QNetworkReply *reply, const QObject *asker, Then then);

    OfficeAddress m_address;
    QSslConfiguration m_tls;
    QNetworkAccessManager m_manager;
};

} // namespace kemai::sync
