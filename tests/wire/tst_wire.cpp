// SPDX-License-Identifier: GPL-3.0-or-later
// The codec: what is written is read again, version 1 stays as it is, and nothing a peer sends does more than be refused.
#include "schema/schema.h"
#include "support/golden.h"
#include "wire/chunk_stream.h"
#include "wire/codec.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <random>

using namespace kemai;
using namespace kemai::wire;
using namespace Qt::StringLiterals;

namespace {

// JSON, written with ' for ".
QByteArray q(QByteArray json) { return json.replace('\'', '"'); }

Id idOf(int n) { return Id::fromSeed(1'764'000'000'000 + n, 1, 1); }

Mutation sampleMutation()
{
    Mutation m;
    m.mid = 41;
    m.at = HybridTime::atMs(1'764'115'200'000);
    m.set = idOf(2);
    m.change = {&opportunity::entity, idOf(3), Change::Operation::Update, {}, 7, 0};
    m.change.edits.append({opportunity::amount.index, Value(100), Value(qint64(9'007'199'254'740'993)), {}});
    m.change.edits.append({opportunity::title.index, Value(u"旧"), Value(u"新\n\"\\\u0001"), u"address"_s});
    m.change.edits.append({opportunity::owner.index, Value(idOf(9)), Value(), {}});
    m.witnesses.append({opportunity::currency.index, Value(u"CNY")});
    m.previous = {{opportunity::amount.index, 40}, {markField, 12}};
    return m;
}

PushRequest samplePush()
{
    PushRequest push;
    push.epoch = idOf(1);
    push.have = {1, 7};
    push.maskVersion = 3;
    push.oldest = 38;
    push.sets = {{idOf(2), Origin::Typed, idOf(8), 1'764'115'200'000, u"opportunity.edit"_s, {}, idOf(5)}};
    push.mutations = {sampleMutation()};
    Mutation resolve;
    resolve.mid = 42;
    resolve.set = idOf(2);
    resolve.conflict = idOf(6);
    resolve.byValue = true;
    resolve.change = {&customer::entity, idOf(4), Change::Operation::Restore, {}, 0, 0};
    push.mutations.append(resolve);
    return push;
}

Table sampleTable()
{
    Table table{&phone::entity, {phone::customer.index, phone::written.index, phone::position.index}, {}};
    for (int n = 0; n < 2; ++n) {
        Row row{Record(phone::entity), {1, 7}};
        row.record.id = idOf(20 + n);
        row.record.version = 3;
        row.record.removedMs = n == 0 ? 0 : 1'764'115'200'000;
        row.record.set(phone::customer, idOf(4));
        row.record.set(phone::written, n == 0 ? u"138\t0013\\8000\n"_s : QString());
        row.record.set(phone::position, n);
        table.rows.append(row);
    }
    return table;
}

Conflict sampleConflict()
{
    Conflict c;
    c.id = conflictId(idOf(7), 41, u"value"_s);
    c.entity = &opportunity::entity;
    c.record = idOf(3);
    c.unit = u"value"_s;
    c.fields = {{opportunity::amount.index, Value(100), Value(200), Value(300)}, {opportunity::currency.index, Value(u"CNY"), Value(u"CNY"), Value(u"USD")}};
    c.theirsVersion = 9;
    c.device = idOf(7);
    c.mid = 41;
    c.author = idOf(8);
    c.at = HybridTime::atMs(1'764'115'200'000);
    return c;
}

PullResponse samplePull()
{
    PullResponse pull;
    pull.epoch = idOf(1);
    pull.cursor = {Snapshot{10, 14, {10, 12}}, Snapshot{12, 20, {12}}, 900};
    pull.up = {sampleTable()};
    pull.gone = {{&customer::entity, idOf(30)}, {&customer::entity, idOf(31)}};
    pull.conflicts = {sampleConflict()};
    pull.add = {9};
    pull.drop = {7};
    pull.mask = Mask{4, {{&opportunity::entity, opportunity::amount.index}}};
    pull.more = true;
    pull.serverTime = HybridTime::atMs(1'764'115'200'001);
    return pull;
}

} // namespace

class TestWire : public QObject
{
    Q_OBJECT

private slots:
    void versionOneStaysAsItIs_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("json");
        const Codec codec;
        PushResponse pushed;
        pushed.lastMid = 42;
        pushed.outcomes = {{41, {{u"amount"_s, Verdict::Conflict}, {QString(markName), Verdict::Noop}}, {sampleConflict().id}, u"sync.masked"_s, {u"opportunity"_s, u"amount"_s}}};
        pushed.rows = {sampleTable()};
        pushed.conflicts = {sampleConflict()};
        PullRequest pull;
        pull.epoch = idOf(1);
        pull.cursor = Cursor{Snapshot{10, 14, {10, 12}}, {}, 0};
        pull.have = {1};
        const Lease lease{idOf(7), idOf(8), 1'765'000'000'000, HybridTime::atMs(1'764'000'000'000), QByteArray(64, '\x5a')};
        QTest::newRow("push") << u"push-request"_s << codec.write(samplePush());
        QTest::newRow("pushed") << u"push-response"_s << codec.write(pushed);
        QTest::newRow("pull") << u"pull-request"_s << codec.write(pull);
        QTest::newRow("pulled") << u"pull-response"_s << codec.write(samplePull());
        QTest::newRow("escrow") << u"escrow-request"_s << codec.write(EscrowRequest{0, idOf(7), samplePush().sets, {sampleMutation()}, true});
        QTest::newRow("login") << u"login-request"_s << codec.write(LoginRequest{u"li"_s, u"secret"_s, u"123456"_s, u"token"_s, {}, QByteArray(32, 'k'), u"WIN-7"_s});
        QTest::newRow("session") << u"session-request"_s << codec.write(SessionRequest{idOf(7), QByteArray(32, 'c'), QByteArray(64, 's'), 2});
        QTest::newRow("session begun") << u"session-response"_s
                                       << codec.write(SessionResponse{u"t"_s, 1'764'000'900'000, idOf(8), idOf(1), 42, 1, 3, lease, q("{'idle':900}"), HybridTime::atMs(1)});
        QTest::newRow("refusal") << u"refusal"_s << codec.write(Refusal{0, 410, u"sync.epoch"_s, idOf(1), 0, 40, 5, true});
        QTest::newRow("presence") << u"presence-request"_s << codec.write(PresenceRequest{&customer::entity, idOf(5), true, false});
        QTest::newRow("present") << u"presence-response"_s << codec.write(PresenceResponse{{{idOf(8), u"王磊"_s, true, 1'764'000'000'000}, {idOf(9), u"李娜"_s, false, 1'764'000'001'000}}});
        QTest::newRow("poke") << u"live-poke"_s << codec.write(Live{});
        QTest::newRow("present") << u"live-present"_s << codec.write(Live{Live::Kind::Present, 0, 0});
        Chunk chunk;
        chunk.epoch = idOf(1);
        chunk.scope = 7;
        chunk.maskVersion = 3;
        chunk.snapshot = Snapshot{10, 14, {12}};
        chunk.table = sampleTable();
        chunk.last = true;
        chunk.conflicts = {};
        QTest::newRow("chunk") << u"chunk"_s << writeChunk(chunk);
        chunk.empty = {&lead::entity, &ticket::entity};
        QTest::newRow("chunk with empty tables") << u"chunk-empty"_s << writeChunk(chunk);
    }
    void versionOneStaysAsItIs()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, json);
        const QByteArray difference = golden(u"tests/wire/version1/"_s + name + (name.startsWith(u"chunk") ? u".txt"_s : u".json"_s), json.endsWith('\n') ? json : json + '\n');
        QVERIFY2(difference.isEmpty(), difference.constData());
    }

    void whatIsWrittenIsRead()
    {
        const Codec codec;
        const PushRequest push = samplePush();
        const auto read = codec.read<PushRequest>(codec.write(push));
        QVERIFY(read);
        QCOMPARE(codec.write(*read), codec.write(push));
        const Mutation &m = read->mutations.first();
        QCOMPARE(m.change.edits.size(), 3);
        QCOMPARE(m.change.edits.first().to, push.mutations.first().change.edits.at(1).to); // in the order of the schema
        QCOMPARE(m.witnesses, push.mutations.first().witnesses);
        QCOMPARE(m.previousOf(markField), 12);
        QVERIFY(read->mutations.last().byValue);

        const auto pulled = codec.read<PullResponse>(codec.write(samplePull()));
        QVERIFY(pulled);
        QCOMPARE(codec.write(*pulled), codec.write(samplePull()));
        QCOMPARE(pulled->conflicts, samplePull().conflicts);
        QCOMPARE(*pulled->mask, *samplePull().mask);
        QCOMPARE(pulled->cursor, samplePull().cursor);
    }

    // Values of every type of every entity, in rows by JSON and by COPY.
    void everyEntityTravels()
    {
        std::mt19937 dice(1);
        for (const Entity *entity : allEntities()) {
            if (entity->storage != Storage::Records)
                continue;
            Chunk chunk;
            chunk.epoch = idOf(1);
            chunk.last = true;
            chunk.table.entity = entity;
            for (int field = 0; field < entity->count(); ++field)
                chunk.table.columns.append(field);
            for (int n = 0; n < 5; ++n) {
                Row row{Record(*entity), {1}};
                row.record.id = idOf(n + 1);
                row.record.version = n + 1;
                for (int field = 0; field < entity->count(); ++field) {
                    if (dice() % 4 == 0)
                        continue;
                    switch (entity->fields[size_t(field)].type) {
                    case Type::Boolean: row.record.setValue(field, Value(qint64(dice() % 2))); break;
                    case Type::Integer:
                    case Type::Time:
                    case Type::Money: row.record.setValue(field, Value(qint64(quint64(dice()) << 31 | dice()))); break;
                    case Type::Reference: row.record.setValue(field, Value(idOf(int(dice() % 100)))); break;
                    default: row.record.setValue(field, Value(u"张\t\\N敏\n\r\b\f\v{\"😀%1"_s.arg(dice())));
                    }
                }
                chunk.table.rows.append(row);
            }
            const auto byCopy = readChunk(writeChunk(chunk));
            QVERIFY2(byCopy, entity->name);
            PullResponse pull;
            pull.epoch = idOf(1);
            pull.up = {chunk.table};
            const auto byJson = Codec().read<PullResponse>(Codec().write(pull));
            QVERIFY2(byJson, entity->name);
            for (int n = 0; n < 5; ++n)
                for (int field = 0; field < entity->count(); ++field) {
                    const Value &want = chunk.table.rows.at(n).record.value(field);
                    QVERIFY2(byCopy->table.rows.at(n).record.value(field) == want, entity->fields[size_t(field)].name);
                    QVERIFY2(byJson->up.first().rows.at(n).record.value(field) == want, entity->fields[size_t(field)].name);
                }
        }
    }

    void oneBadMutationDoesNotHoldUpTheOthers_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QString>("refusal");
        QTest::newRow("a table nobody knows") << q("'tbl':'opportunity'") << q("'tbl':'secret_table'") << u"sync.unknownTable"_s;
        QTest::newRow("a system table") << q("'tbl':'opportunity'") << q("'tbl':'change_set'") << u"sync.unknownTable"_s;
        QTest::newRow("an operation nobody knows") << q("'op':'update'") << q("'op':'explode'") << u"sync.malformed"_s;
        QTest::newRow("a text for an amount") << q("'amount':9007199254740993") << q("'amount':'much'") << u"sync.malformed"_s;
        QTest::newRow("half a cent") << q("'amount':9007199254740993") << q("'amount':1.5") << u"sync.malformed"_s;
        QTest::newRow("a NUL") << q("'title':'新") << QByteArray("\"title\":\"\\u0000") << u"sync.malformed"_s;
        QTest::newRow("a version below nothing") << q("'base':7") << q("'base':-7") << u"sync.malformed"_s;
        QTest::newRow("a text beyond the limit of a row") << q("'title':'新") << QByteArray("\"title\":\"" + QByteArray(300'000, 'x')) << u"sync.tooLarge"_s;
    }
    void oneBadMutationDoesNotHoldUpTheOthers()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(QString, refusal);
        QByteArray json = Codec().write(samplePush());
        QVERIFY(json.contains(from));
        json.replace(from, to);
        const auto read = Codec().read<PushRequest>(json);
        QVERIFY(read);
        QCOMPARE(read->mutations.size(), 2);
        QCOMPARE(read->mutations.first().refusal, refusal);
        QCOMPARE(read->mutations.first().mid, 41);
        QVERIFY(read->mutations.last().refusal.isEmpty());
    }

    void unknownFieldsAreNamed()
    {
        QByteArray json = Codec().write(samplePush());
        json.replace(q("'set':{'amount'"), q("'set':{'hue':'red','amount'"));
        const auto read = Codec().read<PushRequest>(json);
        QVERIFY(read);
        QVERIFY(read->mutations.first().refusal.isEmpty());
        QCOMPARE(read->mutations.first().unknown, QStringList{u"hue"_s});
    }

    void hostileBytesAreRefused()
    {
        const Codec codec;
        const QList<QByteArray> seeds{codec.write(samplePush()), codec.write(samplePull()), codec.write(PullRequest{}), QByteArray("{}"), QByteArray("[]"), QByteArray()};
        std::mt19937 dice(42);
        int refused = 0;
        for (int round = 0; round < 20'000; ++round) {
            QByteArray bytes = seeds.at(int(dice() % size_t(seeds.size())));
            const int hits = int(dice() % 6);
            for (int hit = 0; hit < hits && !bytes.isEmpty(); ++hit) {
                const qsizetype at = qsizetype(dice() % size_t(bytes.size()));
                switch (dice() % 4) {
                case 0: bytes[at] = char(dice()); break;
                case 1: bytes.remove(at, qsizetype(dice() % 20)); break;
                case 2: bytes.insert(at, bytes.mid(qsizetype(dice() % size_t(bytes.size())), 20)); break;
                default: bytes.insert(at, QByteArray::number(qint64(quint64(dice()) << 32))); break;
                }
            }
            for (const bool ok : {codec.read<PushRequest>(bytes).has_value(), codec.read<PullRequest>(bytes).has_value(), codec.read<PullResponse>(bytes).has_value(),
                                  codec.read<PushResponse>(bytes).has_value(), codec.read<EscrowRequest>(bytes).has_value(), codec.read<LoginRequest>(bytes).has_value(),
                                  codec.read<SessionRequest>(bytes).has_value(), codec.read<SessionResponse>(bytes).has_value(), codec.read<Refusal>(bytes).has_value(),
                                  codec.read<Live>(bytes).has_value(), codec.read<Mutation>(bytes).has_value(), codec.read<Conflict>(bytes).has_value(), readChunk(bytes).has_value()})
                refused += ok ? 0 : 1;
        }
        QVERIFY(refused > 100'000);
    }

    void limitsHold()
    {
        const Codec codec;
        QCOMPARE(codec.read<PushRequest>(QByteArray(Limits::batchBytes + 1, ' ')).error().id, u"wire.tooLarge"_s);
        PushRequest push = samplePush();
        push.mutations.clear();
        for (int n = 0; n <= Limits::batchMutations; ++n) {
            Mutation m = sampleMutation();
            m.mid = n + 1;
            m.change.edits.clear();
            push.mutations.append(m);
        }
        QCOMPARE(codec.read<PushRequest>(codec.write(push)).error().id, u"wire.malformed"_s);
        push.mutations.removeLast();
        QVERIFY(codec.read<PushRequest>(codec.write(push)));
        push.mutations.removeAt(5); // a gap within a batch
        QCOMPARE(codec.read<PushRequest>(codec.write(push)).error().id, u"wire.malformed"_s);
    }

    void aChunkThatIsCutIsNoticed()
    {
        Chunk chunk;
        chunk.epoch = idOf(1);
        chunk.table = sampleTable();
        const QByteArray whole = writeChunk(chunk);
        QVERIFY(readChunk(whole));
        for (qsizetype size = 0; size < whole.size(); ++size)
            QVERIFY2(!readChunk(whole.first(size)), QByteArray::number(size).constData());
        QByteArray flipped = whole;
        flipped.replace("0013", "0014");
        QCOMPARE(readChunk(flipped).error().id, u"wire.cut"_s);
    }

    void theHashIsXxh64_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<quint64>("hash");
        QTest::newRow("nothing") << QByteArray() << quint64(0xef46db3751d8e999);
        QTest::newRow("a") << QByteArray("a") << quint64(0xd24ec4f1a98c6e5b);
        QTest::newRow("abc") << QByteArray("abc") << quint64(0x44bc2cf5ad770999);
        QTest::newRow("more than a stripe") << QByteArray("The quick brown fox jumps over the lazy dog") << quint64(0x0b242d361fda71bc);
    }
    void theHashIsXxh64()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(quint64, hash);
        Xxh64 whole;
        whole.add(bytes);
        QCOMPARE(whole.value(), hash);
        Xxh64 pieces;
        for (const char c : bytes)
            pieces.add(QByteArrayView(&c, 1));
        QCOMPARE(pieces.value(), hash);
    }

    void snapshots_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("valid");
        QTest::newRow("nothing in progress") << u"10:10:"_s << true;
        QTest::newRow("of PostgreSQL") << u"299854:299856:299854"_s << true;
        QTest::newRow("several") << u"10:20:10,12,19"_s << true;
        QTest::newRow("64 bits") << u"1:18446744073709551615:"_s << true;
        QTest::newRow("backwards") << u"20:10:"_s << false;
        QTest::newRow("zero") << u"0:10:"_s << false;
        QTest::newRow("in progress outside") << u"10:20:20"_s << false;
        QTest::newRow("not ascending") << u"10:20:12,11"_s << false;
        QTest::newRow("a sign") << u"10:+20:"_s << false;
        QTest::newRow("too many bits") << u"1:18446744073709551616:"_s << false;
        QTest::newRow("two parts") << u"10:20"_s << false;
        QTest::newRow("a trailing comma") << u"10:20:12,"_s << false;
    }
    void snapshots()
    {
        QFETCH(QString, text);
        QFETCH(bool, valid);
        const auto read = Snapshot::fromString(text);
        QCOMPARE(read.has_value(), valid);
        if (valid)
            QCOMPARE(read->toString(), text);
    }

    // Both functions against their meaning, transaction by transaction.
    void snapshotsSayWhatTheySee()
    {
        std::mt19937 dice(3);
        const auto any = [&dice] {
            Snapshot s{1 + dice() % 8, 0, {}};
            s.xmax = s.xmin + dice() % 8;
            for (quint64 xid = s.xmin; xid < s.xmax; ++xid)
                if (dice() % 3 == 0)
                    s.inProgress.append(xid);
            return s;
        };
        for (int round = 0; round < 5000; ++round) {
            const Snapshot a = any();
            const Snapshot b = any();
            bool includes = true;
            for (quint64 xid = 1; xid < 24; ++xid) {
                QCOMPARE(a.sees(xid), xid < a.xmax && !a.inProgress.contains(xid));
                includes = includes && (a.sees(xid) || !b.sees(xid));
            }
            QCOMPARE(a.includes(b), includes);
            QCOMPARE(*Snapshot::fromString(a.toString()), a);
        }
    }

    void hybridTimeNeverGoesBack()
    {
        std::mt19937 dice(5);
        HybridTime last;
        qint64 clock = 1'764'000'000'000;
        for (int round = 0; round < 10'000; ++round) {
            clock += dice() % 5 == 0 ? -qint64(dice() % 86'400'000) : qint64(dice() % 1000); // set back, or running on
            const HybridTime next = HybridTime::next(last, clock);
            QVERIFY(next > last);
            QVERIFY(next.ms() >= clock);
            last = next;
        }
        QVERIFY(HybridTime::next({}, -5).value > 0);
    }
};

QTEST_APPLESS_MAIN(TestWire)
#include "tst_wire.moc"
