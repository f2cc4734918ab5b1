// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/files.h"

#include "schema/schema.h"
#include "server/answers.h"
#include "wire/file.h"

namespace kemai {

namespace {

static_assert(ledger::filePieceBytes == wire::FileLimits::pieceBytes);

Response json(QByteArray body)
{
    Response response;
    response.body = std::move(body);
    return response;
}

Response inReply(Response response, const Request &request)
{
    if (const QByteArray nonce = request.header("x-req"); !nonce.isEmpty() && nonce.size() <= 20)
        response.headers.emplaceBack("X-Req", nonce);
    return response;
}

struct PieceAsked {
    Id attachment;
    int piece = -1;
};
std::optional<PieceAsked> pieceAsked(const Request &request)
{
    bool whole = false;
    const PieceAsked asked{Id::fromString(QString::fromLatin1(request.parameter("id"))), request.parameter("n").toInt(&whole)};
    return whole && asked.piece >= 0 && !asked.attachment.isNull() ? std::optional(asked) : std::nullopt;
}

bool isMasked(const ledger::Grants &grants) { return grants.hidden.value(&attachment::entity).contains(attachment::content.index); }

} // namespace

// --- bringing one

Response Files::offer(const Request &request, const ConnectionPool::Lent &lent, const Id &device, ledger::Bringing bringing, qint64 most, const Caller *caller)
{
    const auto offered = wire::readFileOffer(request.body);
    if (!offered)
        return refused(offered.error());
    if (offered->size > most)
        return refused(413, "server.fileTooLarge");
    const auto progress = ledger::FileLedger(*lent, m_office.clock).offer({offered->attachment, device, bringing}, offered->size, offered->hash);
    if (!progress) {
        if (caller && progress.error().code == Error::Code::NotFound) { // R059
            ledger::IdentityLedger identity(*lent, m_office.clock);
            m_identity.remember(identity, *caller, "file of " + offered->attachment.toString().toLatin1());
        }
        return refused(progress.error());
    }
    if (progress->completedNow) {
        m_office.live.changed();
        m_office.metrics.counter("kemai_files_total", "Files that came whole.").add();
    }
    return json(wire::write(wire::FileState{progress->missing, progress->complete}));
}

Response Files::put(const Request &request, const ConnectionPool::Lent &lent, const Id &device, ledger::Bringing bringing)
{
    const auto asked = pieceAsked(request);
    if (!asked)
        return refused(400, "wire.malformed");
    const auto kept = ledger::FileLedger(*lent, m_office.clock).put({asked->attachment, device, bringing}, asked->piece, request.body);
    return kept ? json("{}") : refused(kept.error());
}

Response Files::offer(const Request &request)
{
    const auto who = m_identity.caller(request);
    if (const Response *refusal = std::get_if<Response>(&who))
        return inReply(*refusal, request);
    const Caller &caller = std::get<Caller>(who);
    auto lent = m_office.database.borrow();
    if (!lent)
        return inReply(refused(lent.error()), request);
    return inReply(offer(request, *lent, caller.device, ledger::Bringing::OwnRow, mostBytes(), &caller), request);
}

Response Files::put(const Request &request)
{
    const auto who = m_identity.caller(request);
    if (const Response *refusal = std::get_if<Response>(&who))
        return inReply(*refusal, request);
    auto lent = m_office.database.borrow();
    if (!lent)
        return inReply(refused(lent.error()), request);
    return inReply(put(request, *lent, std::get<Caller>(who).device, ledger::Bringing::OwnRow), request);
}

// --- handing over what a desk holds before it is wiped

Response Files::escrowOffer(const Request &request)
{
    auto lent = m_office.database.borrow();
    if (!lent)
        return refused(lent.error());
    const auto proven = m_identity.provenDevice(request, *lent);
    if (const Response *refusal = std::get_if<Response>(&proven))
        return inReply(*refusal, request);
    const auto &device = std::get<ledger::Device>(proven);
    const auto account = ledger::IdentityLedger(**lent, m_office.clock).user(device.user);
    const bool works = device.state == ledger::DeviceState::Active && account && account->active;
    const qint64 most = works ? mostBytes() : wire::FileLimits::fileBytes;
    return inReply(offer(request, *lent, device.id, ledger::Bringing::Escrow, most, nullptr), request);
}

Response Files::escrowPut(const Request &request)
{
    auto lent = m_office.database.borrow();
    if (!lent)
        return refused(lent.error());
    const auto proven = m_identity.provenDevice(request, *lent);
    if (const Response *refusal = std::get_if<Response>(&proven))
        return inReply(*refusal, request);
    return inReply(put(request, *lent, std::get<ledger::Device>(proven).id, ledger::Bringing::Escrow), request);
}

// --- fetching one

Response Files::find(const Request &request)
{
    const auto who = m_identity.caller(request);
    if (const Response *refusal = std::get_if<Response>(&who))
        return inReply(*refusal, request);
    const Caller &caller = std::get<Caller>(who);
    const auto asked = wire::readFileFind(request.body);
    if (!asked)
        return inReply(refused(asked.error()), request);
    auto lent = m_office.database.borrow();
    if (!lent)
        return inReply(refused(lent.error()), request);
    const auto grants = lent->sync().grants(caller.user);
    if (!grants)
        return inReply(refused(grants.error()), request);
    const auto found = ledger::FileLedger(**lent, m_office.clock).find(asked->attachments, grants->scopes);
    if (!found)
        return inReply(refused(found.error()), request);
    if (found->withheld) {
        ledger::IdentityLedger identity(**lent, m_office.clock);
        m_identity.remember(identity, caller, "file");
    }
    wire::FilesFound answer;
    if (!isMasked(*grants))
        for (const ledger::FileThere &file : found->files)
            answer.files.append({file.attachment, file.size, file.hash});
    return inReply(json(wire::write(answer)), request);
}

Response Files::piece(const Request &request)
{
    const auto who = m_identity.caller(request);
    if (const Response *refusal = std::get_if<Response>(&who))
        return inReply(*refusal, request);
    const auto asked = pieceAsked(request);
    if (!asked)
        return inReply(refused(400, "wire.malformed"), request);
    auto lent = m_office.database.borrow();
    if (!lent)
        return inReply(refused(lent.error()), request);
    const auto grants = lent->sync().grants(std::get<Caller>(who).user);
    if (!grants)
        return inReply(refused(grants.error()), request);
    if (isMasked(*grants))
        return inReply(refused(404, "ledger.noFile"), request);
    auto bytes = ledger::FileLedger(**lent, m_office.clock).piece(asked->attachment, asked->piece, grants->scopes);
    if (!bytes)
        return inReply(refused(bytes.error()), request);
    if (!*bytes)
        return inReply(refused(404, "ledger.noFile"), request);
    Response response;
    response.contentType = "application/octet-stream";
    response.body = std::move(**bytes);
    return inReply(std::move(response), request);
}

} // namespace kemai
