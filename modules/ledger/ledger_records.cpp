// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/ledger_records.h"

#include "ledger/commit.h"
#include "ledger/ledger_row.h"
#include "ledger/machinery.h"
#include "ledger/query_sql.h"
#include "ledger/search.h"

namespace kemai::ledger {

namespace {

constexpr int fixedColumns = 3; // id, version, removed

Failure invalidChange()
{
    return fail(Error::Code::Invalid, QStringLiteral("records.invalidChange"), QStringLiteral("a change names no record"));
}

bool isWellFormed(const Change &change)
{
    return change.entity && change.entity->storage == Storage::Records && !change.record.isNull();
}

} // namespace

LedgerRecords::LedgerRecords(Connection &connection) : m_connection(connection) { }

LedgerRecords::LedgerRecords(Connection &connection, const Clock &clock, const Id &device)
    : m_connection(connection), m_clock(&clock), m_device(device.isNull() ? Id::fromString(QString::fromLatin1(serverDeviceId)) : device),
      m_devices(std::make_unique<DeviceNumbers>())
{
}

LedgerRecords::~LedgerRecords() = default;

Result<QList<Record>> LedgerRecords::find(const Query &query)
{
    QList<Record> records;
    for (const Translated &translated : translateFind(query)) {
        if (query.limit() >= 0 && records.size() >= query.limit())
            break;
        const auto rows = m_connection.query(translated.sql, translated.parameters);
        if (!rows)
            return fail(rows.error());
        for (int row = 0; row < rows->count() && (query.limit() < 0 || records.size() < query.limit()); ++row) {
            Record record(query.entity());
            record.id = rows->id(row, 0);
            record.version = rows->number(row, 1);
            record.removedMs = rows->number(row, 2);
            for (int i = 0; i < translated.columns.size(); ++i)
                record.setValue(translated.columns.at(i), rows->value(row, fixedColumns + i));
            records.append(std::move(record));
        }
    }
    return records;
}

Result<QList<QList<Value>>> LedgerRecords::aggregate(const Query &query)
{
    const Translated translated = translateAggregate(query);
    const auto rows = m_connection.query(translated.sql, translated.parameters);
    if (!rows)
        return fail(rows.error());
    const int columns = int(query.groupings().size() + query.aggregates().size());
    QList<QList<Value>> answer;
    for (int row = 0; row < rows->count(); ++row) {
        QList<Value> line;
        for (int column = 0; column < columns; ++column)
            line.append(rows->value(row, column));
        answer.append(line);
    }
    return answer;
}

Result<QList<Hit>> LedgerRecords::search(const Search &search) { return runSearch(m_connection, search); }

// --- commit

// Applies changes one after the other to the rows in memory.
struct LedgerRecords::Work {
    QHash<RowKey, LedgerRow> rows;
    QSet<RowKey> there;
    QSet<RowKey> written;
    Id device;
    qint64 atMs = 0;
    AppliedSet set;
    int skipped = 0;

    Result<> apply(const Change &change)
    {
        const RowKey key{change.entity, change.record};
        const auto found = rows.find(key);
        if (change.operation == Change::Operation::Insert)
            return found == rows.end() ? insert(change, key) : skip();
        if (found == rows.end())
            return fail(Error::Code::NotFound, QStringLiteral("records.notFound"), {}, {QLatin1String(change.entity->name), change.record.toString()});
        return change.operation == Change::Operation::Update ? update(change, *found) : mark(change, *found);
    }

private:
    Result<> skip()
    {
        ++skipped;
        return {};
    }

    Result<> insert(const Change &change, const RowKey &key)
    {
        LedgerRow row(*change.entity);
        row.record.id = change.record;
        row.record.version = 1;
        for (const Edit &edit : change.edits)
            write(row, edit.field, edit.to, 1);
        rows.insert(key, row);
        note(change, 1);
        return {};
    }

    Result<> update(const Change &change, LedgerRow &row)
    {
        const Entity &entity = *change.entity;
        Change effective = change;
        effective.edits.clear();
        for (const Edit &edit : change.edits) {
            const Value &present = row.record.value(edit.field);
            if (present == edit.to)
                continue;
            if (change.expectedVersion != 0 && change.expectedVersion != row.record.version && present != edit.from)
                return fail(Error::Code::Conflict, QStringLiteral("records.conflict"), {},
                            {QLatin1String(entity.name), QLatin1String(entity.fields[size_t(edit.field)].name),
                             present.isText() ? present.toText() : QString::number(present.toNumber())});
            effective.edits.append({edit.field, present, edit.to, edit.inferredFrom});
        }
        if (effective.edits.isEmpty())
            return skip();
        ++row.record.version;
        for (const Edit &edit : std::as_const(effective.edits))
            write(row, edit.field, edit.to, row.record.version);
        note(effective, row.record.version);
        return {};
    }

    Result<> mark(const Change &change, LedgerRow &row)
    {
        const bool remove = change.operation == Change::Operation::Remove;
        if ((row.record.removedMs != 0) == remove)
            return skip();
        ++row.record.version;
        row.record.removedMs = remove ? atMs : 0;
        row.mark = {row.record.version, device, 0};
        Change effective = change;
        effective.edits.clear();
        note(effective, row.record.version);
        return {};
    }

    void write(LedgerRow &row, int field, const Value &value, qint64 version)
    {
        row.record.setValue(field, value);
        row.stamps[size_t(field)] = {version, device, 0};
    }

    void note(const Change &effective, qint64 version)
    {
        written.insert(RowKey{effective.entity, effective.record});
        set.changes.append({effective, version, 0});
    }
};

Result<Committed> LedgerRecords::commit(const ChangeSet &changes)
{
    if (!m_clock || m_connection.inTransaction())
        return fail(Error::Code::Denied, QStringLiteral("ledger.denied"), QStringLiteral("commit on a reader, or within a transaction"));
    for (const Change &change : changes.changes) {
        if (!isWellFormed(change))
            return invalidChange();
        for (const Edit &edit : change.edits)
            if (const auto fits = checkValue(*change.entity, edit.field, edit.to); !fits)
                return fail(fits.error());
    }
    if (changes.title.contains(QChar(u'\0')))
        return fail(Error::Code::Invalid, QStringLiteral("ledger.badText"), QStringLiteral("title"));
    for (int times = 5;; --times) {
        auto done = retried(m_connection, Repeat::Never, [&] { return tryCommit(changes); });
        if (done || times == 0 || !insertedMeanwhile(m_connection))
            return done;
    }
}

Result<Committed> LedgerRecords::tryCommit(const ChangeSet &changes)
{
    Committed answer;
    auto transaction = Transaction::begin(m_connection);
    if (!transaction)
        return fail(transaction.error());
    if (const auto known = m_devices->learn(m_connection, m_device); !known)
        return fail(known.error());

    QList<RowKey> keys;
    for (const Change &change : changes.changes)
        keys.append({change.entity, change.record});
    QList<Statement> locks;
    const auto order = lockingOrder(keys);
    for (const auto &[entity, ids] : order)
        locks.append(lockStatement(*entity, ids));
    const auto locked = m_connection.pipeline(locks);
    if (!locked)
        return fail(locked.error());

    Work work;
    work.device = m_device;
    work.atMs = changes.atMs ? changes.atMs : m_clock->nowMs();
    for (qsizetype i = 0; i < order.size(); ++i) {
        const auto rows = readRows(m_connection, *m_devices, *order.at(i).first, locked->at(i));
        if (!rows)
            return fail(rows.error());
        for (const LedgerRow &row : *rows) {
            work.rows.insert({order.at(i).first, row.record.id}, row);
            work.there.insert({order.at(i).first, row.record.id});
        }
    }
    work.set = {changes.id.isNull() ? Id::make(work.atMs) : changes.id, work.atMs, changes.author, changes.origin, changes.title, changes.batch, changes.undoes, {}};
    for (const Change &change : changes.changes)
        if (const auto done = work.apply(change); !done)
            return fail(done.error());
    answer.skipped = work.skipped;
    answer.applied = int(work.set.changes.size());
    if (answer.applied == 0)
        return answer;

    QList<LedgerRow> written;
    for (const AppliedChange &applied : std::as_const(work.set.changes)) // in the order of the set, each once
        if (const RowKey key{applied.change.entity, applied.change.record}; work.written.remove(key))
            written.append(work.rows.value(key));
    QList<Statement> writes;
    for (const RowWrite &one : writeStatements(written, work.there, *m_devices))
        writes << one.statement;
    writes << historyStatement({work.set}, m_device);
    const qsizetype history = writes.size() - 1;
    writes << derivedStatements({work.set}, written);
    const auto done = m_connection.pipeline(writes);
    if (!done)
        return fail(done.error());
    answer.set = work.set.id;
    answer.seq = done->at(history).number(0, 0);
    if (const auto committed = transaction->commit(); !committed)
        return fail(committed.error());
    return answer;
}

} // namespace kemai::ledger
