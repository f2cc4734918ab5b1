// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/triggers.h"

#include "ledger/ddl.h"
#include "ledger/scoping.h"
#include "schema/schema.h"

namespace kemai::ledger {

namespace {

QByteArray trigger(const QByteArray &name, const QByteArray &when, const Entity &entity, const QByteArray &rest)
{
    return "CREATE OR REPLACE TRIGGER " + name + ' ' + when + " ON " + tableOf(entity) + ' ' + rest;
}

// "r" is a row in homeExpression(); in a trigger it is NEW.
QByteArray homeOfNew(const Entity &entity) { return homeExpression(entity).replace("r.\"", "NEW.\""); }

// A child and a move of its customer never pass each other: a child holds the bucket shared while it reads the scope, a move
// holds it alone before it looks for children. 1024 buckets, so that a large batch does not fill the lock table.
QByteArray holdCustomer(const QByteArray &customer)
{
    return "  IF " + customer + " IS NOT NULL THEN\n    PERFORM pg_advisory_xact_lock_shared(71, uuid_hash(" + customer + ") & 1023);\n  END IF;\n";
}

QByteArray placeFunction(const Entity &entity)
{
    const HomeRule &rule = homeRule(entity);
    QByteArray body;
    if (rule.customer) {
        const QByteArray customer = QByteArray("NEW.\"") + rule.customer + '"';
        body = holdCustomer(customer);
        if (rule.other)
            body += holdCustomer(QByteArray("NEW.\"") + rule.other + '"');
    }
    body += "  NEW.scope := " + homeOfNew(entity) + ";\n";
    if (rule.customer && !rule.other)
        body += QByteArray("  IF NEW.scope = 4 THEN\n    INSERT INTO sync.waiting_child (customer, tbl, row_id) SELECT NEW.\"") + rule.customer
            + "\", number, NEW.id FROM sync.entity WHERE name = TG_TABLE_NAME ON CONFLICT DO NOTHING;\n  END IF;\n";
    // For the triggers behind the statement: which of them have more to do.
    body += "  IF TG_OP = 'UPDATE' AND NEW.scope <> OLD.scope THEN\n    PERFORM set_config('sync.rescoped', 'yes', true);\n";
    if (&entity == &customer::entity)
        body += "    PERFORM set_config('sync.moved', 'yes', true);\n";
    body += "  END IF;\n";
    return QByteArray("CREATE OR REPLACE FUNCTION sync.place_") + entity.name + "() RETURNS trigger LANGUAGE plpgsql AS $$\nBEGIN\n" + body
        + "  RETURN NEW;\nEND $$";
}

// Joins of transition tables stand in EXECUTE: a plan that was made for one row would be kept for ten thousand.
QByteArray movedFunction()
{
    QByteArray body = "  PERFORM set_config('sync.moved', '', true);\n"
                      "  EXECUTE 'SELECT array_agg(n.id), array_agg(n.scope) FROM new_rows n JOIN old_rows o USING (id) WHERE n.scope <> o.scope' INTO ids, scopes;\n"
                      "  PERFORM pg_advisory_xact_lock(71, bucket) FROM (SELECT DISTINCT uuid_hash(id) & 1023 AS bucket FROM unnest(ids) id ORDER BY 1) held;\n";
    for (const Entity *entity : allEntities()) {
        const HomeRule &rule = homeRule(*entity);
        if (!rule.customer)
            continue;
        const QByteArray names = QByteArray("t.\"") + rule.customer + '"';
        if (rule.other)
            body += "  UPDATE " + tableOf(*entity) + " t SET scope = sync.home_" + entity->name + "(t) WHERE " + names + " = ANY (ids) OR t.\"" + rule.other
                + "\" = ANY (ids);\n";
        else
            body += "  UPDATE " + tableOf(*entity) + " t SET scope = m.scope FROM unnest(ids, scopes) AS m(id, scope) WHERE " + names
                + " = m.id AND t.scope <> m.scope;\n";
    }
    return "CREATE OR REPLACE FUNCTION sync.customer_moved() RETURNS trigger LANGUAGE plpgsql AS $$\nDECLARE\n  ids uuid[];\n  scopes int[];\nBEGIN\n" + body
        + "  RETURN NULL;\nEND $$";
}

} // namespace

QByteArray numberStatement(const Entity &entity)
{
    return QByteArray("INSERT INTO sync.entity (number, name) SELECT coalesce(max(number), 0) + 1, '") + entity.name
        + "' FROM sync.entity ON CONFLICT DO NOTHING";
}

QList<QByteArray> triggerStatements(const Entity &entity)
{
    const QByteArray name = entity.name;
    const QByteArray table = tableOf(entity);
    QList<QByteArray> all;
    all << "CREATE OR REPLACE FUNCTION sync.home_" + name + "(r " + table + ") RETURNS int LANGUAGE plpgsql AS $$\nBEGIN\n  RETURN "
            + homeExpression(entity) + ";\nEND $$";
    QByteArray moves = "OLD.scope IS DISTINCT FROM NEW.scope";
    for (const char *field : homeFields(entity))
        moves += QByteArray(" OR OLD.\"") + field + "\" IS DISTINCT FROM NEW.\"" + field + '"';
    all << placeFunction(entity);
    all << trigger("place_insert", "BEFORE INSERT", entity, "FOR EACH ROW EXECUTE FUNCTION sync.place_" + name + "()");
    all << trigger("place_update", "BEFORE UPDATE", entity, "FOR EACH ROW WHEN (" + moves + ") EXECUTE FUNCTION sync.place_" + name + "()");
    all << trigger("stamp", "BEFORE UPDATE", entity,
                   "FOR EACH ROW WHEN (NEW.version <= OLD.version OR NEW.fver = OLD.fver OR NEW.id <> OLD.id) EXECUTE FUNCTION sync.stamp("
                       + QByteArray(&entity == &customer::entity ? "'last_interaction'" : "") + ")");
    all << trigger("after_insert", "AFTER INSERT", entity, "REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION sync.after_insert()");
    all << trigger("after_update", "AFTER UPDATE", entity,
                   "REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION sync.after_update()");
    all << trigger("after_delete", "AFTER DELETE", entity, "REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION sync.after_delete()");
    all << trigger("after_truncate", "AFTER TRUNCATE", entity, "FOR EACH STATEMENT EXECUTE FUNCTION sync.after_truncate()");
    if (&entity == &customer::entity) {
        all << movedFunction();
        all << trigger("moved", "AFTER UPDATE", entity,
                       "REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT WHEN (current_setting('sync.moved', true) = 'yes') "
                       "EXECUTE FUNCTION sync.customer_moved()");
        all << trigger("arrived", "AFTER INSERT", entity, "REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION sync.customer_arrived()");
    }
    all << "GRANT SELECT ON " + table + " TO kemai_pull";
    all << "ALTER TABLE " + table + " ENABLE ROW LEVEL SECURITY";
    all << "DROP POLICY IF EXISTS pulled ON " + table;
    all << "CREATE POLICY pulled ON " + table + " FOR SELECT TO kemai_pull USING (scope = ANY ((SELECT sync.session_scopes())::int[]) OR id IN "
            "(SELECT s.row_id FROM sync.row_scope s JOIN sync.entity e ON e.number = s.tbl WHERE e.name = '" + name + "'))";
    return all;
}

} // namespace kemai::ledger
