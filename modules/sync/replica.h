// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Replica: the desk's state machine (sync.md 5.8), one thread, one request in flight.
 *
 *   session -> (pull, the very first time) -> push until empty -> pull until !more -> chunks of scopes not complete, pushing between them
 *           -> wait for a poke, an edit, or 30 s
 *
 * It never blocks and owns no thread: the caller tells it what happened, and calls tick() when dueAt() has come. `at` is a monotonic
 * time in ms, which no change of the clock moves. A refusal of the network is never an error of the data: it is tried again with
 * full jitter, 0.5 to 60 s, or when the server says (Retry-After). What a failed transaction of the storage leaves is what was there
 * before; the same is asked for again.
 */
#pragma once

#include "sync/apply.h"
#include "sync/wipe.h"

#include <variant>

namespace kemai::sync {

struct SessionAsk {
    quint64 nonce = 0;
};
struct Unreachable {
};

using Request = std::variant<SessionAsk, wire::PushRequest, wire::PullRequest, wire::ChunkRequest, wire::EscrowRequest>;
using Answer = std::variant<wire::SessionResponse, wire::PushResponse, wire::PullResponse, wire::Chunk, wire::EscrowResponse, wire::Refusal, Unreachable>;

class Net
{
public:
    virtual ~Net() = default;
    virtual void send(const Request &request, quint64 nonce) = 0; // answers later, through received(); never from in here
};

class Dice
{
public:
    virtual ~Dice() = default;
    virtual quint64 next() = 0; // 64 random bits
};

class Replica
{
public:
    enum class Stage : quint8 { Starting, Session, Pushing, Pulling, Fetching, Idle, Waiting, Escrow, Wiped, Stopped };

    Replica(ReplicaStorage &storage, const wire::Vocabulary &vocabulary, Net &net, Dice &dice, WipeTarget &wipe);

    void tick(qint64 at);
    void edited(qint64 at);              // a mutation was enqueued
    void poked(qint64 at, qint64 jitterMs = 20); // the server has something; pulled within the jitter
    void hurried(qint64 at);             // somebody asks for it now, or the network is back: what this side waits by itself is over
    void revoked(qint64 at);
    void received(quint64 nonce, const Answer &answer, qint64 at);

    qint64 dueAt() const;                // when tick() is to be called at the latest
    Stage stage() const { return m_stage; }
    const std::optional<Error> &error() const { return m_error; } // the last one; nothing after a success
    qint64 lastContactAt() const { return m_lastContact; }
    bool needsUpdate() const { return m_needsUpdate; }            // 426: only pushing goes on
    bool isQuiet() const { return m_stage == Stage::Idle; }       // nothing to send, nothing known to fetch

    static constexpr qint64 idleMs = 30'000;
    static constexpr qint64 answerMs = 60'000;
    static constexpr qint64 keepMs = 7 * 86'400'000LL; // acknowledged mutations, for a server that is restored

private:
    Result<> step(qint64 at);
    Result<bool> push();
    Result<bool> fetch();
    Result<> pull();
    Result<> escrow();
    template <typename Message>
    void send(Message message, Stage stage);
    Result<> take(const Answer &answer, qint64 at);
    Result<> refused(const wire::Refusal &refusal, qint64 at);
    void waitAfterFailure(qint64 at, qint64 atLeastMs = 0);
    void settle(const Result<> &done, qint64 at);

    ReplicaStorage &m_storage;
    const wire::Vocabulary &m_vocabulary;
    Net &m_net;
    Dice &m_dice;
    WipeTarget &m_wipe;

    Stage m_stage = Stage::Starting;
    quint64 m_nonce = 0;      // of the request in flight; 0: none
    Request m_sent;
    qint64 m_now = 0;
    qint64 m_sentAt = 0;
    qint64 m_notBefore = 0;
    bool m_toldToWait = false;  // by the server
    qint64 m_pullAt = 0;      // the next pull that nobody asked for
    bool m_pullWanted = true;
    bool m_session = false;
    bool m_revoked = false;
    bool m_needsUpdate = false;
    int m_failures = 0;
    int m_batch = int(wire::Limits::batchMutations);
    int m_chunksRefused = 0;
    qint64 m_lastContact = -1;
    std::optional<Error> m_error;
};

} // namespace kemai::sync
