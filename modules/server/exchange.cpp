// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/exchange.h"

#include "ledger/presence_ledger.h"
#include "schema/schema.h"
#include "server/access.h"
#include "server/answers.h"
#include "server/compression.h"
#include "server/same_number.h"
#include "server/stamped.h"
#include "sync/push.h"
#include "wire/chunk_stream.h"

#include <QMessageAuthenticationCode>

#include <algorithm>

#include <sodium.h>

namespace kemai {

namespace {

// A client that speaks an older schema than is served: it is told to update, its push still works (sync.md 5.11).
bool isTooOld(const Caller &caller)
{
    return caller.schema > 0 && caller.schema <= schemaVersion - wire::Limits::schemasServed;
}

// The body as JSON: as sent, or out of zstd, never more than a batch may be.
Result<QByteArray> bodyOf(const Request &request)
{
    const QByteArray encoding = request.header("content-encoding");
    if (encoding.isEmpty() || encoding == "identity")
        return request.body;
    if (encoding == "zstd")
        return decompressed(request.body, wire::Limits::batchBytes);
    return fail(Error::Code::Invalid, QStringLiteral("wire.malformed"));
}

constexpr qsizetype readUnasked = 8 * 1024;

Response inReply(Response response, const Request &request)
{
    if (const QByteArray nonce = request.header("x-req"); !nonce.isEmpty() && nonce.size() <= 20)
        response.headers.emplaceBack("X-Req", nonce);
    const bool large = response.body.size() > 1024;
    if (large && request.header("accept-encoding").contains("zstd")) {
        response.body = compressed(response.body);
        response.headers.emplaceBack("Content-Encoding", "zstd");
    }
    return response;
}

} // namespace

// --- push (5.4)

Response Exchange::epochChanged(const ConnectionPool::Lent &lent, const Caller &caller)
{
    const auto epoch = lent.sync().epoch();
    const auto device = ledger::IdentityLedger(*lent, m_office.clock).device(caller.device);
    if (!epoch || !device)
        return refused(!epoch ? epoch.error() : device.error());
    return refused(sync::refusedEpoch(0, *epoch, device->lastMid));
}

Response Exchange::push(const Request &request)
{
    // A small batch asks for its session within its own transaction. What takes work to read is read for who is known.
    const auto named = m_identity.named(request);
    if (!named)
        return inReply(refused(401, "server.session"), request);
    if (request.body.size() > readUnasked || !request.header("content-encoding").isEmpty())
        if (const auto who = m_identity.caller(request); const Response *refusal = std::get_if<Response>(&who))
            return inReply(*refusal, request);
    const Result<QByteArray> body = bodyOf(request);
    const auto pushed = body ? wire::Codec().read<wire::PushRequest>(*body) : Result<wire::PushRequest>(fail(body.error()));
    if (!pushed)
        return inReply(refused(pushed.error()), request);
    auto lent = m_office.database.borrow();
    if (!lent)
        return inReply(refused(lent.error()), request);
    return inReply(push(*lent, *named, *pushed), request);
}

Response Exchange::push(const ConnectionPool::Lent &lent, const Caller &caller, const wire::PushRequest &pushed)
{
    ledger::SyncLedger &sync = lent.sync();
    qint64 gap = 0;
    bool wrote = false;
    const auto attempt = [&](const wire::PushRequest &batch, const QSet<qint64> &poisoned) {
        ledger::PushOrder order;
        order.device = caller.device;
        order.epoch = batch.epoch;
        order.session = caller.token;
        order.outcomesFrom = pushed.mutations.isEmpty() ? 0 : pushed.mutations.first().mid;
        for (const sync::RowKey &key : sync::rowsOf(batch))
            order.rows.append(ledgerKey(key));
        order.conflicts = sync::conflictsOf(batch);
        return sync.push(order, [&](ledger::PushView &view) -> Result<ledger::PushWrite> {
            const auto conflicts = conflictsOf(view.conflicts());
            if (!conflicts)
                return fail(conflicts.error());
            const GrantedAccess access(view.grants(), &view);
            sync::Batch merging;
            merging.device = caller.device;
            merging.user = view.device().user;
            merging.lastMid = view.device().lastMid;
            merging.nowMs = view.nowMs();
            merging.request = &batch;
            merging.poisoned = poisoned;
            const sync::Merged merged = sync::merge(merging, presentOf(view, *conflicts), access, wire::Vocabulary::shipped());
            gap = merged.expectedMid;
            if (gap > 0 || merged.firstTaken == 0)
                return ledger::PushWrite();
            wrote = true;
            ledger::PushWrite write = writeOf(merged, view.nowMs());
            if (const Result<> proposed = proposeSameNumbers(view, write); !proposed)
                return fail(proposed.error());
            return write;
        });
    };
    const auto isUnexpected = [](const Error &error) {
        return error.code == Error::Code::Invalid || error.code == Error::Code::Io || error.code == Error::Code::Corrupt;
    };

    auto done = attempt(pushed, {});
    if (!done && isUnexpected(done.error()) && !pushed.mutations.isEmpty()) {
        // Poison: one by one, and what cannot be written is answered denied and does not hold up those behind it.
        QSet<qint64> poisoned;
        for (const wire::Mutation &mutation : pushed.mutations) {
            wire::PushRequest one = pushed;
            one.mutations = {mutation};
            done = attempt(one, {});
            if (done || !isUnexpected(done.error()))
                continue;
            m_office.log.write(LogLevel::Error, "poison", {{QStringLiteral("device"), caller.device.toString()}, {QStringLiteral("mid"), mutation.mid},
                                                           {QStringLiteral("error"), done.error().id}, {QStringLiteral("detail"), done.error().log}});
            m_office.metrics.counter("kemai_poison_total", "Mutations that could not be written.").add();
            poisoned.insert(mutation.mid);
            done = attempt(one, poisoned);
            if (!done)
                return refused(done.error());
        }
        done = attempt(pushed, poisoned); // all are taken by now: the answer to the whole batch
    }
    if (wrote)
        m_office.live.changed();
    if (!done && done.error().id == u"ledger.session")
        return refused(401, "server.session");
    if (!done && done.error().id == u"ledger.revoked") {
        const auto device = ledger::IdentityLedger(*lent, m_office.clock).device(caller.device);
        return device ? refused(sync::refusedRevoked(pushed.nonce, device->lastMid)) : refused(device.error());
    }
    if (!done)
        return done.error().id == u"ledger.epoch" ? epochChanged(lent, caller) : refused(done.error());
    if (gap > 0)
        return refused(sync::refusedGap(pushed.nonce, gap));

    QList<wire::Outcome> outcomes;
    for (const ledger::OutcomeRecord &record : std::as_const(done->outcomes)) {
        if (pushed.mutations.isEmpty() || record.mid > pushed.mutations.last().mid)
            continue; // of a later batch: this one is sent again
        auto outcome = wire::Codec().read<wire::Outcome>(record.json);
        if (!outcome)
            return refused(500, "server.outcomeUnreadable");
        outcomes.append(std::move(*outcome));
    }
    const auto conflicts = conflictsOf(done->conflicts);
    if (!conflicts)
        return refused(conflicts.error());
    const GrantedAccess access(done->grants);
    wire::PushResponse answer = sync::answerPush(pushed, done->device.lastMid, outcomes, stamped(done->rows), *conflicts, access, wire::Vocabulary::shipped());
    answer.serverTime = wire::HybridTime::atMs(m_office.clock.nowMs());
    m_office.metrics.counter("kemai_mutations_total", "Mutations received.").add(pushed.mutations.size());
    const qint64 denied = std::count_if(outcomes.cbegin(), outcomes.cend(), [](const wire::Outcome &outcome) { return !outcome.reason.isEmpty(); });
    if (denied > 0) { // R059
        ledger::IdentityLedger identity(*lent, m_office.clock);
        Caller known = caller;
        known.user = done->device.user;
        for (const wire::Outcome &outcome : std::as_const(outcomes))
            if (outcome.reason == u"sync.notFound" || outcome.reason == u"sync.masked" || outcome.reason == u"server.notYours")
                m_identity.remember(identity, known, "push " + outcome.reason.toUtf8() + " mid " + QByteArray::number(outcome.mid));
    }
    return answered(answer);
}

// --- pull (5.5)

Response Exchange::pull(const Request &request)
{
    const auto who = m_identity.caller(request);
    if (const Response *refusal = std::get_if<Response>(&who))
        return inReply(*refusal, request);
    const Caller &caller = std::get<Caller>(who);
    if (isTooOld(caller))
        return inReply(refused(426, "server.updateClient"), request);
    const Result<QByteArray> body = bodyOf(request);
    const auto asked = body ? wire::Codec().read<wire::PullRequest>(*body) : Result<wire::PullRequest>(fail(body.error()));
    if (!asked)
        return inReply(refused(asked.error()), request);
    auto lent = m_office.database.borrow();
    if (!lent)
        return inReply(refused(lent.error()), request);
    ledger::SyncLedger &sync = lent->sync();
    const auto grants = sync.grants(caller.user);
    if (!grants)
        return inReply(refused(grants.error()), request);
    const GrantedAccess access(*grants);
    const sync::PullPlan plan = sync::planPull(*asked, access);

    const auto epoch = sync.epoch();
    if (!epoch)
        return inReply(refused(epoch.error()), request);
    if (!asked->epoch.isNull() && asked->epoch != *epoch)
        return inReply(epochChanged(*lent, caller), request);

    sync::FeedPage page;
    if (plan.base) {
        ledger::PullOrder order;
        order.device = caller.device;
        order.epoch = *epoch;
        order.base = plan.base->toString().toLatin1();
        order.to = plan.to ? plan.to->toString().toLatin1() : QByteArray();
        order.after = plan.after;
        order.scopes = plan.scopes;
        order.hidden = grants->hidden;
        order.limit = plan.limit;
        const auto read = sync.pull(order);
        if (!read)
            return inReply(read.error().id == u"ledger.epoch" ? epochChanged(*lent, caller) : refused(read.error()), request);
        const auto to = wire::Snapshot::fromString(QString::fromLatin1(read->to));
        const auto conflicts = conflictsOf(read->conflicts);
        if (!to || !conflicts)
            return inReply(refused(!to ? to.error() : conflicts.error()), request);
        page.to = *to;
        page.after = read->after;
        page.more = read->more;
        page.rows = stamped(read->up);
        for (const ledger::RowKey &key : read->gone)
            page.missing.append({key.entity, key.id});
        page.conflicts = *conflicts;
        page.resnapshot = read->resnapshot;
    } else {
        const auto now = sync.currentSnapshot();
        const auto to = now ? wire::Snapshot::fromString(QString::fromLatin1(*now)) : Result<wire::Snapshot>(fail(now.error()));
        if (!to)
            return inReply(refused(to.error()), request);
        page.to = *to;
    }
    wire::PullResponse answer = sync::answerPull(*asked, plan, page, *epoch, access, wire::Vocabulary::shipped());
    answer.serverTime = wire::HybridTime::atMs(m_office.clock.nowMs());
    return inReply(answered(answer), request);
}

// --- snapshot (5.9)

Response Exchange::snapshot(const Request &request)
{
    const auto who = m_identity.caller(request);
    if (const Response *refusal = std::get_if<Response>(&who))
        return inReply(*refusal, request);
    const Caller &caller = std::get<Caller>(who);
    if (isTooOld(caller))
        return inReply(refused(426, "server.updateClient"), request);
    bool scopeRead = false;
    ledger::SnapshotOrder order;
    order.scope = request.parameter("scope").toInt(&scopeRead);
    order.entity = wire::Vocabulary::shipped().named(QString::fromUtf8(request.parameter("tbl")));
    const QByteArray after = request.parameter("after");
    order.after = Id::fromString(QString::fromLatin1(after));
    order.rows = std::clamp(request.parameter("n").toInt(), 1, int(wire::Limits::chunkRows));
    if (request.parameter("n").isEmpty())
        order.rows = 5000;
    if (!scopeRead || order.scope < 0 || !order.entity || (!after.isEmpty() && order.after.isNull()))
        return inReply(refused(400, "wire.malformed"), request);
    auto lent = m_office.database.borrow();
    if (!lent)
        return inReply(refused(lent.error()), request);
    ledger::SyncLedger &sync = lent->sync();
    const auto grants = sync.grants(caller.user);
    const auto epoch = sync.epoch();
    if (!grants || !epoch)
        return inReply(refused(!grants ? grants.error() : epoch.error()), request);
    if (const Id asked = Id::fromString(QString::fromLatin1(request.parameter("epoch"))); !asked.isNull() && asked != *epoch)
        return inReply(epochChanged(*lent, caller), request);

    const GrantedAccess access(*grants);
    order.scopes = grants->scopes;
    order.hidden = grants->hidden.value(order.entity);
    const bool granted = grants->scopes.contains(order.scope);
    if (!granted) {
        ledger::IdentityLedger identity(**lent, m_office.clock);
        m_identity.remember(identity, caller, "snapshot scope " + QByteArray::number(order.scope));
    }
    Response response;
    response.contentType = "application/x-kemai-chunk";
    const bool zstd = request.header("accept-encoding").contains("zstd");
    if (zstd)
        response.headers.emplaceBack("Content-Encoding", "zstd");
    const wire::Mask mask = access.mask();
    const qint64 maskVersion = mask.version;
    response.stream = [this, order, granted, maskVersion, zstd, grants = *grants](BodySink &sink) {
        std::optional<Compressor> compressor;
        if (zstd)
            compressor.emplace();
        const auto send = [&](QByteArrayView bytes, bool last) {
            return compressor ? compressor->add(bytes, last, sink) : bytes.isEmpty() || sink.write(bytes.toByteArray());
        };
        auto own = m_office.database.borrow();
        if (!own)
            return false;
        ledger::SyncLedger &ledger = own->sync();
        wire::ChunkTrailer trailer;
        if (!granted) { // whether there is such a scope or not; an empty end would be taken for an empty scope, which may be granted again a moment later
            wire::Chunk nothing;
            const auto now = ledger.currentSnapshot();
            const auto at = now ? wire::Snapshot::fromString(QString::fromLatin1(*now)) : Result<wire::Snapshot>(fail(now.error()));
            const auto epochNow = ledger.epoch();
            if (!at || !epochNow)
                return false;
            nothing.epoch = *epochNow;
            nothing.scope = order.scope;
            nothing.maskVersion = maskVersion;
            nothing.snapshot = *at;
            nothing.table.entity = order.entity;
            nothing.last = false;
            return send(wire::writeChunk(nothing), true);
        }
        wire::Xxh64 hash;
        bool headed = false;
        bool good = true;
        const auto read = ledger.snapshot(
            order,
            [&](const ledger::SnapshotHead &head) {
                const auto at = wire::Snapshot::fromString(QString::fromLatin1(head.snapshot));
                if (headed || !at) { // a second try behind bytes that are gone: the client asks again
                    good = false;
                    return;
                }
                headed = true;
                good = send(wire::writeChunkHeader({head.epoch, order.scope, order.entity, head.columns, maskVersion, *at}), false);
            },
            [&](QByteArrayView lines) {
                if (!good)
                    return false;
                hash.add(lines);
                good = send(lines, false);
                return good;
            });
        const auto conflicts = read ? conflictsOf(read->conflicts) : Result<QList<wire::Conflict>>(fail(read.error()));
        if (!read || !good || !headed || !conflicts) {
            if (!read)
                m_office.log.write(LogLevel::Warning, "snapshot", {{QStringLiteral("error"), read.error().id}, {QStringLiteral("detail"), read.error().log}});
            return false;
        }
        trailer.count = read->rows;
        trailer.hash = hash.value();
        trailer.last = !read->more;
        trailer.empty = read->empty;
        trailer.conflicts = sync::cut(*conflicts, GrantedAccess(grants));
        return send(wire::writeChunkTrailer(trailer), true);
    };
    return inReply(std::move(response), request);
}

// --- live (5.7)

Response Exchange::live(const Request &request)
{
    const auto who = m_identity.caller(request);
    if (const Response *refusal = std::get_if<Response>(&who))
        return *refusal;
    const Caller &caller = std::get<Caller>(who);
    auto lent = m_office.database.borrow();
    if (!lent)
        return refused(lent.error());
    const auto grants = lent->sync().grants(caller.user);
    if (!grants)
        return refused(grants.error());
    Response response;
    response.status = 101;
    response.opened = [this, user = caller.user, device = caller.device, scopes = grants->scopes](const std::shared_ptr<Socket> &socket) {
        m_office.live.add(socket, user, device, scopes);
    };
    return response;
}

// --- presence (U20): by itself and not on the socket, which carries no data

Response Exchange::presence(const Request &request)
{
    const auto who = m_identity.caller(request);
    if (const Response *refusal = std::get_if<Response>(&who))
        return inReply(*refusal, request);
    const Caller &caller = std::get<Caller>(who);
    const Result<QByteArray> body = bodyOf(request);
    const auto asked = body ? wire::Codec().read<wire::PresenceRequest>(*body) : Result<wire::PresenceRequest>(fail(body.error()));
    if (!asked)
        return inReply(refused(asked.error()), request);
    auto lent = m_office.database.borrow();
    if (!lent)
        return inReply(refused(lent.error()), request);
    const auto grants = lent->sync().grants(caller.user);
    if (!grants)
        return inReply(refused(grants.error()), request);
    ledger::PresenceOrder order;
    order.row = {asked->entity, asked->record};
    order.device = caller.device;
    order.user = caller.user;
    order.scopes = grants->scopes;
    order.here = asked->leaving ? ledger::Here::Left : asked->editing ? ledger::Here::Editing : ledger::Here::Reading;
    order.keptMs = wire::PresenceRequest::keptMs;
    order.most = int(wire::Limits::present);
    ledger::PresenceLedger presence(**lent, m_office.clock);
    const auto met = presence.meet(order);
    if (!met)
        return inReply(refused(met.error()), request);
    if (met->changed && !met->devices.isEmpty())
        (void)presence.tell(met->devices); // otherwise they find out when they ask next
    if (met->withheld) {
        ledger::IdentityLedger identity(**lent, m_office.clock);
        m_identity.remember(identity, caller, QByteArray("presence ") + asked->entity->name);
    }
    wire::PresenceResponse answer;
    for (const ledger::Present &one : met->others)
        answer.others.append({one.user, one.name, one.editing, one.sinceMs});
    return inReply(answered(answer), request);
}

// --- escrow

Response Exchange::escrow(const Request &request)
{
    const Result<QByteArray> body = bodyOf(request);
    const auto left = body ? wire::Codec().read<wire::EscrowRequest>(*body) : Result<wire::EscrowRequest>(fail(body.error()));
    if (!left)
        return refused(left.error());
    auto lent = m_office.database.borrow();
    if (!lent)
        return refused(lent.error());
    const auto device = m_identity.provenDevice(request, *lent);
    if (const Response *refusal = std::get_if<Response>(&device))
        return *refusal;
    if (left->device != std::get<ledger::Device>(device).id)
        return refused(401, "server.challenge");
    // As it came, not as it was read: what an older or newer program wrote is not ours to shorten.
    const auto kept = ledger::IdentityLedger(**lent, m_office.clock).putEscrow(left->device, *body);
    if (!kept)
        return refused(kept.error());
    m_office.log.write(LogLevel::Warning, "escrow", {{QStringLiteral("device"), left->device.toString()}, {QStringLiteral("mutations"), left->mutations.size()}});
    wire::EscrowResponse answer;
    answer.storedMid = left->mutations.isEmpty() ? 0 : left->mutations.last().mid;
    return inReply(answered(answer), request);
}

// --- channels

Response Exchange::hook(const Request &request)
{
    const QByteArray channel = request.path.sliced(qstrlen("/hook/"));
    const QByteArray delivery = request.header("x-kemai-delivery");
    const QByteArray secret = m_office.settings.channels.value(channel);
    const QByteArray expected = QMessageAuthenticationCode::hash(delivery + '\n' + request.body, secret.isEmpty() ? randomToken() : secret, QCryptographicHash::Sha256).toHex();
    const QByteArray given = request.header("x-kemai-signature").toLower();
    const bool right = given.size() == expected.size() && sodium_memcmp(given.constData(), expected.constData(), size_t(expected.size())) == 0;
    if (secret.isEmpty() || !right) // an unknown channel and a wrong signature are not told apart
        return refused(401, "server.hook");
    if (delivery.isEmpty() || delivery.size() > 200)
        return refused(400, "server.delivery");
    auto lent = m_office.database.borrow();
    if (!lent)
        return refused(lent.error());
    const auto first = lent->sync().putIntoInbox(channel, delivery, request.body);
    if (!first)
        return refused(first.error());
    Response response;
    response.body = *first ? "{\"stored\":true}" : "{\"stored\":false}";
    return response;
}

} // namespace kemai
