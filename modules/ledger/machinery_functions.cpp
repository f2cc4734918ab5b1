// SPDX-License-Identifier: GPL-3.0-or-later
// Functions of the schema "sync" that triggers and statements share, and the rights of the pull role.
#include "ledger/machinery.h"

namespace kemai::ledger {

namespace {

constexpr const char *functions[] = {
    // The scope of a user or team, made when it is first named.
    R"(CREATE OR REPLACE FUNCTION sync.scope_of(of_kind text, of_subject uuid) RETURNS int LANGUAGE plpgsql AS $$
DECLARE found_id int;
BEGIN
  SELECT id INTO found_id FROM sync.scope WHERE subject = of_subject;
  IF found_id IS NULL THEN
    INSERT INTO sync.scope (kind, subject) VALUES (of_kind, of_subject) ON CONFLICT DO NOTHING;
    SELECT id INTO found_id FROM sync.scope WHERE subject = of_subject;
  END IF;
  RETURN found_id;
END $$)",

    // Fills version and stamps where the statement did not: whoever edits in psql is seen by conflict detection. Arguments: columns
    // that are kept in step by the database and are nobody's edit; without any TG_ARGV is null.
    R"(CREATE OR REPLACE FUNCTION sync.stamp() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  was jsonb := to_jsonb(OLD);
  changed text[];
BEGIN
  IF NEW.id <> OLD.id THEN
    RAISE EXCEPTION 'the id of a record never changes' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  SELECT array_agg(key) INTO changed FROM jsonb_each(to_jsonb(NEW))
    WHERE value IS DISTINCT FROM was->key AND key NOT IN ('id', 'version', 'fver', 'scope') AND key <> ALL (coalesce(TG_ARGV, '{}'::text[]));
  IF changed IS NULL THEN
    NEW.version := OLD.version;
    NEW.fver := OLD.fver;
  ELSE
    NEW.version := OLD.version + 1;
    NEW.fver := OLD.fver || (SELECT jsonb_object_agg(k, jsonb_build_array(NEW.version, 0, 0)) FROM unnest(changed) k);
    PERFORM set_config('sync.direct', TG_RELID::text, true);
  END IF;
  RETURN NEW;
END $$)",

    // Change sets and their lines, in the order of the arrays, those of one set together. A line's number is its set's with the place in the
    // set behind it: the lines of a set are neighbors, and no writer waits for another to get a block of numbers. A set that is there
    // already (it came in two batches) gets an id of its own for what came later; that is asked by (SELECT true ...) and not by EXISTS,
    // which a kept plan may answer with a hash over all there is. Answers the number of the first set.
    R"(CREATE OR REPLACE FUNCTION sync.write_history(
  of_device uuid, ids uuid[], ats bigint[], authors uuid[], origins text[], titles text[], batches uuid[], takes_back uuid[], counts bigint[],
  of_set bigint[], subjects text[], records uuid[], operations text[], versions bigint[], line_numbers bigint[], all_edits json[], mids bigint[])
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  seqs bigint[];
  before bigint[]; -- lines of the sets in front
BEGIN
  IF cardinality(ids) = 1 THEN
    seqs := ARRAY[nextval('sync.change_set_seq')];
    before := ARRAY[0];
  ELSE
    seqs := ARRAY(SELECT nextval('sync.change_set_seq') FROM generate_series(1, cardinality(ids)));
    before := ARRAY(SELECT sum(c) OVER (ORDER BY n) - c FROM unnest(counts) WITH ORDINALITY AS u(c, n) ORDER BY n);
  END IF;
  INSERT INTO change_set (seq, id, at, author, device, origin, title, batch, undoes, first, changes)
    SELECT seqs[u.n], CASE WHEN (SELECT true FROM change_set c WHERE c.id = u.id) THEN md5(u.id::text || ':' || seqs[u.n])::uuid ELSE u.id END,
           u.at, u.author, of_device, u.origin, nullif(u.title, ''), u.batch, u.undoes, seqs[u.n] << 28, u.count
    FROM unnest(ids, ats, authors, origins, titles, batches, takes_back, counts) WITH ORDINALITY AS u(id, at, author, origin, title, batch, undoes, count, n);
  INSERT INTO history (seq, set_seq, subject, record, operation, version, line, edits, mid)
    SELECT (seqs[u.of_set] << 28) + u.n - 1 - before[u.of_set], seqs[u.of_set], u.subject, u.record, u.operation, u.version, u.line, u.edits, u.mid
    FROM unnest(of_set, subjects, records, operations, versions, line_numbers, all_edits, mids)
      WITH ORDINALITY AS u(of_set, subject, record, operation, version, line, edits, mid, n);
  RETURN seqs[1];
END $$)",

    // Values as history writes them: booleans are numbers, JSON is a text.
    R"(CREATE OR REPLACE FUNCTION sync.plain(value jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE jsonb_typeof(value) WHEN 'boolean' THEN to_jsonb((value = 'true')::int) WHEN 'object' THEN to_jsonb(value::text)
         WHEN 'array' THEN to_jsonb(value::text) ELSE value END
$$)",

    // Statements that did not come from the server are audited, too: as a change set of nobody, titled ledger.direct.
    R"(CREATE OR REPLACE FUNCTION sync.audit_direct(subject text, records uuid[], operations text[], versions bigint[], all_edits json[])
RETURNS void LANGUAGE sql AS $$
  SELECT sync.write_history(NULL, ARRAY[gen_random_uuid()], ARRAY[(extract(epoch FROM clock_timestamp()) * 1000)::bigint], ARRAY[NULL]::uuid[],
    ARRAY['rule'], ARRAY['ledger.direct'], ARRAY[NULL]::uuid[], ARRAY[NULL]::uuid[], ARRAY[cardinality(records)::bigint],
    array_fill(1::bigint, ARRAY[cardinality(records)]), array_fill(subject, ARRAY[cardinality(records)]), records, operations, versions,
    array_fill(0::bigint, ARRAY[cardinality(records)]), all_edits, array_fill(0::bigint, ARRAY[cardinality(records)]))
  WHERE cardinality(records) > 0
$$)",

    // The log: keys only, of the scope before and the scope after and every share. Over 20,000 rows in one statement: each scope as a whole.
    R"(CREATE OR REPLACE FUNCTION sync.after_insert() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE table_number smallint := (SELECT number FROM sync.entity WHERE name = TG_TABLE_NAME);
BEGIN
  IF (SELECT count(*) > 20000 FROM (SELECT FROM new_rows LIMIT 20001) few) THEN
    INSERT INTO sync.change_log (scope, tbl) SELECT DISTINCT scope, table_number FROM new_rows;
  ELSE
    INSERT INTO sync.change_log (scope, tbl, row_id) SELECT scope, table_number, id FROM new_rows;
  END IF;
  IF EXISTS (SELECT FROM new_rows WHERE fver = '{}') THEN
    PERFORM sync.audit_direct(TG_TABLE_NAME, array_agg(n.id), array_agg('insert'::text), array_agg(n.version), array_agg(
      (SELECT coalesce(json_object_agg(key, sync.plain(value)), '{}') FROM jsonb_each(jsonb_strip_nulls(to_jsonb(n)))
        WHERE key NOT IN ('id', 'version', 'removed', 'fver', 'scope')))) FROM new_rows n WHERE n.fver = '{}';
  END IF;
  RETURN NULL;
END $$)",
    R"(CREATE OR REPLACE FUNCTION sync.after_update() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE table_number smallint := (SELECT number FROM sync.entity WHERE name = TG_TABLE_NAME);
BEGIN
  IF current_setting('sync.direct', true) = TG_RELID::text THEN
    PERFORM set_config('sync.direct', '', true);
    EXECUTE $direct$SELECT sync.audit_direct($1, array_agg(n.id),
      array_agg(CASE WHEN n.removed = o.removed THEN 'update' WHEN n.removed = 0 THEN 'restore' ELSE 'remove' END), array_agg(n.version), array_agg(
      (SELECT coalesce(json_object_agg(k, json_build_array(sync.plain(to_jsonb(o)->k), sync.plain(to_jsonb(n)->k))), '{}')
        FROM jsonb_each(n.fver) AS f(k, s) WHERE s->0 = to_jsonb(n.version) AND s->1 = '0' AND k <> 'removed')))
      FROM new_rows n JOIN old_rows o USING (id)
      WHERE n.version > o.version AND EXISTS (SELECT FROM jsonb_each(n.fver) AS f(k, s) WHERE s->0 = to_jsonb(n.version) AND s->1 = '0')$direct$
      USING TG_TABLE_NAME::text;
  END IF;
  IF (SELECT count(*) > 20000 FROM (SELECT FROM new_rows LIMIT 20001) few) THEN
    INSERT INTO sync.change_log (scope, tbl) SELECT scope, table_number FROM new_rows UNION SELECT scope, table_number FROM old_rows
      UNION SELECT r.scope, table_number FROM sync.row_scope r JOIN new_rows n ON n.id = r.row_id WHERE r.tbl = table_number;
  ELSIF current_setting('sync.rescoped', true) = 'yes' THEN
    INSERT INTO sync.change_log (scope, tbl, row_id) SELECT scope, table_number, id FROM new_rows UNION SELECT scope, table_number, id FROM old_rows
      UNION SELECT r.scope, table_number, n.id FROM sync.row_scope r JOIN new_rows n ON n.id = r.row_id WHERE r.tbl = table_number;
  ELSE -- the same where no row has another scope than before
    INSERT INTO sync.change_log (scope, tbl, row_id) SELECT scope, table_number, id FROM new_rows
      UNION ALL SELECT r.scope, table_number, n.id FROM new_rows n JOIN sync.row_scope r ON r.tbl = table_number AND r.row_id = n.id WHERE r.scope <> n.scope;
  END IF;
  RETURN NULL;
END $$)",
    // Nothing is deleted here; whoever does it in psql has it in the history whole.
    R"(CREATE OR REPLACE FUNCTION sync.after_delete() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE table_number smallint := (SELECT number FROM sync.entity WHERE name = TG_TABLE_NAME);
BEGIN
  INSERT INTO sync.change_log (scope, tbl, row_id) SELECT scope, table_number, id FROM old_rows
    UNION SELECT r.scope, table_number, o.id FROM sync.row_scope r JOIN old_rows o ON o.id = r.row_id WHERE r.tbl = table_number;
  PERFORM sync.audit_direct(TG_TABLE_NAME, array_agg(o.id), array_agg('remove'::text), array_agg(o.version + 1), array_agg(
    (SELECT coalesce(json_object_agg(key, json_build_array(sync.plain(value), NULL)), '{}') FROM jsonb_each(jsonb_strip_nulls(to_jsonb(o)))
      WHERE key NOT IN ('id', 'version', 'removed', 'fver', 'scope')))) FROM old_rows o HAVING count(*) > 0;
  RETURN NULL;
END $$)",
    R"(CREATE OR REPLACE FUNCTION sync.after_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO sync.change_log (scope, tbl) SELECT s.id, e.number FROM sync.scope s, sync.entity e WHERE e.name = TG_TABLE_NAME AND s.id > 0;
  RETURN NULL;
END $$)",

    // A customer that changes its scope takes its children along; one that arrives finds those that waited for it.
    R"(CREATE OR REPLACE FUNCTION sync.customer_arrived() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE waiting record;
BEGIN
  IF NOT EXISTS (SELECT FROM sync.waiting_child w JOIN new_rows n ON n.id = w.customer) THEN
    RETURN NULL;
  END IF;
  FOR waiting IN SELECT e.name, n.scope, array_agg(w.row_id) AS ids FROM sync.waiting_child w JOIN new_rows n ON n.id = w.customer
      JOIN sync.entity e ON e.number = w.tbl GROUP BY e.name, n.scope ORDER BY e.name LOOP
    EXECUTE format('UPDATE %I SET scope = $1 WHERE id = ANY ($2)', waiting.name) USING waiting.scope, waiting.ids;
  END LOOP;
  DELETE FROM sync.waiting_child w USING new_rows n WHERE w.customer = n.id;
  RETURN NULL;
END $$)",

    R"(CREATE OR REPLACE FUNCTION sync.share_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO sync.change_log (scope, tbl, row_id)
    SELECT r.scope, r.tbl, r.row_id FROM (SELECT NEW.* WHERE TG_OP = 'INSERT' UNION ALL SELECT OLD.* WHERE TG_OP = 'DELETE') r;
  RETURN NULL;
END $$)",

    R"(CREATE OR REPLACE FUNCTION sync.subject_arrived() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM sync.scope_of(TG_TABLE_NAME, NEW.id);
  RETURN NULL;
END $$)",

    // Whatever decides what somebody may see: every process asks anew. In a table of its own as well, because each push looks there and the
    // log has many partitions.
    R"(CREATE OR REPLACE FUNCTION sync.grants_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO sync.change_log (scope, tbl) VALUES (0, 0);
  INSERT INTO sync.grant_change DEFAULT VALUES;
  RETURN NULL;
END $$)",

    // What a user is granted: one role, composed of others. reach: 0 own, 1 team, 2 department (the team and all below it), 3 all.
    R"(CREATE OR REPLACE FUNCTION sync.roles_of(of_role text) RETURNS SETOF sync.role LANGUAGE plpgsql STABLE ROWS 3 AS $$
BEGIN
  RETURN QUERY WITH RECURSIVE held(name) AS (SELECT of_role UNION SELECT unnest(r.includes) FROM sync.role r JOIN held h ON h.name = r.name)
    SELECT r.* FROM sync.role r JOIN held h ON h.name = r.name;
END $$)",
    // In PL/pgSQL, which keeps the plan: planning it costs more than running it.
    R"(CREATE OR REPLACE FUNCTION sync.granted(of_user uuid) RETURNS int[] LANGUAGE plpgsql STABLE AS $$
DECLARE scopes int[];
BEGIN
  WITH RECURSIVE me AS (SELECT u.id, u.team, coalesce(max(r.reach), 0) AS reach, coalesce(bool_or(r.pool), false) AS pool,
      coalesce(bool_or(r.office), false) AS office
      FROM "user" u LEFT JOIN LATERAL sync.roles_of(u.role) r ON true
      WHERE u.id = of_user AND u.removed = 0 AND u.state IS DISTINCT FROM 'disabled' GROUP BY u.id, u.team),
    under(id) AS (SELECT m.team FROM me m WHERE m.team IS NOT NULL
      UNION SELECT t.id FROM team t JOIN under ON t.parent = under.id JOIN me m ON m.reach >= 2 WHERE t.removed = 0),
    mine AS (SELECT s.id FROM sync.scope s, me m WHERE s.id <> 0 AND (s.id = 1 OR s.subject = m.id OR s.subject = m.team
        OR (m.pool AND s.id = 2) OR (m.office AND s.id = 3) OR (m.reach = 3 AND s.id <> 3)
        OR (m.reach >= 1 AND (s.subject IN (SELECT id FROM under) OR s.subject IN (SELECT u.id FROM "user" u WHERE u.team IN (SELECT id FROM under)))))
      UNION SELECT g.scope FROM sync.grant_scope g JOIN me m ON m.id = g.user_id)
  SELECT coalesce(array_agg(mine.id ORDER BY mine.id), '{}') INTO scopes FROM mine;
  RETURN scopes;
END $$)",

    // What row-level security lets the pull role see; not set is nothing.
    R"(CREATE OR REPLACE FUNCTION sync.session_scopes() RETURNS int[] LANGUAGE sql STABLE AS $$
  SELECT coalesce(string_to_array(nullif(current_setting('kemai.scopes', true), ''), ',')::int[], '{}')
$$)",

    // Partitions of the log: seven days ahead are made, those before `keep` days dropped and the floor raised. Rows of a day without a
    // partition lie in change_log_rest, and nothing fails.
    R"(CREATE OR REPLACE FUNCTION sync.keep_log(keep int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  today date := (now() AT TIME ZONE 'UTC')::date;
  part record;
  top xid8;
BEGIN
  FOR i IN 0..7 LOOP
    CONTINUE WHEN to_regclass('sync.change_log_' || to_char(today + i, 'YYYYMMDD')) IS NOT NULL
      OR EXISTS (SELECT FROM sync.change_log_rest WHERE day = today + i);
    EXECUTE format('CREATE TABLE sync.%I PARTITION OF sync.change_log FOR VALUES FROM (%L) TO (%L)', 'change_log_' || to_char(today + i, 'YYYYMMDD'),
      today + i, today + i + 1);
  END LOOP;
  FOR part IN SELECT c.relname FROM pg_class c JOIN pg_inherits i ON i.inhrelid = c.oid
      WHERE i.inhparent = 'sync.change_log'::regclass AND c.relname ~ '^change_log_\d{8}$' AND to_date(right(c.relname, 8), 'YYYYMMDD') < today - keep LOOP
    EXECUTE format('SELECT max(xid) FROM sync.%I', part.relname) INTO top;
    UPDATE sync.epoch SET log_floor = greatest(log_floor, top) WHERE top IS NOT NULL;
    EXECUTE format('DROP TABLE sync.%I', part.relname);
  END LOOP;
  SELECT max(xid) INTO top FROM sync.change_log_rest WHERE day < today - keep;
  IF top IS NOT NULL THEN
    UPDATE sync.epoch SET log_floor = greatest(log_floor, top);
    DELETE FROM sync.change_log_rest WHERE day < today - keep;
  END IF;
  DELETE FROM sync.grant_change WHERE xid <= (SELECT log_floor FROM sync.epoch);
END $$)",

    // The pull role: row-level security holds it. Roles belong to the cluster; another database may have made it in the meantime.
    R"(DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'kemai_pull') THEN
    CREATE ROLE kemai_pull NOLOGIN;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  NULL;
END $$)",
    R"(DO $$ BEGIN
  IF NOT pg_has_role(current_user, 'kemai_pull', 'MEMBER') THEN
    GRANT kemai_pull TO CURRENT_USER;
  END IF;
END $$)",
    "GRANT USAGE ON SCHEMA sync TO kemai_pull",
    "GRANT SELECT ON sync.change_log, sync.row_scope, sync.entity, sync.epoch, sync.conflict, sync.change_log_seq TO kemai_pull",
    "ALTER TABLE sync.change_log ENABLE ROW LEVEL SECURITY",
    "DROP POLICY IF EXISTS pulled ON sync.change_log",
    "CREATE POLICY pulled ON sync.change_log FOR SELECT TO kemai_pull USING (scope = 0 OR scope = ANY ((SELECT sync.session_scopes())::int[]))",
    "ALTER TABLE sync.row_scope ENABLE ROW LEVEL SECURITY",
    "DROP POLICY IF EXISTS pulled ON sync.row_scope",
    "CREATE POLICY pulled ON sync.row_scope FOR SELECT TO kemai_pull USING (scope = ANY ((SELECT sync.session_scopes())::int[]))",

    // Who else has this number: asked with each number that a push brings.
    "CREATE INDEX IF NOT EXISTS phone_same_number ON phone (e164) WHERE e164 IS NOT NULL",

    "CREATE OR REPLACE TRIGGER share_changed AFTER INSERT OR DELETE ON sync.row_scope FOR EACH ROW EXECUTE FUNCTION sync.share_changed()",
    "CREATE OR REPLACE TRIGGER grants_changed AFTER INSERT ON sync.scope FOR EACH STATEMENT EXECUTE FUNCTION sync.grants_changed()",
    "CREATE OR REPLACE TRIGGER grants_changed AFTER INSERT OR UPDATE OR DELETE ON sync.role FOR EACH STATEMENT EXECUTE FUNCTION sync.grants_changed()",
    "CREATE OR REPLACE TRIGGER grants_changed AFTER INSERT OR UPDATE OR DELETE ON sync.role_mask FOR EACH STATEMENT EXECUTE FUNCTION sync.grants_changed()",
    "CREATE OR REPLACE TRIGGER grants_changed AFTER INSERT OR UPDATE OR DELETE ON sync.grant_scope FOR EACH STATEMENT EXECUTE FUNCTION sync.grants_changed()",
    "CREATE OR REPLACE TRIGGER subject_arrived AFTER INSERT ON \"user\" FOR EACH ROW EXECUTE FUNCTION sync.subject_arrived()",
    "CREATE OR REPLACE TRIGGER subject_arrived AFTER INSERT ON \"team\" FOR EACH ROW EXECUTE FUNCTION sync.subject_arrived()",
    "CREATE OR REPLACE TRIGGER grants_changed AFTER INSERT OR DELETE OR UPDATE OF team, role, state, removed ON \"user\" FOR EACH STATEMENT EXECUTE FUNCTION sync.grants_changed()",
    "CREATE OR REPLACE TRIGGER grants_changed AFTER INSERT OR DELETE OR UPDATE OF parent, removed ON \"team\" FOR EACH STATEMENT EXECUTE FUNCTION sync.grants_changed()",
};

} // namespace

QList<QByteArray> machineryFunctions()
{
    QList<QByteArray> all;
    for (const char *text : functions)
        all << QByteArray(text);
    return all;
}

} // namespace kemai::ledger
