// SPDX-License-Identifier: GPL-3.0-or-later
// IdentityLedger::offboard: who leaves is disabled, hands everything over and loses the devices, in one transaction.
#include "ledger/commit.h"
#include "ledger/identity_ledger.h"
#include "ledger/ledger_row.h"
#include "ledger/machinery.h"
#include "schema/schema.h"

namespace kemai::ledger {

namespace {

Failure noUser(const QString &who) { return fail(Error::Code::NotFound, QStringLiteral("ledger.noUser"), {}, {who}); }

// One change set that writes fields of rows that are locked.
class OffboardWriter
{
public:
    OffboardWriter(Connection &connection, const Id &by, qint64 nowMs) : m_connection(connection)
    {
        m_set.id = Id::make(nowMs);
        m_set.atMs = nowMs;
        m_set.author = by;
        m_set.origin = Origin::Rule;
        m_set.title = QStringLiteral("user.offboard");
    }

    void set(LedgerRow row, const QList<std::pair<int, Value>> &fields)
    {
        Change change = Change::update(row.record);
        for (const auto &[field, value] : fields)
            change.edit(field, row.record.value(field), value);
        if (change.edits.isEmpty())
            return;
        ++row.record.version;
        for (const Edit &edit : std::as_const(change.edits)) {
            row.record.setValue(edit.field, edit.to);
            row.stamps[size_t(edit.field)] = {row.record.version, m_device, 0};
        }
        m_set.changes.append({change, row.record.version, 0});
        m_there.insert({row.record.entity(), row.record.id});
        m_rows.append(std::move(row));
    }

    Result<> write()
    {
        if (m_rows.isEmpty())
            return {};
        QSet<Id> devices{m_device};
        for (const LedgerRow &row : std::as_const(m_rows))
            for (const FieldStamp &stamp : row.stamps)
                devices.insert(stamp.device);
        DeviceNumbers numbers;
        for (const Id &device : std::as_const(devices))
            if (const auto known = numbers.learn(m_connection, device); !known)
                return known;
        QList<Statement> statements;
        for (const RowWrite &one : writeStatements(m_rows, m_there, numbers))
            statements << one.statement;
        statements << historyStatement({m_set}, m_device);
        const auto done = m_connection.pipeline(statements);
        return done ? Result<>() : fail(done.error());
    }

private:
    Connection &m_connection;
    const Id m_device = Id::fromString(QString::fromLatin1(serverDeviceId));
    AppliedSet m_set;
    QList<LedgerRow> m_rows;
    QSet<RowKey> m_there;
};

} // namespace

Result<IdentityLedger::Offboarded> IdentityLedger::offboard(const Id &user, const Id &by, const HandOver &handOver)
{
    return retried(m_connection, Repeat::Never, [&] { return tryOffboard(user, by, handOver); });
}

// Written as rows with their history, like everything else: set-based, for a leaver may have thousands.
Result<IdentityLedger::Offboarded> IdentityLedger::tryOffboard(const Id &leaver, const Id &by, const HandOver &handOver)
{
    auto transaction = Transaction::begin(m_connection);
    if (!transaction)
        return fail(transaction.error());
    const auto account = user(leaver);
    if (!account)
        return fail(account.error());
    if (!handOver.to.isNull()) {
        const auto heir = user(handOver.to);
        if (!heir)
            return fail(heir.error());
        if (!heir->active || heir->id == leaver)
            return noUser(heir->login);
    }
    Offboarded done;
    const qint64 now = m_clock.nowMs();
    const auto changed = [&](const QByteArray &sql, const Parameters &parameters) -> Result<qint64> {
        const auto rows = m_connection.query(sql, parameters);
        if (!rows)
            return fail(rows.error());
        return rows->affected();
    };
    const auto rows = [&](const Entity &entity, const QByteArray &where) -> Result<QList<LedgerRow>> {
        const auto found = m_connection.query("SELECT " + rowColumns(entity) + ", t.fver FROM " + QByteArray("\"") + entity.name + "\" t WHERE t." + where
                                                  + " ORDER BY t.id FOR NO KEY UPDATE",
                                              Parameters().add(leaver));
        if (!found)
            return fail(found.error());
        DeviceNumbers numbers;
        return readRows(m_connection, numbers, entity, *found);
    };
    OffboardWriter writer(m_connection, by, now);
    const auto accounts = rows(user::entity, "id = $1");
    const auto customers = rows(customer::entity, "owner = $1 AND t.removed = 0");
    const auto tasks = rows(task::entity, "owner = $1 AND t.removed = 0 AND t.done_at IS NULL");
    const auto promises = rows(promise::entity, "owner = $1 AND t.removed = 0 AND t.done_at IS NULL");
    for (const auto *some : {&accounts, &customers, &tasks, &promises})
        if (!*some)
            return fail(some->error());
    for (const LedgerRow &row : *accounts)
        writer.set(row, {{user::state.index, Value(QStringLiteral("disabled"))}});
    const bool pool = handOver.poolCustomers || handOver.to.isNull();
    for (const LedgerRow &row : *customers)
        writer.set(row, pool ? QList<std::pair<int, Value>>{{customer::owner.index, Value()}, {customer::team.index, Value(account->team)}, {customer::state.index, Value(QStringLiteral("pool"))}}
                             : QList<std::pair<int, Value>>{{customer::owner.index, Value(handOver.to)}});
    for (const LedgerRow &row : *tasks)
        writer.set(row, {{task::owner.index, Value(handOver.to)}});
    for (const LedgerRow &row : *promises)
        writer.set(row, {{promise::owner.index, Value(handOver.to)}});
    if (const auto written = writer.write(); !written)
        return fail(written.error());
    done.customers = customers->size();
    done.tasks = tasks->size() + promises->size();
    const auto devices = changed("UPDATE sync.device SET state = 1, lease_until = 0 WHERE user_id = $1 AND state = 0", Parameters().add(leaver));
    if (!devices)
        return fail(devices.error());
    done.devices = *devices;
    for (const char *sql : {"DELETE FROM sync.session WHERE user_id = $1", "UPDATE sync.enrolment SET used_at = 0 WHERE user_id = $1 AND used_at IS NULL",
                            "DELETE FROM sync.grant_scope WHERE user_id = $1"})
        if (const auto gone = changed(sql, Parameters().add(leaver)); !gone)
            return fail(gone.error());
    if (const auto committed = transaction->commit(); !committed)
        return fail(committed.error());
    return done;
}

} // namespace kemai::ledger
