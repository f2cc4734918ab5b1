// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/desk/file_road.h"

namespace kemai::sync {

using namespace Qt::StringLiterals;

namespace {

QByteArray base64(const QByteArray &bytes) { return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals); }

QUrlQuery pieceOf(const Id &attachment, int piece)
{
    QUrlQuery query;
    query.addQueryItem(u"id"_s, attachment.toString());
    query.addQueryItem(u"n"_s, QString::number(piece));
    return query;
}

} // namespace

Result<QByteArray> FileRoad::bodyOf(const OfficeReply &reply) const
{
    if (reply.status == 200)
        return reply.body;
    const auto refusal = wire::Codec().read<wire::Refusal>(reply.body);
    const QString reason = refusal ? refusal->reason : QString();
    switch (reply.status) {
    case 400: return fail(Error::Code::Invalid, reason, u"a request about a file was not understood"_s);
    case 413: return fail(Error::Code::Invalid, u"server.fileTooLarge"_s);
    case 401: return fail(Error::Code::Busy, u"server.session"_s); // the replica's to renew
    case 404:
        if (reason == "ledger.noFile"_L1)
            return fail(Error::Code::NotFound, reason);
        break; // a server of before files
    case 409: return fail(Error::Code::Conflict, reason);
    default: break;
    }
    return fail(Error::Code::Offline, u"sync.unreachable"_s, reply.fault + reason, {m_link.address().url.authority()});
}

void FileRoad::post(const QString &path, const QUrlQuery &query, const QByteArray &body, const QObject *asker, Then<QByteArray> then)
{
    const auto answer = [this, then = std::move(then)](const OfficeReply &reply) { then(bodyOf(reply)); };
    if (!m_escrow) {
        m_link.post(u"/v1"_s + path, query, body, m_net.headers(0), asker, answer);
        return;
    }
    m_link.post(u"/v1/challenge"_s, {}, wire::Codec().write(wire::ChallengeRequest{m_identity.device()}), m_net.headers(0), asker,
                [this, path, query, body, asker, answer](const OfficeReply &reply) {
        const auto given = reply.status == 200 ? wire::Codec().read<wire::ChallengeResponse>(reply.body) : Result<wire::ChallengeResponse>(fail(Error::Code::Offline, u"sync.unreachable"_s));
        if (!given)
            return answer(OfficeReply());
        OfficeLink::Headers all = m_net.headers(0);
        all.append({"X-Challenge", base64(given->challenge)});
        all.append({"X-Signature", base64(m_identity.sign(wire::signedSession(given->challenge, m_identity.device(), given->epoch)))});
        m_link.post(u"/v1/escrow"_s + path, query, body, all, asker, answer);
    });
}

void FileRoad::offer(const wire::FileOffer &file, const QObject *asker, Then<wire::FileState> then)
{
    post(u"/file"_s, {}, wire::write(file), asker, [then = std::move(then)](const Result<QByteArray> &body) {
        then(body ? wire::readFileState(*body) : Result<wire::FileState>(fail(body.error())));
    });
}

void FileRoad::put(const Id &attachment, int piece, const QByteArray &bytes, const QObject *asker, Then<bool> then)
{
    post(u"/file/piece"_s, pieceOf(attachment, piece), bytes, asker, [then = std::move(then)](const Result<QByteArray> &body) {
        then(body ? Result<bool>(true) : Result<bool>(fail(body.error())));
    });
}

void FileRoad::find(const QList<Id> &attachments, const QObject *asker, Then<wire::FilesFound> then)
{
    post(u"/file/find"_s, {}, wire::write(wire::FileFind{attachments}), asker, [then = std::move(then)](const Result<QByteArray> &body) {
        then(body ? wire::readFilesFound(*body) : Result<wire::FilesFound>(fail(body.error())));
    });
}

void FileRoad::piece(const Id &attachment, int piece, const QObject *asker, Then<QByteArray> then)
{
    m_link.get(u"/v1/file/piece"_s, pieceOf(attachment, piece), m_net.headers(0), asker,
               [this, then = std::move(then)](const OfficeReply &reply) { then(bodyOf(reply)); });
}

} // namespace kemai::sync
