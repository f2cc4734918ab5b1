// SPDX-License-Identifier: GPL-3.0-or-later
// The desk's state machine against a network that is the test: what is asked, when, and what is made of refusals.
#include "replica_model.h"
#include "sync/queue.h"
#include "sync/replica.h"

#include <QTest>

using namespace kemai;
using namespace kemai::office;
using namespace Qt::StringLiterals;

namespace {

const Id epoch = Id::fromSeed(1, 1, 1);

class Desk : public Net, public Dice
{
public:
    Desk() : replica(storage, newest, *this, *this, storage) { storage.now.position.device = Id::fromSeed(2, 2, 2); }

    void send(const Request &request, quint64 nonce) override
    {
        asked.append(request);
        nonces.append(nonce);
    }
    quint64 next() override { return m_dice(); }

    void edit()
    {
        ++m_edits;
        const Change made = Change::insert(thing, Id::fromSeed(100 + m_edits, 1, 1)).edit(fieldA, {}, Value(u"x"));
        QVERIFY(enqueue(storage, newest, {Id::fromSeed(9, 9, 9), Origin::Typed, {}, 1, {}, {}, {}}, made, 1'764'000'000'000 + m_edits));
        replica.edited(at);
    }
    void answer(const Answer &answer) { replica.received(nonces.last(), answer, at); }
    void beginSession(const Id &of = epoch, qint64 lastMid = 0)
    {
        replica.tick(at);
        wire::SessionResponse session;
        session.epoch = of;
        session.lastMid = lastMid;
        answer(session);
    }
    void answerPull(bool more = false)
    {
        wire::PullResponse page;
        page.epoch = epoch;
        page.cursor.base = wire::Snapshot{5, 5, {}};
        page.more = more;
        answer(page);
    }
    template <typename T>
    bool isAsked() const { return !asked.isEmpty() && std::holds_alternative<T>(asked.last()); }

    ReplicaModel storage;
    Replica replica;
    QList<Request> asked;
    QList<quint64> nonces;
    qint64 at = 1000;

private:
    SeededDice m_dice{7};
    int m_edits = 0;
};

wire::Refusal refusal(int status, int retryAfterS = 0)
{
    return {0, status, u"x"_s, {}, 0, -1, retryAfterS, false};
}

} // namespace

class TestReplica : public QObject
{
    Q_OBJECT

private slots:
    void pullsFirstThenPushesThenPulls()
    {
        Desk desk;
        desk.edit();
        desk.beginSession();
        QVERIFY(desk.isAsked<wire::PullRequest>()); // else what is pushed would vanish from view until the scopes are known
        desk.answerPull();
        QVERIFY(desk.isAsked<wire::PushRequest>());
        wire::PushResponse pushed;
        pushed.lastMid = 1;
        desk.answer(pushed);
        QVERIFY(desk.replica.isQuiet());
        QCOMPARE(desk.storage.waiting(), 0);
        const qsizetype before = desk.asked.size();
        desk.at += Replica::idleMs - 1;
        desk.replica.tick(desk.at);
        QCOMPARE(desk.asked.size(), before);
        desk.at += 1;
        desk.replica.tick(desk.at);
        QVERIFY(desk.isAsked<wire::PullRequest>());
    }

    void asksOneThingAtATime()
    {
        Desk desk;
        desk.replica.tick(desk.at);
        for (int i = 0; i < 5; ++i)
            desk.edit();
        desk.replica.poked(desk.at, 0);
        QCOMPARE(desk.asked.size(), 1);
    }

    void aLateAnswerIsNotTaken()
    {
        Desk desk;
        desk.beginSession();
        desk.answerPull();
        desk.edit();
        const quint64 first = desk.nonces.last();
        desk.at += Replica::answerMs;
        desk.replica.tick(desk.at); // given up
        desk.at += 60'000;
        desk.replica.tick(desk.at);
        QVERIFY(desk.nonces.last() != first);
        wire::PushResponse pushed;
        pushed.lastMid = 1;
        desk.replica.received(first, pushed, desk.at);
        QCOMPARE(desk.storage.waiting(), 1);
        desk.answer(pushed);
        QCOMPARE(desk.storage.waiting(), 0);
    }

    void waitsAsLongAsTheServerSays()
    {
        Desk desk;
        desk.beginSession();
        const qsizetype before = desk.asked.size();
        desk.answer(refusal(503, 20));
        QVERIFY(desk.replica.dueAt() >= desk.at + 20'000);
        desk.at += 19'000;
        desk.replica.tick(desk.at);
        QCOMPARE(desk.asked.size(), before);
        desk.at += 2'000;
        desk.replica.tick(desk.at);
        QVERIFY(desk.isAsked<wire::PullRequest>());
        QVERIFY(!desk.replica.error()); // busy is no error of the data
    }

    void whoAsksForItNowWaitsOnlyForTheServer()
    {
        Desk desk;
        desk.replica.tick(desk.at);
        for (int i = 0; i < 12; ++i) { // the pauses have grown
            desk.answer(Unreachable());
            desk.at = desk.replica.dueAt();
            desk.replica.tick(desk.at);
        }
        desk.answer(Unreachable());
        const qsizetype before = desk.asked.size();
        QVERIFY(desk.replica.dueAt() > desk.at);
        desk.replica.hurried(desk.at);
        QCOMPARE(desk.asked.size(), before + 1);
        desk.answer(refusal(503, 20));
        desk.replica.hurried(desk.at); // it said when
        QCOMPARE(desk.asked.size(), before + 1);
    }

    void triesAgainWithinAMinuteHoweverOftenItFails()
    {
        Desk desk;
        desk.replica.tick(desk.at);
        for (int i = 0; i < 40; ++i) {
            desk.answer(Unreachable());
            QVERIFY(desk.replica.dueAt() > desk.at);
            QVERIFY(desk.replica.dueAt() <= desk.at + 60'001);
            desk.at = desk.replica.dueAt();
            desk.replica.tick(desk.at);
        }
        QCOMPARE(desk.asked.size(), 41);
    }

    void anOldProgramGoesOnPushing()
    {
        Desk desk;
        desk.beginSession();
        desk.answer(refusal(426));
        QVERIFY(desk.replica.needsUpdate());
        desk.edit();
        QVERIFY(desk.isAsked<wire::PushRequest>());
        wire::Refusal begun = refusal(410);
        begun.epoch = epoch;
        desk.answer(begun); // it never had an epoch
        QVERIFY(desk.isAsked<wire::PushRequest>());
        wire::PushResponse pushed;
        pushed.lastMid = 1;
        desk.answer(pushed);
        QVERIFY(desk.replica.isQuiet());
        desk.at += 100'000;
        desk.replica.tick(desk.at);
        QVERIFY(desk.isAsked<wire::PushRequest>()); // no pull since
    }

    void aRefusedBatchComesInSmallerPieces()
    {
        Desk desk;
        desk.beginSession();
        desk.answerPull();
        desk.edit();
        desk.answer(refusal(413));
        QCOMPARE(desk.replica.error()->id, u"sync.refused"_s);
        QCOMPARE(desk.storage.waiting(), 1);
        desk.at = desk.replica.dueAt();
        desk.replica.tick(desk.at);
        QVERIFY(desk.isAsked<wire::PushRequest>());
    }

    void aSecondCopyOfTheStoreStops()
    {
        Desk desk;
        desk.edit();
        desk.beginSession(epoch, 5);
        QVERIFY(desk.replica.stage() == Replica::Stage::Stopped);
        QCOMPARE(desk.replica.error()->id, u"sync.otherCopy"_s);
        QCOMPARE(desk.storage.waiting(), 1);
    }

    // A million customers do not wait for ten million interactions of another scope.
    void theLongestTableComesLastInAllScopes()
    {
        ReplicaModel storage;
        for (int scope : {1, 2})
            storage.now.scopes.insert(scope, {.scope = scope, .order = scope});
        QStringList asked;
        while (const auto next = *nextChunk(storage, newest)) {
            HeldScope &scope = storage.now.scopes[next->scope];
            asked << u"%1 %2"_s.arg(QLatin1String(next->entity->name)).arg(next->scope);
            if (next->entity == entitiesNow.back())
                scope.complete = true;
            else
                scope.entity = entitiesNow.back();
            QVERIFY(asked.size() < 9);
        }
        QCOMPARE(asked, (QStringList{u"thing 1"_s, u"thing 2"_s, u"note 1"_s, u"note 2"_s}));
    }

    void aFullDiskLosesNothing()
    {
        Desk desk;
        desk.beginSession();
        desk.storage.failAfter = 0;
        desk.answerPull();
        QCOMPARE(desk.replica.error()->id, u"store.io"_s);
        QVERIFY(!desk.storage.now.position.cursor);
        desk.storage.failAfter = -1;
        desk.at = desk.replica.dueAt();
        desk.replica.tick(desk.at);
        QVERIFY(desk.isAsked<wire::PullRequest>());
        desk.answerPull();
        QVERIFY(desk.storage.now.position.cursor);
    }

    void aRevokedDeskHandsOverAndWipes()
    {
        Desk desk;
        desk.beginSession();
        desk.answerPull();
        desk.edit();
        wire::Refusal revoked = refusal(401);
        revoked.wipe = true;
        revoked.lastMid = 0;
        desk.answer(revoked);
        QVERIFY(desk.isAsked<wire::EscrowRequest>());
        QVERIFY(!desk.storage.wiped); // not before it is stored
        desk.answer(wire::EscrowResponse{0, 1});
        QVERIFY(desk.storage.wiped);
        QVERIFY(desk.replica.stage() == Replica::Stage::Wiped);
    }

    void aKilledWipeIsFinishedAtTheNextStart()
    {
        for (int killed = 1; killed < 10; ++killed) {
            ReplicaModel storage;
            storage.killWipeAfter = killed;
            QVERIFY(!wipe(storage));
            QVERIFY(storage.marked());
            QVERIFY(*resumeWipe(storage));
            QVERIFY(storage.wiped && !storage.marked());
            QVERIFY(!*resumeWipe(storage));
        }
    }

    void acknowledgedEditsAreKeptAWeek()
    {
        Desk desk;
        desk.edit();
        desk.storage.now.outbox.first() = std::make_shared<ReplicaModel::Queued>(ReplicaModel::Queued{desk.storage.now.outbox.first()->mutation, true});
        desk.storage.now.position.lastTime = wire::HybridTime::atMs(1'764'000'000'001 + Replica::keepMs);
        desk.beginSession();
        QCOMPARE(desk.storage.now.outbox.size(), 1);
        desk.storage.now.position.lastTime = wire::HybridTime::atMs(1'764'000'000'002 + Replica::keepMs);
        desk.answer(refusal(401)); // a new session
        desk.at = desk.replica.dueAt();
        desk.beginSession();
        QCOMPARE(desk.storage.now.outbox.size(), 0);
        QCOMPARE(*desk.storage.oldestMid(), 2); // the server does not wait for it
    }

    void aLeaseIsMeasuredByTheLatestTimeEverSeen()
    {
        const wire::Lease lease{{}, {}, 1'000'000, {}, {}};
        QVERIFY(leaseState({}, 0, {}) == LeaseState::None);
        QVERIFY(leaseState(lease, 999'999, {}) == LeaseState::Valid);
        QVERIFY(leaseState(lease, 1'000'000, {}) == LeaseState::Expired);
        QVERIFY(leaseState(lease, 5, wire::HybridTime::atMs(1'000'000)) == LeaseState::Expired); // the clock was set back
    }
};

QTEST_APPLESS_MAIN(TestReplica)
#include "tst_replica.moc"
