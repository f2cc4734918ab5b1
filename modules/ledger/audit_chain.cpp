// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/audit_chain.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <sodium.h>

namespace kemai::ledger {

namespace {

constexpr qsizetype hashBytes = 32;
constexpr char sealColumns[] = "n, epoch, above_set, base::text, upto::text, sets, lines, at, hash, signer, signature";
const QByteArray nothingSeen = "1:1:";

class RunningHash
{
public:
    RunningHash() { crypto_generichash_init(&m_state, nullptr, 0, hashBytes); }
    void add(QByteArrayView bytes)
    {
        crypto_generichash_update(&m_state, reinterpret_cast<const unsigned char *>(bytes.data()), size_t(bytes.size()));
    }
    QByteArray result()
    {
        QByteArray hash(hashBytes, Qt::Uninitialized);
        crypto_generichash_final(&m_state, reinterpret_cast<unsigned char *>(hash.data()), hashBytes);
        return hash;
    }

private:
    crypto_generichash_state m_state;
};

Seal readSeal(const Rows &rows, int row)
{
    return {rows.number(row, 0), rows.id(row, 1), rows.number(row, 2), rows.bytes(row, 3).toByteArray(), rows.bytes(row, 4).toByteArray(),
            rows.number(row, 5), rows.number(row, 6), rows.number(row, 7), rows.bytes(row, 8).toByteArray(), rows.bytes(row, 9).toByteArray(),
            rows.bytes(row, 10).toByteArray()};
}

// What a seal covers; `seq` names the number of the set. Snapshots hold digits, colons and commas alone: they come from PostgreSQL.
QByteArray covered(const Seal &seal, qint64 below, const QByteArray &seq, const QByteArray &table)
{
    QByteArray where = " WHERE " + seq + " > " + QByteArray::number(seal.aboveSet) + " AND " + table + ".xid >= pg_snapshot_xmin('" + seal.base + "') AND " + table
        + ".xid < pg_snapshot_xmax('" + seal.upto + "') AND NOT pg_visible_in_snapshot(" + table + ".xid, '" + seal.base + "') AND pg_visible_in_snapshot("
        + table + ".xid, '" + seal.upto + "')";
    if (below >= 0)
        where += " AND " + seq + " <= " + QByteArray::number(below);
    return where;
}

struct Content {
    qint64 sets = 0;
    qint64 lines = 0;
    QByteArray setsDigest;
    QByteArray linesDigest;
};

// Both texts are hashed by themselves first: the header, which counts them, stands before them in the seal.
Result<Content> hashContent(Connection &connection, const Seal &seal, qint64 below)
{
    Content content;
    const auto copy = [&](const QByteArray &select, QByteArray &digest) -> Result<qint64> {
        RunningHash hash;
        const auto rows = CopyOut::run(connection, "COPY (" + select + ") TO STDOUT", [&hash](QByteArrayView piece) {
            hash.add(piece);
            return true;
        });
        digest = hash.result();
        return rows;
    };
    const auto sets = copy("SELECT seq, id, xid, at, author, device, origin, title, batch, undoes, first, changes FROM change_set"
                               + covered(seal, below, "change_set.seq", "change_set") + " ORDER BY seq",
                           content.setsDigest);
    if (!sets)
        return fail(sets.error());
    const auto lines = copy("SELECT seq, set_seq, xid, subject, record, operation, version, line, edits, mid FROM history"
                                + covered(seal, below, "history.set_seq", "history") + " ORDER BY set_seq, seq",
                            content.linesDigest);
    if (!lines)
        return fail(lines.error());
    content.sets = *sets;
    content.lines = *lines;
    return content;
}

QByteArray chained(const QByteArray &previous, const Seal &seal, const Content &content)
{
    RunningHash hash;
    hash.add(previous);
    hash.add(seal.header());
    hash.add(content.setsDigest);
    hash.add(content.linesDigest);
    return hash.result();
}

Result<> insertSeal(Connection &connection, const Seal &seal)
{
    return connection.run("INSERT INTO sync.seal (n, epoch, above_set, base, upto, sets, lines, at, hash, signer, signature) "
                          "VALUES ($1, $2, $3, $4::pg_snapshot, $5::pg_snapshot, $6, $7, $8, $9, $10, $11)",
                          Parameters().add(seal.n).add(seal.epoch).add(seal.aboveSet).addText(seal.base).addText(seal.upto).add(seal.sets).add(seal.lines)
                              .add(seal.atMs).addBytes(seal.hash).addBytes(seal.signer).addBytes(seal.signature));
}

// The seal after `last` that ends at `upto`, within the transaction that is under way.
Result<std::optional<Seal>> sealUpTo(Connection &connection, const std::optional<Seal> &last, const Id &epoch, qint64 aboveSet, const QByteArray &upto,
                                     qint64 below, bool evenEmpty, const SealKey &key, qint64 nowMs)
{
    Seal seal;
    seal.n = last ? last->n + 1 : 1;
    seal.epoch = epoch;
    seal.aboveSet = aboveSet;
    seal.base = last && last->epoch == epoch ? last->upto : nothingSeen;
    seal.upto = upto;
    seal.atMs = nowMs;
    const auto content = hashContent(connection, seal, below);
    if (!content)
        return fail(content.error());
    if (content->sets == 0 && content->lines == 0 && !evenEmpty)
        return std::optional<Seal>();
    seal.sets = content->sets;
    seal.lines = content->lines;
    seal.hash = chained(last ? last->hash : QByteArray(hashBytes, '\0'), seal, *content);
    seal.signer = key.publicKey;
    seal.signature = key.sign(seal.signedMessage());
    if (const auto inserted = insertSeal(connection, seal); !inserted)
        return fail(inserted.error());
    return seal;
}

Result<> beginSealing(Connection &connection, std::optional<Transaction> &transaction)
{
    auto begun = Transaction::begin(connection);
    if (!begun)
        return fail(begun.error());
    transaction.emplace(std::move(*begun));
    // One snapshot for everything below; a seal may take longer than a request.
    return connection.script("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0");
}

} // namespace

QByteArray Seal::header() const
{
    return QByteArray::number(n) + ' ' + epoch.toString().toLatin1() + ' ' + QByteArray::number(aboveSet) + ' ' + base + ' ' + upto + ' '
        + QByteArray::number(sets) + ' ' + QByteArray::number(lines) + ' ' + QByteArray::number(atMs) + '\n';
}

QByteArray Seal::signedMessage() const { return "kemai audit seal 1\n" + header() + hash.toHex(); }

Result<std::optional<Seal>> lastSeal(Connection &connection)
{
    const auto rows = connection.query(QByteArray("SELECT ") + sealColumns + " FROM sync.seal ORDER BY n DESC LIMIT 1");
    if (!rows)
        return fail(rows.error());
    return rows->count() ? std::optional<Seal>(readSeal(*rows, 0)) : std::nullopt;
}

Result<std::optional<Seal>> sealAudit(Connection &connection, const SealKey &key, qint64 nowMs)
{
    std::optional<Transaction> transaction;
    if (const auto begun = beginSealing(connection, transaction); !begun)
        return fail(begun.error());
    const auto mine = connection.query("SELECT pg_try_advisory_xact_lock(73), pg_current_snapshot()::text, epoch, above_set FROM sync.epoch");
    if (!mine)
        return fail(mine.error());
    if (!mine->truth(0, 0))
        return std::optional<Seal>();
    const auto last = lastSeal(connection);
    if (!last)
        return fail(last.error());
    auto seal = sealUpTo(connection, *last, mine->id(0, 2), mine->number(0, 3), mine->bytes(0, 1).toByteArray(), -1, false, key, nowMs);
    if (!seal && connection.lastState() == "23505") // another process sealed between our snapshot and our lock
        return std::optional<Seal>();
    if (!seal || !*seal)
        return seal;
    if (const auto done = transaction->commit(); !done)
        return fail(done.error());
    return seal;
}

Result<Id> newEpoch(Connection &connection, const SealKey &key, qint64 nowMs)
{
    std::optional<Transaction> transaction;
    if (const auto begun = beginSealing(connection, transaction); !begun)
        return fail(begun.error());
    const auto facts = connection.query("SELECT epoch, above_set, (SELECT coalesce(max(seq), 0) FROM change_set), "
                                        "greatest((SELECT coalesce(max(xid::text::bigint), 0) FROM change_set), (SELECT coalesce(max(xid::text::bigint), 0) FROM history)) "
                                        "FROM sync.epoch");
    if (!facts)
        return fail(facts.error());
    const auto last = lastSeal(connection);
    if (!last)
        return fail(last.error());
    const Id before = facts->id(0, 0);
    // Strictly above the epoch before, so that no set belongs to two.
    const qint64 top = std::max(facts->number(0, 2), facts->number(0, 1) + 1);
    const auto advanced = connection.query("SELECT setval('sync.change_set_seq', greatest((SELECT last_value FROM sync.change_set_seq), $1))", Parameters().add(top));
    if (!advanced)
        return fail(advanced.error());
    // Everything the restored database holds, in the numbers of its old transactions.
    const QByteArray end = QByteArray::number(facts->number(0, 3) + 1);
    QByteArray upto = end + ':' + end + ':';
    if (*last && (*last)->epoch == before) { // a seal never ends before the one it follows
        const auto behind = connection.query("SELECT pg_snapshot_xmax($1::pg_snapshot)::text::bigint", Parameters().addText((*last)->upto));
        if (!behind)
            return fail(behind.error());
        if (behind->number(0, 0) > facts->number(0, 3) + 1) {
            const QByteArray later = QByteArray::number(behind->number(0, 0));
            upto = later + ':' + later + ':';
        }
    }
    const auto sealed = sealUpTo(connection, *last, before, facts->number(0, 1), upto, top, true, key, nowMs);
    if (!sealed)
        return fail(sealed.error());
    const auto begun = connection.query("UPDATE sync.epoch SET epoch = gen_random_uuid(), begun_at = $1, above_set = $2, log_floor = pg_current_xact_id() RETURNING epoch",
                                        Parameters().add(nowMs).add(top));
    if (!begun)
        return fail(begun.error());
    if (const auto emptied = connection.script("TRUNCATE sync.change_log, sync.grant_change; DELETE FROM sync.session; DELETE FROM sync.challenge; DELETE FROM sync.presence"); !emptied)
        return fail(emptied.error());
    if (const auto done = transaction->commit(); !done)
        return fail(done.error());
    return begun->id(0, 0);
}

// --- check

Result<AuditReport> checkAudit(Connection &connection, const QList<QByteArray> &trusted, const std::optional<Seal> &head,
                               const std::function<bool(qint64 done, qint64 total)> &progress)
{
    AuditReport report;
    const auto breakOff = [&report](qint64 n, const QString &what) {
        report.brokenAt = n;
        report.what = what;
        return report;
    };
    std::optional<Transaction> transaction;
    if (const auto begun = beginSealing(connection, transaction); !begun)
        return fail(begun.error());
    const auto rows = connection.query(QByteArray("SELECT ") + sealColumns + " FROM sync.seal ORDER BY n");
    const auto now = connection.query("SELECT epoch, above_set, pg_current_snapshot()::text FROM sync.epoch");
    if (!rows || !now)
        return fail(!rows ? rows.error() : now.error());
    QList<Seal> seals;
    for (int row = 0; row < rows->count(); ++row)
        seals << readSeal(*rows, row);
    const qint64 present = now->number(0, 1);
    const auto below = [&](const Seal &seal) { // the next epoch's first set is above this
        for (const Seal &other : std::as_const(seals))
            if (other.aboveSet > seal.aboveSet)
                return other.aboveSet;
        return present > seal.aboveSet ? present : qint64(-1);
    };
    QByteArray previous(hashBytes, '\0');
    std::optional<Seal> last;
    for (const Seal &seal : std::as_const(seals)) {
        if (progress && !progress(report.seals, seals.size()))
            return fail(Error::Code::Busy, QStringLiteral("ledger.busy"), QStringLiteral("stopped"));
        if (seal.n != report.seals + 1)
            return breakOff(report.seals + 1, QStringLiteral("seal %1 is missing").arg(report.seals + 1));
        if (seal.base != (last && last->epoch == seal.epoch ? last->upto : nothingSeen) || (last && seal.aboveSet < last->aboveSet))
            return breakOff(seal.n, QStringLiteral("seal %1 does not follow the one before").arg(seal.n));
        const auto content = hashContent(connection, seal, below(seal));
        if (!content)
            return fail(content.error());
        if (content->sets != seal.sets || content->lines != seal.lines)
            return breakOff(seal.n, QStringLiteral("seal %1 covers %2 sets and %3 lines, %4 and %5 are there")
                                        .arg(seal.n).arg(seal.sets).arg(seal.lines).arg(content->sets).arg(content->lines));
        if (chained(previous, seal, *content) != seal.hash)
            return breakOff(seal.n, QStringLiteral("what seal %1 covers does not fit its hash").arg(seal.n));
        const QByteArray message = seal.signedMessage();
        if (seal.signer.size() != crypto_sign_PUBLICKEYBYTES || seal.signature.size() != crypto_sign_BYTES
            || crypto_sign_verify_detached(reinterpret_cast<const unsigned char *>(seal.signature.constData()), reinterpret_cast<const unsigned char *>(message.constData()),
                                           size_t(message.size()), reinterpret_cast<const unsigned char *>(seal.signer.constData())) != 0)
            return breakOff(seal.n, QStringLiteral("the signature of seal %1 is wrong").arg(seal.n));
        if (!trusted.isEmpty() && !trusted.contains(seal.signer))
            return breakOff(seal.n, QStringLiteral("seal %1 was signed with a key that is not the server's").arg(seal.n));
        if (head && head->n == seal.n && (head->hash != seal.hash || head->epoch != seal.epoch))
            return breakOff(seal.n, QStringLiteral("seal %1 is not the one the head names").arg(seal.n));
        previous = seal.hash;
        last = seal;
        ++report.seals;
        report.sets += seal.sets;
        report.lines += seal.lines;
    }
    if (head && head->n > report.seals) {
        report.missing = head->n - report.seals;
        report.what = QStringLiteral("the last %1 seals are missing").arg(report.missing);
    }
    // Behind the last seal, and what belongs to no seal at all.
    Seal open;
    open.aboveSet = present;
    open.base = last && last->epoch == now->id(0, 0) ? last->upto : nothingSeen;
    open.upto = now->bytes(0, 2).toByteArray();
    const auto unsealed = connection.number("SELECT count(*) FROM change_set" + covered(open, -1, "change_set.seq", "change_set"));
    const auto all = connection.number("SELECT count(*) FROM change_set");
    if (!unsealed || !all)
        return fail(!unsealed ? unsealed.error() : all.error());
    report.unsealedSets = *unsealed;
    if (report.sound() && *all != report.sets + *unsealed)
        return breakOff(report.seals, QStringLiteral("%1 change sets belong to no seal").arg(*all - report.sets - *unsealed));
    return report;
}

// --- head

Result<> writeHead(const QString &file, const Seal &seal)
{
    const QJsonObject json{{QStringLiteral("n"), seal.n}, {QStringLiteral("epoch"), seal.epoch.toString()}, {QStringLiteral("at"), seal.atMs},
                           {QStringLiteral("hash"), QString::fromLatin1(seal.hash.toHex())}, {QStringLiteral("signer"), QString::fromLatin1(seal.signer.toHex())},
                           {QStringLiteral("signature"), QString::fromLatin1(seal.signature.toHex())}};
    QSaveFile out(file);
    if (!out.open(QIODevice::WriteOnly) || out.write(QJsonDocument(json).toJson(QJsonDocument::Compact) + '\n') < 0 || !out.commit())
        return fail(Error::Code::Io, QStringLiteral("ledger.headUnwritable"), {}, {file});
    return {};
}

Result<std::optional<Seal>> readHead(const QString &file)
{
    QFile in(file);
    if (!in.exists())
        return std::optional<Seal>();
    if (!in.open(QIODevice::ReadOnly))
        return fail(Error::Code::Io, QStringLiteral("ledger.headUnreadable"), {}, {file});
    const QJsonObject json = QJsonDocument::fromJson(in.read(64 * 1024)).object();
    Seal seal;
    seal.n = json.value(QStringLiteral("n")).toInteger();
    seal.epoch = Id::fromString(json.value(QStringLiteral("epoch")).toString());
    seal.hash = QByteArray::fromHex(json.value(QStringLiteral("hash")).toString().toLatin1());
    if (seal.n < 1 || seal.hash.size() != hashBytes)
        return fail(Error::Code::Corrupt, QStringLiteral("ledger.headDamaged"), {}, {file});
    return seal;
}

} // namespace kemai::ledger
