// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/presence_ledger.h"

#include "ledger/ddl.h"

namespace kemai::ledger {

Result<Meeting> PresenceLedger::meet(const PresenceOrder &order)
{
    const QByteArray table = tableOf(*order.row.entity);
    const qint64 now = m_clock.nowMs();
    // The row $2 of table $1, if one of the scopes $3 shows it.
    const QByteArray seen = "SELECT e.number AS tbl, t.id FROM " + table + " t, sync.entity e WHERE e.name = $1 AND t.id = $2 AND (t.scope = ANY ($3) "
                            "OR EXISTS (SELECT FROM sync.row_scope r WHERE r.tbl = e.number AND r.row_id = t.id AND r.scope = ANY ($3)))";
    const auto row = [&] { return Parameters().addText(order.row.entity->name).add(order.row.id).addInts(order.scopes); };

    QList<Statement> statements{
        {"SELECT EXISTS (SELECT FROM " + table + " WHERE id = $2) AND NOT EXISTS (" + seen + "), "
         "(SELECT p.editing FROM sync.presence p JOIN (" + seen + ") s ON s.tbl = p.tbl AND s.id = p.row_id WHERE p.device = $4 AND p.until > $5)",
         row().add(order.device).add(now)},
        {"DELETE FROM sync.presence p USING sync.entity e WHERE e.name = $1 AND p.device = $3 AND (p.until <= $4 OR ($5 AND p.tbl = e.number AND p.row_id = $2))",
         Parameters().addText(order.row.entity->name).add(order.row.id).add(order.device).add(now).addTruth(order.here == Here::Left)}};
    if (order.here != Here::Left)
        statements << Statement{"INSERT INTO sync.presence (tbl, row_id, device, user_id, editing, since, until) SELECT s.tbl, s.id, $4, $5, $6, $7, $8 FROM (" + seen
                                    + ") s WHERE (SELECT count(*) FROM sync.presence p WHERE p.device = $4 AND NOT (p.tbl = s.tbl AND p.row_id = s.id)) < $9 "
                                      "ON CONFLICT (tbl, row_id, device) DO UPDATE SET user_id = excluded.user_id, editing = excluded.editing, until = excluded.until",
                                row().add(order.device).add(order.user).addTruth(order.here == Here::Editing).add(now).add(now + order.keptMs).add(qint64(rowsOfDevice))};
    statements << Statement{"SELECT p.user_id, coalesce(min(u.name), ''), bool_or(p.editing), min(p.since) FROM sync.presence p JOIN (" + seen
                                + ") s ON s.tbl = p.tbl AND s.id = p.row_id JOIN \"user\" u ON u.id = p.user_id WHERE p.until > $4 AND p.user_id <> $5 "
                                  "GROUP BY p.user_id ORDER BY min(p.since), p.user_id LIMIT $6",
                            row().add(now).add(order.user).add(qint64(order.most))};
    statements << Statement{"SELECT DISTINCT p.device FROM sync.presence p JOIN (" + seen + ") s ON s.tbl = p.tbl AND s.id = p.row_id WHERE p.until > $4 AND p.user_id <> $5 LIMIT $6",
                            row().add(now).add(order.user).add(qint64(order.most))};
    const auto done = m_connection.pipeline(statements);
    if (!done)
        return fail(done.error());

    Meeting meeting;
    meeting.withheld = done->first().truth(0, 0);
    const bool was = !done->first().isNull(0, 1);
    meeting.changed = was != (order.here != Here::Left) || (was && done->first().truth(0, 1) != (order.here == Here::Editing));
    for (int i = 0; i < done->last().count(); ++i)
        meeting.devices.append(done->last().id(i, 0));
    const Rows &others = done->at(done->size() - 2);
    for (int i = 0; i < others.count(); ++i)
        meeting.others.append({others.id(i, 0), others.text(i, 1), others.truth(i, 2), others.number(i, 3)});
    return meeting;
}

Result<> PresenceLedger::tell(const QList<Id> &devices)
{
    QByteArrayList words;
    for (const Id &device : devices)
        words << device.toString().toLatin1();
    return m_connection.run("SELECT pg_notify($1, $2)", Parameters().addText(QByteArray(channel)).addText(words.join(',')));
}

} // namespace kemai::ledger
