// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/replica.h"

#include <QSet>

#include <algorithm>

namespace kemai::sync {

Replica::Replica(ReplicaStorage &storage, const wire::Vocabulary &vocabulary, Net &net, Dice &dice, WipeTarget &wipeTarget)
    : m_storage(storage), m_vocabulary(vocabulary), m_net(net), m_dice(dice), m_wipe(wipeTarget)
{
}

void Replica::tick(qint64 at)
{
    if (m_nonce != 0 && at - m_sentAt >= answerMs) { // its answer may still come, and is not taken then
        m_nonce = 0;
        waitAfterFailure(at);
    }
    if (at >= m_pullAt)
        m_pullWanted = true;
    settle(step(at), at);
}

void Replica::edited(qint64 at)
{
    settle(step(at), at);
}

void Replica::poked(qint64 at, qint64 jitterMs)
{
    m_pullAt = std::min(m_pullAt, at + (jitterMs > 0 ? qint64(m_dice.next() % quint64(jitterMs)) : 0));
    tick(at);
}

void Replica::hurried(qint64 at)
{
    if (!m_toldToWait)
        m_notBefore = std::min(m_notBefore, at);
    poked(at, 0);
}

void Replica::revoked(qint64 at)
{
    m_session = false; // asked for anew, the server says what it has of this desk, and the rest goes to escrow
    m_nonce = 0;
    settle(step(at), at);
}

qint64 Replica::dueAt() const
{
    if (m_stage == Stage::Wiped || m_stage == Stage::Stopped)
        return std::numeric_limits<qint64>::max();
    if (m_nonce != 0)
        return m_sentAt + answerMs;
    return std::max(m_notBefore, m_stage == Stage::Idle ? m_pullAt : qint64(0));
}

Result<> Replica::step(qint64 at)
{
    m_now = at;
    if (m_nonce != 0 || m_stage == Stage::Wiped || m_stage == Stage::Stopped || at < m_notBefore)
        return {};
    if (m_revoked)
        return escrow();
    if (!m_session) {
        send(SessionAsk(), Stage::Session);
        return {};
    }
    const auto position = m_storage.position();
    if (!position)
        return fail(position.error());
    // The very first time the scopes must be known before anything is sent, or what is sent would vanish from view until they are.
    if (!position->cursor && !m_needsUpdate)
        return pull();
    const auto pushing = push();
    if (!pushing)
        return fail(pushing.error());
    if (*pushing)
        return {};
    if (m_needsUpdate) {
        m_stage = Stage::Idle;
        return {};
    }
    if (m_pullWanted)
        return pull();
    const auto fetching = fetch();
    if (!fetching)
        return fail(fetching.error());
    if (!*fetching)
        m_stage = Stage::Idle;
    return {};
}

Result<bool> Replica::push()
{
    const auto mutations = m_storage.queued(m_batch, wire::Limits::batchBytes * 3 / 4);
    if (!mutations)
        return fail(mutations.error());
    if (mutations->isEmpty())
        return false;
    const auto position = m_storage.position();
    if (!position)
        return fail(position.error());
    const auto scopes = m_storage.scopes();
    if (!scopes)
        return fail(scopes.error());
    const auto oldest = m_storage.oldestMid();
    if (!oldest)
        return fail(oldest.error());
    wire::PushRequest request;
    request.epoch = position->epoch;
    request.maskVersion = position->mask.version;
    request.oldest = std::max<qint64>(1, *oldest);
    request.mutations = *mutations;
    for (const HeldScope &scope : *scopes)
        request.have.append(scope.scope);
    QSet<Id> named;
    QList<Id> sets;
    for (const wire::Mutation &mutation : *mutations)
        if (!named.contains(mutation.set)) {
            named.insert(mutation.set);
            sets.append(mutation.set);
        }
    const auto heads = m_storage.heads(sets);
    if (!heads)
        return fail(heads.error());
    request.sets = *heads;
    send(std::move(request), Stage::Pushing);
    return true;
}

Result<> Replica::pull()
{
    const auto position = m_storage.position();
    if (!position)
        return fail(position.error());
    const auto scopes = m_storage.scopes();
    if (!scopes)
        return fail(scopes.error());
    wire::PullRequest request;
    request.epoch = position->epoch;
    request.cursor = position->cursor;
    request.maskVersion = position->mask.version;
    for (const HeldScope &scope : *scopes)
        request.have.append(scope.scope);
    m_pullWanted = false; // a poke that comes while it is on its way is another one
    m_pullAt = m_now + idleMs;
    send(std::move(request), Stage::Pulling);
    return {};
}

Result<bool> Replica::fetch()
{
    const auto chunk = nextChunk(m_storage, m_vocabulary);
    if (!chunk)
        return fail(chunk.error());
    if (!*chunk)
        return false;
    send(**chunk, Stage::Fetching);
    return true;
}

Result<> Replica::escrow()
{
    const auto mutations = m_storage.queued(int(wire::Limits::batchMutations), wire::Limits::batchBytes * 3 / 4);
    if (!mutations)
        return fail(mutations.error());
    if (mutations->isEmpty()) {
        if (const auto wiped = wipe(m_wipe); !wiped)
            return wiped;
        m_stage = Stage::Wiped;
        return {};
    }
    const auto position = m_storage.position();
    if (!position)
        return fail(position.error());
    wire::EscrowRequest request;
    request.device = position->device;
    request.mutations = *mutations;
    QList<Id> sets;
    for (const wire::Mutation &mutation : *mutations)
        if (!sets.contains(mutation.set))
            sets.append(mutation.set);
    const auto heads = m_storage.heads(sets);
    if (!heads)
        return fail(heads.error());
    request.sets = *heads;
    request.last = mutations->last().mid == position->lastMid;
    send(std::move(request), Stage::Escrow);
    return {};
}

template <typename Message>
void Replica::send(Message message, Stage stage)
{
    do
        m_nonce = m_dice.next(); // unguessable, so that no answer to another request is taken for this one's
    while (m_nonce == 0);
    message.nonce = m_nonce;
    m_stage = stage;
    m_sentAt = m_now;
    m_sent = std::move(message);
    m_net.send(m_sent, m_nonce);
}

void Replica::received(quint64 nonce, const Answer &answer, qint64 at)
{
    if (nonce == 0 || nonce != m_nonce) // late, or sent twice
        return;
    m_now = at;
    m_nonce = 0;
    const Result<> taken = take(answer, at);
    if (!taken)
        return settle(taken, at);
    settle(step(at), at);
}

Result<> Replica::take(const Answer &answer, qint64 at)
{
    if (std::holds_alternative<Unreachable>(answer)) {
        if (m_stage == Stage::Pulling)
            m_pullWanted = true;
        waitAfterFailure(at);
        return {};
    }
    m_lastContact = at;
    if (const auto *refusal = std::get_if<wire::Refusal>(&answer))
        return refused(*refusal, at);
    Result<> done;
    if (std::holds_alternative<wire::SessionResponse>(answer) && m_stage == Stage::Session) {
        const auto &session = std::get<wire::SessionResponse>(answer);
        m_session = true;
        const auto position = m_storage.position();
        if (!position)
            return fail(position.error());
        if (session.lastMid > position->lastMid)
            return fail(Error::Code::Conflict, QStringLiteral("sync.otherCopy"), QStringLiteral("the server knows later mutations of this device"));
        if (!position->epoch.isNull() && position->epoch != session.epoch)
            done = applyEpoch(m_storage, session.epoch, session.lastMid);
        if (done) // measured by the edits' own time, which no clock sets back
            done = inTransaction(m_storage, [&] { return m_storage.forgetAcknowledgedBefore(position->lastTime.ms() - keepMs); });
    } else if (const auto *pushed = std::get_if<wire::PushResponse>(&answer); pushed && m_stage == Stage::Pushing) {
        const auto back = applyPush(m_storage, std::get<wire::PushRequest>(m_sent), *pushed);
        if (!back)
            return fail(back.error());
        m_batch = int(wire::Limits::batchMutations);
        m_pullWanted = m_pullWanted || back->pullNow;
    } else if (const auto *pulled = std::get_if<wire::PullResponse>(&answer); pulled && m_stage == Stage::Pulling) {
        m_pullWanted = true; // until it is applied
        const auto applied = applyPull(m_storage, m_vocabulary, *pulled);
        if (!applied)
            return fail(applied.error());
        m_pullWanted = applied->more;
    } else if (const auto *chunk = std::get_if<wire::Chunk>(&answer); chunk && m_stage == Stage::Fetching) {
        const auto applied = applyChunk(m_storage, m_vocabulary, std::get<wire::ChunkRequest>(m_sent), *chunk);
        if (!applied)
            return fail(applied.error());
        m_chunksRefused = applied->taken ? 0 : m_chunksRefused + 1;
        m_pullWanted = m_pullWanted || !applied->taken;
        if (m_chunksRefused > 1) // a standby that is behind: give it time
            return waitAfterFailure(at), Result<>();
    } else if (const auto *stored = std::get_if<wire::EscrowResponse>(&answer); stored && m_stage == Stage::Escrow) {
        done = inTransaction(m_storage, [&] { return m_storage.acknowledge(stored->storedMid); });
    } else {
        return fail(Error::Code::Invalid, QStringLiteral("wire.malformed"), QStringLiteral("an answer of another kind"));
    }
    if (!done)
        return done;
    m_failures = 0;
    m_error.reset();
    return {};
}

Result<> Replica::refused(const wire::Refusal &refusal, qint64 at)
{
    if (m_stage == Stage::Pulling)
        m_pullWanted = true;
    switch (refusal.status) {
    case 401:
        m_session = false;
        if (!refusal.wipe) {
            waitAfterFailure(at);
            return {};
        }
        // All that is still held goes to escrow, also what was acknowledged: the server may be restored at any moment until the wipe is
        // done, and then nobody is left who could send again what it has lost.
        if (const Result<> again = inTransaction(m_storage, [&] { return m_storage.requeueAbove(0); }); !again)
            return again; // asked anew: what does not wait cannot be handed over, and would be wiped
        m_revoked = true;
        return {};
    case 409: {
        const Result<> again = inTransaction(m_storage, [&]() -> Result<> {
            auto position = m_storage.position();
            if (!position)
                return fail(position.error());
            position->acknowledgedMid = std::min(position->acknowledgedMid, refusal.expectedMid - 1);
            if (const auto set = m_storage.setPosition(*position); !set)
                return set;
            return m_storage.requeueAbove(refusal.expectedMid - 1);
        });
        waitAfterFailure(at);
        return again;
    }
    case 410:
        return applyEpoch(m_storage, refusal.epoch, refusal.lastMid);
    case 426:
        m_needsUpdate = true;
        return {};
    case 400:
    case 413:
        m_batch = std::max(1, m_batch / 2);
        waitAfterFailure(at);
        m_error = makeError(Error::Code::Invalid, QStringLiteral("sync.refused"), QStringLiteral("the server could not read a request: ") + refusal.reason);
        return {};
    default:
        waitAfterFailure(at, qint64(refusal.retryAfterS) * 1000);
        return {};
    }
}

void Replica::waitAfterFailure(qint64 at, qint64 atLeastMs)
{
    m_failures = std::min(m_failures + 1, 8);
    const qint64 most = std::min<qint64>(60'000, qint64(500) << (m_failures - 1));
    m_toldToWait = atLeastMs > 0;
    m_notBefore = at + std::max<qint64>(atLeastMs, 1 + qint64(m_dice.next() % quint64(most)));
    m_stage = Stage::Waiting;
}

void Replica::settle(const Result<> &done, qint64 at)
{
    if (done)
        return;
    m_error = done.error();
    m_nonce = 0;
    if (done.error().id == u"sync.otherCopy" || done.error().code == Error::Code::Corrupt) {
        m_stage = Stage::Stopped; // somebody has to look; what waits is kept
        return;
    }
    m_pullWanted = true;
    waitAfterFailure(at);
}

} // namespace kemai::sync
