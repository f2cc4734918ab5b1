CREATE TABLE "user" (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0,
  "login" TEXT,
  "name" TEXT,
  "name_en" TEXT,
  "team" BLOB,
  "role" TEXT,
  "state" TEXT
);
CREATE INDEX "user_by_login" ON "user"("login");
CREATE TABLE "team" (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0,
  "name" TEXT,
  "name_en" TEXT,
  "parent" BLOB
);
CREATE TABLE "customer" (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0,
  "kind" TEXT,
  "name" TEXT,
  "name_normal" TEXT,
  "company" TEXT,
  "source" TEXT,
  "province" TEXT,
  "city" TEXT,
  "birthday" TEXT,
  "level" TEXT,
  "note" TEXT,
  "owner" BLOB,
  "team" BLOB,
  "state" TEXT,
  "invalid_reason" TEXT,
  "merged_into" BLOB,
  "batch" BLOB,
  "last_interaction" INTEGER,
  "custom" TEXT
);
CREATE INDEX "customer_by_name_normal" ON "customer"("name_normal");
CREATE INDEX "customer_by_owner" ON "customer"("owner") WHERE "owner" IS NOT NULL;
CREATE INDEX "customer_by_merged_into" ON "customer"("merged_into") WHERE "merged_into" IS NOT NULL;
CREATE INDEX "customer_by_batch" ON "customer"("batch") WHERE "batch" IS NOT NULL;
CREATE INDEX "customer_by_last_interaction" ON "customer"("last_interaction");
CREATE TABLE "contact" (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0,
  "customer" BLOB,
  "name" TEXT,
  "title" TEXT,
  "relation" TEXT,
  "note" TEXT
);
CREATE INDEX "contact_by_customer" ON "contact"("customer") WHERE "customer" IS NOT NULL;
CREATE TABLE "phone" (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0,
  "customer" BLOB,
  "contact" BLOB,
  "written" TEXT,
  "e164" TEXT,
  "extension" TEXT,
  "digits" TEXT,
  "kind" TEXT,
  "line" TEXT,
  "region" TEXT,
  "position" INTEGER
);
CREATE INDEX "phone_by_customer" ON "phone"("customer") WHERE "customer" IS NOT NULL;
CREATE INDEX "phone_by_digits" ON "phone"("digits");
CREATE TABLE "number_clue" (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0,
  "digits" TEXT,
  "customer" BLOB,
  "verdict" TEXT,
  "interaction" BLOB,
  "at" INTEGER
);
CREATE INDEX "number_clue_by_digits" ON "number_clue"("digits");
CREATE INDEX "number_clue_by_customer" ON "number_clue"("customer") WHERE "customer" IS NOT NULL;
CREATE TABLE "email" (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0,
  "customer" BLOB,
  "contact" BLOB,
  "written" TEXT,
  "normal" TEXT,
  "position" INTEGER
);
CREATE INDEX "email_by_customer" ON "email"("customer") WHERE "customer" IS NOT NULL;
CREATE INDEX "email_by_normal" ON "email"("normal");
CREATE TABLE "address" (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0,
  "customer" BLOB,
  "written" TEXT,
  "province" TEXT,
  "city" TEXT,
  "district" TEXT,
  "postcode" TEXT,
  "position" INTEGER
);
CREATE INDEX "address_by_customer" ON "address"("customer") WHERE "customer" IS NOT NULL;
CREATE TABLE "tag" (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0,
  "customer" BLOB,
  "label" TEXT
);
CREATE INDEX "tag_by_customer" ON "tag"("customer") WHERE "customer" IS NOT NULL;
CREATE INDEX "tag_by_label" ON "tag"("label");
CREATE TABLE "fact" (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0,
  "customer" BLOB,
  "text" TEXT,
  "noted_at" INTEGER,
  "author" BLOB,
  "author_name" TEXT,
  "interaction" BLOB
);
CREATE INDEX "fact_by_customer" ON "fact"("customer") WHERE "customer" IS NOT NULL;
CREATE TABLE "relation" (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0,
  "customer" BLOB,
  "other" BLOB,
  "kind" TEXT,
  "note" TEXT
);
CREATE INDEX "relation_by_customer" ON "relation"("customer") WHERE "customer" IS NOT NULL;
CREATE INDEX "relation_by_other" ON "relation"("other") WHERE "other" IS NOT NULL;
CREATE TABLE "merge" (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0,
  "survivor" BLOB,
  "merged" BLOB,
  "rule" TEXT,
  "approved_by" BLOB
);
CREATE INDEX "merge_by_survivor" ON "merge"("survivor") WHERE "survivor" IS NOT NULL;
CREATE INDEX "merge_by_merged" ON "merge"("merged") WHERE "merged" IS NOT NULL;
CREATE TABLE "interaction" (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0,
  "customer" BLOB,
  "contact" BLOB,
  "channel" TEXT,
  "direction" TEXT,
  "at" INTEGER,
  "subject" TEXT,
  "body" TEXT,
  "author" BLOB,
  "author_name" TEXT,
  "duration_s" INTEGER,
  "ticket" BLOB,
  "opportunity" BLOB,
  "external_id" TEXT,
  "details" TEXT
);
CREATE INDEX "interaction_by_customer_at_channel_removed" ON "interaction"("customer", "at", "channel", "removed");
CREATE TABLE "task" (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0,
  "customer" BLOB,
  "title" TEXT,
  "due" INTEGER,
  "done_at" INTEGER,
  "owner" BLOB,
  "interaction" BLOB
);
CREATE INDEX "task_by_customer" ON "task"("customer") WHERE "customer" IS NOT NULL;
CREATE INDEX "task_by_due" ON "task"("due");
CREATE INDEX "task_by_owner" ON "task"("owner") WHERE "owner" IS NOT NULL;
CREATE TABLE "promise" (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0,
  "customer" BLOB,
  "text" TEXT,
  "made_at" INTEGER,
  "due" INTEGER,
  "done_at" INTEGER,
  "owner" BLOB,
  "owner_name" TEXT,
  "interaction" BLOB
);
CREATE INDEX "promise_by_customer" ON "promise"("customer") WHERE "customer" IS NOT NULL;
CREATE INDEX "promise_by_due" ON "promise"("due");
CREATE TABLE "attachment" (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0,
  "customer" BLOB,
  "interaction" BLOB,
  "file_name" TEXT,
  "media_type" TEXT,
  "size" INTEGER,
  "content" TEXT
);
CREATE INDEX "attachment_by_customer" ON "attachment"("customer") WHERE "customer" IS NOT NULL;
CREATE INDEX "attachment_by_interaction" ON "attachment"("interaction") WHERE "interaction" IS NOT NULL;
CREATE TABLE "lead" (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0,
  "customer" BLOB,
  "title" TEXT,
  "source" TEXT,
  "state" TEXT,
  "owner" BLOB,
  "opened_at" INTEGER
);
CREATE INDEX "lead_by_customer" ON "lead"("customer") WHERE "customer" IS NOT NULL;
CREATE TABLE "opportunity" (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0,
  "customer" BLOB,
  "title" TEXT,
  "stage" TEXT,
  "amount" INTEGER,
  "currency" TEXT,
  "close_date" TEXT,
  "state" TEXT,
  "owner" BLOB,
  "opened_at" INTEGER
);
CREATE INDEX "opportunity_by_customer" ON "opportunity"("customer") WHERE "customer" IS NOT NULL;
CREATE TABLE "ticket" (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0,
  "customer" BLOB,
  "number" TEXT,
  "title" TEXT,
  "state" TEXT,
  "priority" TEXT,
  "category" TEXT,
  "root_cause" TEXT,
  "owner" BLOB,
  "opened_at" INTEGER,
  "resolved_at" INTEGER
);
CREATE INDEX "ticket_by_customer" ON "ticket"("customer") WHERE "customer" IS NOT NULL;
CREATE INDEX "ticket_by_number" ON "ticket"("number");
CREATE TABLE "saved_view" (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0,
  "name" TEXT,
  "subject" TEXT,
  "filter" TEXT,
  "owner" BLOB,
  "shared" INTEGER
);
CREATE INDEX "saved_view_by_owner" ON "saved_view"("owner") WHERE "owner" IS NOT NULL;
CREATE TABLE "field_definition" (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0,
  "subject" TEXT,
  "key" TEXT,
  "label_zh" TEXT,
  "label_en" TEXT,
  "type" TEXT,
  "position" INTEGER
);
CREATE INDEX "field_definition_by_subject" ON "field_definition"("subject");
CREATE TABLE "check_in_template" (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0,
  "position" INTEGER,
  "subject" TEXT,
  "next_title" TEXT,
  "next_days" INTEGER,
  "workdays" INTEGER
);
CREATE TABLE "text_module" (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0,
  "key" TEXT,
  "text" TEXT
);
CREATE TABLE "import_batch" (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0,
  "file_name" TEXT,
  "subject" TEXT,
  "state" TEXT,
  "rows" INTEGER,
  "created" INTEGER,
  "updated" INTEGER,
  "duplicates" INTEGER,
  "rejected" INTEGER,
  "cleaned" INTEGER,
  "started_at" INTEGER,
  "finished_at" INTEGER
);
CREATE TABLE "match_rule" (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0,
  "code" TEXT,
  "enabled" INTEGER,
  "weight" INTEGER,
  "position" INTEGER,
  "reason" TEXT
);
CREATE INDEX "match_rule_by_code" ON "match_rule"("code");
CREATE TABLE "duplicate_pair" (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0,
  "first" BLOB,
  "second" BLOB,
  "score" INTEGER,
  "reasons" TEXT,
  "state" TEXT,
  "note" TEXT,
  "decided_by" BLOB,
  "decided_at" INTEGER,
  "signed_by" BLOB,
  "signed_at" INTEGER,
  "batch" BLOB
);
CREATE INDEX "duplicate_pair_by_first" ON "duplicate_pair"("first") WHERE "first" IS NOT NULL;
CREATE INDEX "duplicate_pair_by_second" ON "duplicate_pair"("second") WHERE "second" IS NOT NULL;
CREATE INDEX "duplicate_pair_by_state" ON "duplicate_pair"("state");
CREATE TABLE "merge_batch" (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  removed INTEGER NOT NULL DEFAULT 0,
  "signed_by" BLOB,
  "signed_at" INTEGER,
  "clusters" INTEGER
);
CREATE TABLE "change_set" (
  n INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  "at" INTEGER,
  "author" BLOB,
  "device" BLOB,
  "origin" TEXT,
  "title" TEXT,
  "batch" BLOB,
  "undoes" BLOB,
  "first" INTEGER,
  "changes" INTEGER,
  "hash" TEXT
);
CREATE INDEX "change_set_by_undoes" ON "change_set"("undoes") WHERE "undoes" IS NOT NULL;
CREATE INDEX "change_set_by_batch" ON "change_set"("batch");
CREATE TABLE "history" (
  n INTEGER PRIMARY KEY,
  "set_seq" INTEGER,
  "subject" TEXT,
  "record" BLOB,
  "operation" TEXT,
  "version" INTEGER,
  "line" INTEGER,
  "edits" TEXT
);
CREATE INDEX "history_by_record" ON "history"("record") WHERE "record" IS NOT NULL;
CREATE TABLE "store_fact" (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE "draft" (
  place TEXT PRIMARY KEY,
  text TEXT NOT NULL,
  at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE "search_segment" (
  n INTEGER PRIMARY KEY,
  first_block INTEGER NOT NULL,
  documents INTEGER NOT NULL,
  postings INTEGER NOT NULL,
  directory BLOB NOT NULL
);
CREATE TABLE "search_block" (
  n INTEGER PRIMARY KEY,
  postings BLOB NOT NULL
);
CREATE TABLE "sync_truth" (
  entity TEXT NOT NULL,
  record BLOB NOT NULL,
  version INTEGER NOT NULL,
  removed INTEGER NOT NULL,
  scopes TEXT NOT NULL,
  body TEXT,
  PRIMARY KEY (entity, record)
) WITHOUT ROWID;
CREATE TABLE "sync_scope" (
  scope INTEGER PRIMARY KEY,
  place INTEGER NOT NULL,
  complete INTEGER NOT NULL,
  reconcile INTEGER NOT NULL,
  entity TEXT,
  after BLOB
);
CREATE TABLE "sync_outbox" (
  mid INTEGER PRIMARY KEY,
  change_set BLOB NOT NULL,
  entity TEXT NOT NULL,
  record BLOB NOT NULL,
  at INTEGER NOT NULL,
  acknowledged INTEGER NOT NULL,
  body TEXT NOT NULL
);
CREATE INDEX "sync_outbox_by_record" ON "sync_outbox"(record);
CREATE INDEX "sync_outbox_waiting" ON "sync_outbox"(mid) WHERE acknowledged = 0;
CREATE TABLE "sync_conflict" (
  id BLOB PRIMARY KEY,
  entity TEXT NOT NULL,
  record BLOB NOT NULL,
  body TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX "sync_conflict_by_record" ON "sync_conflict"(record);
CREATE TABLE "sync_rejected" (
  mid INTEGER PRIMARY KEY,
  entity TEXT NOT NULL,
  record BLOB NOT NULL,
  mutation TEXT NOT NULL,
  outcome TEXT NOT NULL
);
CREATE TABLE "sync_file" (
  attachment BLOB PRIMARY KEY,
  state INTEGER NOT NULL,
  name BLOB NOT NULL,
  hash BLOB NOT NULL DEFAULT x'',
  size INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX "sync_file_by_name" ON "sync_file"(name);
CREATE INDEX "sync_file_to_send" ON "sync_file"(attachment) WHERE state = 0;
CREATE TABLE "sync_file_piece" (
  attachment BLOB NOT NULL,
  n INTEGER NOT NULL,
  name BLOB NOT NULL,
  PRIMARY KEY (attachment, n)
) WITHOUT ROWID;
CREATE INDEX "sync_file_piece_by_name" ON "sync_file_piece"(name);
CREATE TABLE "history_erasure" (
  n INTEGER PRIMARY KEY,
  set_seq INTEGER NOT NULL,
  hash TEXT NOT NULL,
  after TEXT NOT NULL,
  by_seq INTEGER NOT NULL
);
CREATE INDEX "history_erasure_by_seq" ON "history_erasure"(by_seq);
