// SPDX-License-Identifier: GPL-3.0-or-later
// SyncLedger::push: locks and reads in one round trip, writes in a second.
#include "ledger/commit.h"
#include "ledger/ddl.h"
#include "ledger/ledger_records.h"
#include "ledger/scoping.h"
#include "ledger/sync_sql.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace kemai::ledger {

namespace {

constexpr char deviceColumns[] = "d.id, d.number, d.user_id, d.public_key, d.state, d.last_mid, d.last_seen, d.lease_until, d.schema_version, d.label";

Failure epochChanged() { return fail(Error::Code::Conflict, QStringLiteral("ledger.epoch"), QStringLiteral("another epoch")); }

// Plans of a push are made once for a connection and kept: planning its dozen statements anew costs more than running them, and each finds
// its few rows by their keys whatever the values are. By their keys also where a plan is made while a table is empty. Until the transaction
// ends.
constexpr char keptPlans[] = "set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true)";

Statement outcomesStatement(const Id &device, qint64 from)
{
    return {"SELECT o.mid, o.result FROM sync.outcome o JOIN sync.device d ON d.number = o.device WHERE d.id = $1 AND o.mid >= $2 ORDER BY o.mid",
            Parameters().add(device).add(from)};
}

} // namespace

Device readDevice(const Rows &rows, int row)
{
    Device device;
    device.id = rows.id(row, 0);
    device.number = qint32(rows.number(row, 1));
    device.user = rows.isNull(row, 2) ? Id() : rows.id(row, 2);
    device.publicKey = rows.bytes(row, 3).toByteArray();
    device.state = DeviceState(rows.number(row, 4));
    device.lastMid = rows.number(row, 5);
    device.lastSeenMs = rows.number(row, 6);
    device.leaseUntilMs = rows.number(row, 7);
    device.schema = int(rows.number(row, 8));
    device.label = rows.text(row, 9);
    return device;
}

Statement sharesStatement(const TableNumbers &tables, const QList<RowKey> &rows)
{
    QSet<qint32> numbers;
    QList<Id> ids;
    for (const RowKey &key : rows) {
        numbers << tables.number(*key.entity);
        ids << key.id;
    }
    return {"SELECT tbl, row_id, scope FROM sync.row_scope WHERE tbl = ANY ($1) AND row_id = ANY ($2) ORDER BY scope", Parameters().addInts(numbers.values()).addIds(ids)};
}

Statement conflictsStatement(const QList<Id> &rows)
{
    return {"SELECT id, tbl, row_id, state, body FROM sync.conflict WHERE row_id = ANY ($1) AND state = 0 ORDER BY id", Parameters().addIds(rows)};
}

QList<ConflictRecord> readConflicts(const TableNumbers &tables, const Rows &rows)
{
    QList<ConflictRecord> conflicts;
    for (int row = 0; row < rows.count(); ++row)
        if (const Entity *entity = tables.entity(qint32(rows.number(row, 1)))) // null: of a newer program
            conflicts.append({rows.id(row, 0), {entity, rows.id(row, 2)}, rows.number(row, 3) == 0, rows.bytes(row, 4).toByteArray()});
    return conflicts;
}

class SyncLedger::Push : public PushView
{
public:
    Push(SyncLedger &ledger, const PushOrder &order)
        : m_ledger(ledger), m_connection(ledger.m_connection), m_order(order), m_now(ledger.m_clock.nowMs()), m_records(ledger.m_connection),
          m_locking(lockingOrder(order.rows))
    {
    }

    const Device &device() const override { return m_device; }
    const Grants &grants() const override { return m_grants; }
    const QList<LedgerRow> &rows() const override { return m_rows; }
    const QList<ConflictRecord> &conflicts() const override { return m_conflicts; }
    Records &records() override { return m_records; }
    qint64 nowMs() const override { return m_now; }
    const QSet<RowKey> &there() const { return m_there; }

    Result<qint32> homeScope(const Record &record) override
    {
        // The fields it depends on, as a row of the table; the function is the trigger's.
        const Entity &entity = *record.entity();
        QJsonObject fields;
        for (const char *name : homeFields(entity)) {
            const Value &value = record.value(entity.indexOf(QLatin1StringView(name)));
            if (const Id *id = value.id())
                fields.insert(QLatin1StringView(name), id->toString());
            else if (const QString *text = value.text())
                fields.insert(QLatin1StringView(name), *text);
            else if (const qint64 *number = value.number())
                fields.insert(QLatin1StringView(name), *number != 0);
        }
        const QByteArray json = QJsonDocument(fields).toJson(QJsonDocument::Compact);
        const HomeRule &rule = homeRule(entity);
        const bool byItself = !rule.customer && !rule.other;
        const QByteArray key = entity.name + json;
        if (const auto known = m_ledger.m_homes.constFind(key); byItself && known != m_ledger.m_homes.cend())
            return *known;
        const auto scope = m_connection.number("SELECT sync.home_" + QByteArray(entity.name) + "(json_populate_record(NULL::" + tableOf(entity) + ", $1))",
                                               Parameters().addJson(json));
        if (!scope)
            return fail(scope.error());
        if (byItself)
            m_homes.insert(key, qint32(*scope));
        return qint32(*scope);
    }

    Result<> serialize(const QStringList &texts) override
    {
        QList<QByteArray> utf8;
        for (const QString &text : texts)
            utf8 << text.toUtf8();
        // In one order for everybody, or two would wait for each other.
        return m_connection.run("SELECT pg_advisory_xact_lock(73, h) FROM (SELECT DISTINCT hashtext(t) AS h FROM unnest($1) t ORDER BY 1) sorted", Parameters().addTexts(utf8));
    }

    // Everything the merge looks at; the device first, so that two batches of one device follow each other.
    Result<> lock()
    {
        QList<Statement> statements{
            {"BEGIN", {}},
            {QByteArray("SELECT ") + deviceColumns + ", e.epoch, " + keptPlans + " FROM sync.device d, sync.epoch e WHERE d.id = $1 FOR NO KEY UPDATE OF d",
             Parameters().add(m_order.device)}};
        for (const auto &[entity, ids] : m_locking)
            statements << lockStatement(*entity, ids);
        if (!m_order.session.isEmpty())
            statements << sessionStatement(m_order.session, m_now);
        // Behind the locks, so that nothing of it can change any more. Whose device it is is known once its row is locked; from an earlier
        // batch it is known before.
        const Id user = m_ledger.m_userOf.value(m_order.device);
        KnownGrants known(m_connection);
        statements << besidesStatement(known, user);
        const auto answers = m_connection.pipeline(statements);
        if (!answers)
            return fail(answers.error());
        if (!m_order.session.isEmpty()) { // first of all: a stranger learns nothing
            const Rows &session = answers->at(answers->size() - 2);
            if (session.count() == 0 || session.id(0, 0) != m_order.device)
                return fail(Error::Code::Denied, QStringLiteral("ledger.session"));
        }
        const Rows &device = answers->at(1);
        if (device.count() == 0)
            return fail(Error::Code::NotFound, QStringLiteral("ledger.noDevice"));
        m_device = readDevice(device, 0);
        m_ledger.m_devices->note(m_device.id, m_device.number);
        if (m_device.state != DeviceState::Active)
            return fail(Error::Code::Denied, QStringLiteral("ledger.revoked"), QStringLiteral("device is revoked"));
        if (device.id(0, 10) != m_order.epoch)
            return epochChanged();
        m_ledger.m_userOf.insert(m_device.id, m_device.user);
        if (m_ledger.m_homesEpoch != m_order.epoch || m_ledger.m_homes.size() > 10'000) {
            m_ledger.m_homes.clear();
            m_ledger.m_homesEpoch = m_order.epoch;
        }
        const auto grants = m_device.user == user ? known.take(m_connection, user, answers->last().number(0, 1) == 1) : m_ledger.grants(m_device.user);
        if (!grants)
            return fail(grants.error());
        m_grants = *grants;
        if (!m_grants.active)
            return fail(Error::Code::Denied, QStringLiteral("ledger.revoked"), QStringLiteral("user is disabled"));
        for (qsizetype i = 0; i < m_locking.size(); ++i) {
            auto rows = readRows(m_connection, *m_ledger.m_devices, *m_locking.at(i).first, answers->at(2 + i));
            if (!rows)
                return fail(rows.error());
            m_rows += std::move(*rows);
        }
        for (const LedgerRow &row : std::as_const(m_rows))
            m_there.insert({row.record.entity(), row.record.id});
        takeBesides(answers->last());
        m_lastMidBefore = m_device.lastMid;
        return {};
    }

    // The statements that write; behind them come those of answer(), in the same pipeline.
    Result<> write(const PushWrite &write)
    {
        for (const LedgerRow &row : write.rows)
            for (int field = 0; field < row.record.entity()->count(); ++field)
                if (const auto fits = checkValue(*row.record.entity(), field, row.record.value(field)); !fits)
                    return fail(fits.error());
        QList<Statement> &statements = m_statements;
        m_rowWrites = writeStatements(write.rows, m_there, *m_ledger.m_devices, m_rows);
        for (const RowWrite &one : std::as_const(m_rowWrites))
            statements << one.statement;
        if (std::any_of(write.sets.cbegin(), write.sets.cend(), [](const AppliedSet &set) { return !set.changes.isEmpty(); }))
            statements << historyStatement(write.sets, m_device.id);
        statements << derivedStatements(write.sets, write.rows);
        for (const CustomersShare &share : write.shares)
            statements << Statement{"INSERT INTO sync.row_scope (tbl, row_id, scope) SELECT DISTINCT e.number, $2::uuid, c.scope FROM sync.entity e, customer c "
                                    "WHERE e.name = $1 AND c.id = ANY ($3) ON CONFLICT DO NOTHING",
                                    Parameters().addText(share.row.entity->name).add(share.row.id).addIds(share.customers)};
        if (!write.outcomes.isEmpty())
            statements << recordOutcomes(write.outcomes);
        if (!write.conflicts.isEmpty())
            statements << recordConflicts(write.conflicts);
        for (const auto &[entity, ids] : lockingOrder(write.touched))
            statements << Statement{"INSERT INTO sync.change_log (scope, tbl, row_id) SELECT t.scope, e.number, t.id FROM " + tableOf(*entity)
                                        + " t, sync.entity e WHERE e.name = '" + entity->name + "' AND t.id = ANY ($1) UNION "
                                          "SELECT s.scope, s.tbl, s.row_id FROM sync.row_scope s JOIN sync.entity e ON e.number = s.tbl "
                                          "WHERE e.name = '" + entity->name + "' AND s.row_id = ANY ($1)",
                                    Parameters().addIds(ids)};
        m_device.lastMid = std::max(m_device.lastMid, write.lastMid);
        m_device.lastSeenMs = m_now;
        statements << Statement{"UPDATE sync.device SET last_mid = $2, last_seen = $3 WHERE id = $1", Parameters().add(m_device.id).add(m_device.lastMid).add(m_now)};
        return {};
    }

    // Writes, then reads what the database made of it, and commits. What is locked is known: it is answered from memory, and only these are
    // read again: rows that moved along with a customer, customers of an interaction, shares that were made, outcomes of an earlier time.
    Result<Pushed> finish(const PushWrite &write)
    {
        QHash<RowKey, LedgerRow> rows;
        for (const LedgerRow &row : std::as_const(m_rows))
            rows.insert({row.record.entity(), row.record.id}, row);
        const bool anyInteraction = std::any_of(write.rows.cbegin(), write.rows.cend(), [](const LedgerRow &row) { return row.record.entity() == &interaction::entity; });
        bool customersMove = false; // and their children with them
        for (const LedgerRow &row : write.rows) {
            const RowKey key{row.record.entity(), row.record.id};
            const auto before = rows.find(key);
            customersMove = customersMove || (key.entity == &customer::entity && (before == rows.end() || movesHome(before->record, row.record)));
            if (before == rows.end()) {
                rows.insert(key, row);
            } else {
                before->record = row.record;
                before->stamps = row.stamps;
            }
        }
        QList<RowKey> again;
        for (auto it = rows.cbegin(); it != rows.cend(); ++it)
            if (it.key().entity == &customer::entity ? anyInteraction : customersMove)
                again.append(it.key());
        const qsizetype reads = m_statements.size();
        const auto order = lockingOrder(again);
        for (const auto &[entity, some] : order)
            m_statements << Statement{"SELECT " + rowColumns(*entity) + " FROM " + tableOf(*entity) + " t WHERE t.id = ANY ($1) ORDER BY t.id", Parameters().addIds(some)};
        if (!write.shares.isEmpty())
            m_statements << sharesStatement(*m_ledger.m_tables, rows.keys());
        const bool anyRecorded = m_order.outcomesFrom <= m_lastMidBefore; // of a batch that comes again
        if (anyRecorded)
            m_statements << outcomesStatement(m_device.id, m_order.outcomesFrom);
        m_statements << Statement{"COMMIT", {}};
        const auto answers = m_connection.pipeline(m_statements);
        if (!answers)
            return fail(answers.error());

        m_ledger.m_homes.insert(m_homes); // now the scopes they may have made are there
        for (qsizetype i = 0; i < m_rowWrites.size(); ++i)
            if (m_rowWrites.at(i).tellsScope)
                for (int row = 0; row < answers->at(i).count(); ++row)
                    rows[{m_rowWrites.at(i).entity, answers->at(i).id(row, 0)}].scope = qint32(answers->at(i).number(row, 1));
        qsizetype next = reads;
        for (const auto &[entity, some] : order) {
            const Rows &found = answers->at(next++);
            for (int row = 0; row < found.count(); ++row) {
                LedgerRow read = readRow(*entity, found, row, {});
                LedgerRow &known = rows[{entity, read.record.id}];
                known.record = read.record;
                known.scope = read.scope;
            }
        }
        Pushed pushed{m_device, m_grants, rows.values(), conflictsAfter(write.conflicts, rows), {}};
        if (!write.shares.isEmpty())
            addShares(pushed.rows, answers->at(next++));
        if (anyRecorded) {
            const Rows &outcomes = answers->at(next++);
            for (int row = 0; row < outcomes.count(); ++row)
                pushed.outcomes.append({outcomes.number(row, 0), outcomes.bytes(row, 1).toByteArray()});
        } else {
            pushed.outcomes = write.outcomes;
            std::sort(pushed.outcomes.begin(), pushed.outcomes.end(), [](const OutcomeRecord &a, const OutcomeRecord &b) { return a.mid < b.mid; });
        }
        return pushed;
    }

private:
    static bool movesHome(const Record &before, const Record &after)
    {
        for (const char *name : homeFields(*before.entity())) {
            const int field = before.entity()->indexOf(QLatin1StringView(name));
            if (before.value(field) != after.value(field))
                return true;
        }
        return false;
    }

    // What there is about the rows beside themselves, which is mostly nothing: whether grants still hold (1 row), shares, conflicts.
    // Columns: kind, number, id, tbl, row_id, body.
    Statement besidesStatement(const KnownGrants &known, const Id &user) const
    {
        Statement statement = known.stillHolds(user);
        QList<Id> ids;
        QList<qint32> tables;
        for (const auto &[entity, some] : m_locking) {
            ids += some;
            tables << m_ledger.m_tables->number(*entity);
        }
        const auto place = [&statement]() -> QByteArray { return "$" + QByteArray::number(statement.parameters.count()); };
        statement.parameters.addInts(tables);
        const QByteArray ofTables = place();
        statement.parameters.addIds(ids);
        const QByteArray ofRows = place();
        statement.parameters.addIds(m_order.conflicts);
        statement.sql = "SELECT 0 AS kind, (" + statement.sql + ")::int AS number, NULL::uuid AS id, NULL::smallint AS tbl, NULL::uuid AS row_id, NULL::json AS body "
            "UNION ALL SELECT 1, scope, NULL, tbl, row_id, NULL FROM sync.row_scope WHERE tbl = ANY (" + ofTables + ") AND row_id = ANY (" + ofRows + ") "
            "UNION ALL SELECT 2, state, id, tbl, row_id, body FROM sync.conflict WHERE (row_id = ANY (" + ofRows + ") AND state = 0) OR id = ANY (" + place() + ") "
            "ORDER BY kind, id, number";
        return statement;
    }

    void takeBesides(const Rows &found)
    {
        QHash<RowKey, QList<qint32>> shares;
        for (int row = 1; row < found.count(); ++row) {
            const RowKey key{m_ledger.m_tables->entity(qint32(found.number(row, 3))), found.id(row, 4)};
            if (found.number(row, 0) == 1)
                shares[key] << qint32(found.number(row, 1));
            else if (key.entity) // null: of a newer program
                m_conflicts.append({found.id(row, 2), key, found.number(row, 1) == 0, found.bytes(row, 5).toByteArray()});
        }
        if (!shares.isEmpty())
            for (LedgerRow &row : m_rows)
                row.shares = shares.value({row.record.entity(), row.record.id});
    }

    // The open ones of these rows: nobody else changes them while the rows are locked.
    QList<ConflictRecord> conflictsAfter(const QList<ConflictRecord> &written, const QHash<RowKey, LedgerRow> &rows) const
    {
        QMap<Id, ConflictRecord> conflicts;
        for (const QList<ConflictRecord> &some : {m_conflicts, written})
            for (const ConflictRecord &conflict : some)
                conflicts.insert(conflict.id, conflict);
        QList<ConflictRecord> open;
        for (const ConflictRecord &conflict : std::as_const(conflicts))
            if (conflict.open && rows.contains(conflict.row))
                open.append(conflict);
        return open;
    }

    void addShares(QList<LedgerRow> &rows, const Rows &shares) const
    {
        QHash<RowKey, QList<qint32>> of;
        for (int row = 0; row < shares.count(); ++row)
            of[{m_ledger.m_tables->entity(qint32(shares.number(row, 0))), shares.id(row, 1)}] << qint32(shares.number(row, 2));
        for (LedgerRow &row : rows)
            row.shares = of.value({row.record.entity(), row.record.id});
    }

    Statement recordOutcomes(const QList<OutcomeRecord> &outcomes) const
    {
        QList<qint64> mids;
        QList<QByteArray> results;
        for (const OutcomeRecord &outcome : outcomes) {
            mids << outcome.mid;
            results << outcome.json;
        }
        // The first outcome of a mutation is the one it has.
        return {"INSERT INTO sync.outcome (device, mid, result) SELECT $1, u.mid, u.result FROM unnest($2, $3) AS u(mid, result) ON CONFLICT DO NOTHING",
                Parameters().addInt(m_device.number).addNumbers(mids).addJsons(results)};
    }

    Statement recordConflicts(const QList<ConflictRecord> &conflicts) const
    {
        QList<Id> ids, rows;
        QList<qint32> tables, states;
        QList<QByteArray> bodies;
        for (const ConflictRecord &conflict : conflicts) {
            ids << conflict.id;
            rows << conflict.row.id;
            tables << m_ledger.m_tables->number(*conflict.row.entity);
            states << (conflict.open ? 0 : 1);
            bodies << conflict.json;
        }
        return {"INSERT INTO sync.conflict (id, tbl, row_id, state, body, at, changed_at) SELECT u.id, u.tbl, u.row_id, u.state, u.body, $6, $6 "
                "FROM unnest($1, $2, $3, $4, $5) AS u(id, tbl, row_id, state, body) "
                "ON CONFLICT (id) DO UPDATE SET state = excluded.state, body = excluded.body, changed_at = excluded.changed_at",
                Parameters().addIds(ids).addInts(tables).addIds(rows).addInts(states).addJsons(bodies).add(m_now)};
    }

    SyncLedger &m_ledger;
    Connection &m_connection;
    const PushOrder &m_order;
    const qint64 m_now;
    LedgerRecords m_records;
    const QList<std::pair<const Entity *, QList<Id>>> m_locking;
    Device m_device;
    qint64 m_lastMidBefore = 0;
    Grants m_grants;
    QList<LedgerRow> m_rows;
    QSet<RowKey> m_there;
    QList<ConflictRecord> m_conflicts;
    QHash<QByteArray, qint32> m_homes; // asked in this transaction
    QList<RowWrite> m_rowWrites; // the first of m_statements
    QList<Statement> m_statements;
};

// A batch whose commit was lost on the way is safe to send again: the device's last mid says what was taken.
Result<Pushed> SyncLedger::push(const PushOrder &order, const std::function<Result<PushWrite>(PushView &)> &merge)
{
    for (int times = 5;; --times) {
        auto pushed = retried(m_connection, Repeat::Safe, [&] { return tryPush(order, merge); });
        if (pushed || times == 0 || !insertedMeanwhile(m_connection))
            return pushed;
    }
}

Result<Pushed> SyncLedger::tryPush(const PushOrder &order, const std::function<Result<PushWrite>(PushView &)> &merge)
{
    if (const auto known = m_tables->learn(m_connection); !known)
        return fail(known.error());
    // Two round trips: BEGIN, locks and reads; then writes, the answer and COMMIT.
    Transaction transaction = Transaction::begunInPipeline(m_connection);
    Push push(*this, order);
    if (const auto locked = push.lock(); !locked)
        return fail(locked.error());
    const auto write = merge(push);
    if (!write)
        return fail(write.error());
    if (write->lastMid > 0)
        if (const auto fits = push.write(*write); !fits)
            return fail(fits.error());
    auto pushed = push.finish(write->lastMid > 0 ? *write : PushWrite());
    if (pushed)
        transaction.committedInPipeline();
    return pushed;
}

} // namespace kemai::ledger
