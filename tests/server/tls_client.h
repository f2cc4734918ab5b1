// SPDX-License-Identifier: GPL-3.0-or-later
// A client that does as it is told, also what no decent client would: raw bytes over TLS on a blocking socket, HTTP and
// WebSocket frames written out. Answers arrive within 20 s or count as none.
#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>

#include <optional>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

class TlsClient
{
public:
    struct Answer {
        int status = 0; // 0: none came
        QHash<QByteArray, QByteArray> headers;
        QByteArray body;
        bool whole = false; // the body ended as announced
    };

    explicit TlsClient(quint16 port, int least = TLS1_2_VERSION, int most = TLS1_3_VERSION, const char *from = "127.0.0.1")
    {
        m_socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        ::inet_pton(AF_INET, from, &address.sin_addr);
        ::bind(m_socket, reinterpret_cast<sockaddr *>(&address), sizeof address);
        ::inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
        address.sin_port = htons(port);
        const timeval patience{20, 0};
        ::setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        ::setsockopt(m_socket, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
        const int yes = 1;
        ::setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        if (::connect(m_socket, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0 || least == 0)
            return; // least 0: no TLS, see plain()
        static SSL_CTX *const context = [] {
            SSL_CTX *made = SSL_CTX_new(TLS_client_method());
            SSL_CTX_set_cipher_list(made, "ALL:@SECLEVEL=0");
            return made;
        }();
        m_ssl = SSL_new(context);
        SSL_set_min_proto_version(m_ssl, least);
        SSL_set_max_proto_version(m_ssl, most);
        SSL_set_fd(m_ssl, m_socket);
        m_open = SSL_connect(m_ssl) == 1;
    }
    ~TlsClient() { close(); }
    TlsClient(const TlsClient &) = delete;
    TlsClient &operator=(const TlsClient &) = delete;

    bool isOpen() const { return m_open; }
    int socket() const { return m_socket; }
    QByteArray version() const { return m_ssl ? SSL_get_version(m_ssl) : ""; }
    QByteArray peerName() const
    {
        X509 *certificate = SSL_get1_peer_certificate(m_ssl);
        std::array<char, 256> name{};
        X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName, name.data(), int(name.size()));
        X509_free(certificate);
        return name.data();
    }
    void close()
    {
        if (m_ssl)
            SSL_free(m_ssl);
        m_ssl = nullptr;
        if (m_socket >= 0)
            ::close(m_socket);
        m_socket = -1;
        m_open = false;
    }

    bool send(const QByteArray &bytes)
    {
        return m_open && SSL_write(m_ssl, bytes.constData(), int(bytes.size())) == bytes.size();
    }
    // Some bytes; empty: the server closed, or said nothing for 20 s.
    QByteArray receive()
    {
        QByteArray bytes(16384, Qt::Uninitialized);
        const int read = m_open ? SSL_read(m_ssl, bytes.data(), int(bytes.size())) : -1;
        bytes.resize(std::max(0, read));
        return bytes;
    }
    bool isClosedByServer() { return m_rest.isEmpty() && receive().isEmpty(); }

    static QByteArray head(const QByteArray &method, const QByteArray &target, const QHash<QByteArray, QByteArray> &headers)
    {
        QByteArray text = method + ' ' + target + " HTTP/1.1\r\nHost: localhost\r\n";
        for (auto it = headers.cbegin(); it != headers.cend(); ++it)
            text += it.key() + ": " + it.value() + "\r\n";
        return text + "\r\n";
    }
    Answer get(const QByteArray &target, const QHash<QByteArray, QByteArray> &headers = {})
    {
        send(head("GET", target, headers));
        return answer();
    }
    Answer post(const QByteArray &target, const QByteArray &body, QHash<QByteArray, QByteArray> headers = {})
    {
        headers.insert("Content-Length", QByteArray::number(body.size()));
        send(head("POST", target, headers) + body);
        return answer();
    }

    Answer answer()
    {
        Answer answer;
        qsizetype end;
        while ((end = m_rest.indexOf("\r\n\r\n")) < 0) {
            const QByteArray more = receive();
            if (more.isEmpty())
                return answer;
            m_rest += more;
        }
        const QByteArrayList lines = m_rest.left(end).split('\n');
        m_rest.remove(0, end + 4);
        answer.status = lines.value(0).mid(9, 3).toInt();
        for (qsizetype i = 1; i < lines.size(); ++i) {
            const qsizetype colon = lines.at(i).indexOf(':');
            answer.headers.insert(lines.at(i).left(colon).toLower(), lines.at(i).mid(colon + 1).trimmed());
        }
        if (answer.status == 100 || answer.status == 101) {
            answer.whole = true;
            return answer;
        }
        if (answer.headers.value("transfer-encoding") == "chunked") {
            while (true) {
                const std::optional<QByteArray> size = upTo("\r\n");
                if (!size)
                    return answer;
                const qsizetype bytes = size->toLongLong(nullptr, 16);
                if (!atLeast(bytes + 2))
                    return answer;
                answer.body += m_rest.left(bytes);
                m_rest.remove(0, bytes + 2);
                if (bytes == 0)
                    break;
            }
            answer.whole = true;
            return answer;
        }
        const qsizetype size = answer.headers.value("content-length").toLongLong();
        answer.whole = atLeast(size);
        answer.body = m_rest.left(size);
        m_rest.remove(0, answer.body.size());
        return answer;
    }

    // --- WebSocket (RFC 6455)
    int upgrade(const QByteArray &target, QHash<QByteArray, QByteArray> headers = {})
    {
        headers.insert("Upgrade", "websocket");
        headers.insert("Connection", "Upgrade");
        headers.insert("Sec-WebSocket-Version", "13");
        headers.insert("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        return get(target, headers).status;
    }
    bool sendFrame(int opcode, const QByteArray &payload) // at most 125 bytes
    {
        QByteArray frame;
        frame += char(0x80 | opcode);
        frame += char(0x80 | int(payload.size()));
        frame += QByteArray("\1\2\3\4", 4);
        for (qsizetype i = 0; i < payload.size(); ++i)
            frame += char(payload.at(i) ^ char(i % 4 + 1));
        return send(frame);
    }
    struct Frame {
        int opcode = -1; // -1: none came
        QByteArray payload;
    };
    Frame frame()
    {
        Frame frame;
        if (!atLeast(2) || !atLeast(2 + (m_rest.at(1) & 0x7f)))
            return frame;
        frame.opcode = m_rest.at(0) & 0x0f;
        frame.payload = m_rest.mid(2, m_rest.at(1) & 0x7f);
        m_rest.remove(0, 2 + frame.payload.size());
        return frame;
    }

private:
    bool atLeast(qsizetype bytes)
    {
        while (m_rest.size() < bytes) {
            const QByteArray more = receive();
            if (more.isEmpty())
                return false;
            m_rest += more;
        }
        return true;
    }
    std::optional<QByteArray> upTo(const QByteArray &mark)
    {
        qsizetype end;
        while ((end = m_rest.indexOf(mark)) < 0) {
            const QByteArray more = receive();
            if (more.isEmpty())
                return std::nullopt;
            m_rest += more;
        }
        const QByteArray text = m_rest.left(end);
        m_rest.remove(0, end + mark.size());
        return text;
    }

    int m_socket = -1;
    SSL *m_ssl = nullptr;
    bool m_open = false;
    QByteArray m_rest;
};
