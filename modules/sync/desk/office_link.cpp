// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/desk/office_link.h"

#include "wire/messages.h"

#include <QNetworkReply>
#include <QSslCertificate>

namespace kemai::sync {

Result<QSslConfiguration> OfficeAddress::tls() const
{
    if (!url.isValid() || url.scheme() != u"https" || url.host().isEmpty())
        return fail(Error::Code::Invalid, QStringLiteral("sync.addressUnreadable"), {}, {url.toString(QUrl::RemoveUserInfo)});
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    if (!authority.isEmpty()) {
        const QList<QSslCertificate> own = QSslCertificate::fromData(authority, QSsl::Pem);
        if (own.isEmpty())
            return fail(Error::Code::Invalid, QStringLiteral("sync.authorityUnreadable"));
        tls.setCaCertificates(own);
    }
    return tls;
}

OfficeLink::OfficeLink(OfficeAddress address, QSslConfiguration tls, QObject *parent)
    : QObject(parent), m_address(std::move(address)), m_tls(std::move(tls))
{
    m_manager.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    m_manager.setTransferTimeout(silenceMs);
}

QNetworkRequest OfficeLink::request(const QString &path, const QUrlQuery &query, const Headers &headers) const
{
    QUrl url = m_address.url;
    url.setPath(path);
    if (!query.isEmpty())
        url.setQuery(query);
    QNetworkRequest request(url);
    request.setSslConfiguration(m_tls);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    for (const auto &[name, value] : headers)
        request.setRawHeader(name, value);
    return request;
}

void OfficeLink::post(const QString &path, const QByteArray &json, const Headers &headers, const QObject *asker, Then then)
{
    QNetworkRequest asked = request(path, {}, headers);
    asked.setHeader(QNetworkRequest::ContentTypeHeader, QByteArray("application/json"));
    watch(m_manager.post(asked, json), asker, std::move(then));
}

void OfficeLink::post(const QString &path, const QUrlQuery &query, const QByteArray &body, const Headers &headers, const QObject *asker, Then then)
{
    QNetworkRequest asked = request(path, query, headers);
    asked.setHeader(QNetworkRequest::ContentTypeHeader, QByteArray("application/octet-stream"));
    watch(m_manager.post(asked, body), asker, std::move(then));
}

void OfficeLink::get(const QString &path, const QUrlQuery &query, const Headers &headers, const QObject *asker, Then then)
{
    watch(m_manager.get(request(path, query, headers)), asker, std::move(then));
}

void OfficeLink::watch(QNetworkReply *reply, const QObject *asker, Then then)
{
    // No server of ours says more at once; one that does is not listened to any longer.
    connect(reply, &QNetworkReply::downloadProgress, reply, [reply](qint64 received, qint64) {
        if (received > wire::Limits::answerBytes * 4)
            reply->abort();
    });
    connect(reply, &QNetworkReply::finished, reply, &QObject::deleteLater);
    connect(reply, &QNetworkReply::finished, asker, [reply, then = std::move(then)] {
        OfficeReply answer;
        answer.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        answer.nonce = reply->rawHeader("X-Req");
        answer.body = reply->readAll();
        // A status with half a body is no answer. A refusal (4xx, 5xx) is one, though Qt calls it an error.
        const QNetworkReply::NetworkError error = reply->error();
        const bool cut = error != QNetworkReply::NoError && (answer.status == 0 || answer.status < 400);
        if (cut) {
            answer.status = 0;
            answer.fault = reply->errorString();
        }
        then(answer);
    });
}

} // namespace kemai::sync
