CREATE TABLE "user" (
  id uuid PRIMARY KEY,
  version bigint NOT NULL CHECK (version > 0),
  removed bigint NOT NULL DEFAULT 0,
  "login" text COLLATE "C",
  "name" text COLLATE "C",
  "name_en" text COLLATE "C",
  "team" uuid,
  "role" text COLLATE "C",
  "state" text COLLATE "C"
);
CREATE INDEX "user_by_login" ON "user" ("login");
CREATE TABLE "team" (
  id uuid PRIMARY KEY,
  version bigint NOT NULL CHECK (version > 0),
  removed bigint NOT NULL DEFAULT 0,
  "name" text COLLATE "C",
  "name_en" text COLLATE "C",
  "parent" uuid
);
CREATE TABLE "customer" (
  id uuid PRIMARY KEY,
  version bigint NOT NULL CHECK (version > 0),
  removed bigint NOT NULL DEFAULT 0,
  "kind" text COLLATE "C",
  "name" text COLLATE "C",
  "name_normal" text COLLATE "C",
  "company" text COLLATE "C",
  "source" text COLLATE "C",
  "province" text COLLATE "C",
  "city" text COLLATE "C",
  "birthday" text COLLATE "C",
  "level" text COLLATE "C",
  "note" text COLLATE "C",
  "owner" uuid,
  "team" uuid,
  "state" text COLLATE "C",
  "invalid_reason" text COLLATE "C",
  "merged_into" uuid,
  "batch" uuid,
  "last_interaction" bigint,
  "custom" jsonb
);
CREATE INDEX "customer_by_name_normal" ON "customer" ("name_normal");
CREATE INDEX "customer_by_owner" ON "customer" ("owner") WHERE "owner" IS NOT NULL;
CREATE INDEX "customer_by_merged_into" ON "customer" ("merged_into") WHERE "merged_into" IS NOT NULL;
CREATE INDEX "customer_by_batch" ON "customer" ("batch") WHERE "batch" IS NOT NULL;
CREATE INDEX "customer_by_last_interaction" ON "customer" ("last_interaction");
CREATE TABLE "contact" (
  id uuid PRIMARY KEY,
  version bigint NOT NULL CHECK (version > 0),
  removed bigint NOT NULL DEFAULT 0,
  "customer" uuid,
  "name" text COLLATE "C",
  "title" text COLLATE "C",
  "relation" text COLLATE "C",
  "note" text COLLATE "C"
);
CREATE INDEX "contact_by_customer" ON "contact" ("customer") WHERE "customer" IS NOT NULL;
CREATE TABLE "phone" (
  id uuid PRIMARY KEY,
  version bigint NOT NULL CHECK (version > 0),
  removed bigint NOT NULL DEFAULT 0,
  "customer" uuid,
  "contact" uuid,
  "written" text COLLATE "C",
  "e164" text COLLATE "C",
  "extension" text COLLATE "C",
  "digits" text COLLATE "C",
  "kind" text COLLATE "C",
  "line" text COLLATE "C",
  "region" text COLLATE "C",
  "position" bigint
);
CREATE INDEX "phone_by_customer" ON "phone" ("customer") WHERE "customer" IS NOT NULL;
CREATE INDEX "phone_by_digits" ON "phone" ("digits");
CREATE TABLE "number_clue" (
  id uuid PRIMARY KEY,
  version bigint NOT NULL CHECK (version > 0),
  removed bigint NOT NULL DEFAULT 0,
  "digits" text COLLATE "C",
  "customer" uuid,
  "verdict" text COLLATE "C",
  "interaction" uuid,
  "at" bigint
);
CREATE INDEX "number_clue_by_digits" ON "number_clue" ("digits");
CREATE INDEX "number_clue_by_customer" ON "number_clue" ("customer") WHERE "customer" IS NOT NULL;
CREATE TABLE "email" (
  id uuid PRIMARY KEY,
  version bigint NOT NULL CHECK (version > 0),
  removed bigint NOT NULL DEFAULT 0,
  "customer" uuid,
  "contact" uuid,
  "written" text COLLATE "C",
  "normal" text COLLATE "C",
  "position" bigint
);
CREATE INDEX "email_by_customer" ON "email" ("customer") WHERE "customer" IS NOT NULL;
CREATE INDEX "email_by_normal" ON "email" ("normal");
CREATE TABLE "address" (
  id uuid PRIMARY KEY,
  version bigint NOT NULL CHECK (version > 0),
  removed bigint NOT NULL DEFAULT 0,
  "customer" uuid,
  "written" text COLLATE "C",
  "province" text COLLATE "C",
  "city" text COLLATE "C",
  "district" text COLLATE "C",
  "postcode" text COLLATE "C",
  "position" bigint
);
CREATE INDEX "address_by_customer" ON "address" ("customer") WHERE "customer" IS NOT NULL;
CREATE TABLE "tag" (
  id uuid PRIMARY KEY,
  version bigint NOT NULL CHECK (version > 0),
  removed bigint NOT NULL DEFAULT 0,
  "customer" uuid,
  "label" text COLLATE "C"
);
CREATE INDEX "tag_by_customer" ON "tag" ("customer") WHERE "customer" IS NOT NULL;
CREATE INDEX "tag_by_label" ON "tag" ("label");
CREATE TABLE "fact" (
  id uuid PRIMARY KEY,
  version bigint NOT NULL CHECK (version > 0),
  removed bigint NOT NULL DEFAULT 0,
  "customer" uuid,
  "text" text COLLATE "C",
  "noted_at" bigint,
  "author" uuid,
  "author_name" text COLLATE "C",
  "interaction" uuid
);
CREATE INDEX "fact_by_customer" ON "fact" ("customer") WHERE "customer" IS NOT NULL;
CREATE TABLE "relation" (
  id uuid PRIMARY KEY,
  version bigint NOT NULL CHECK (version > 0),
  removed bigint NOT NULL DEFAULT 0,
  "customer" uuid,
  "other" uuid,
  "kind" text COLLATE "C",
  "note" text COLLATE "C"
);
CREATE INDEX "relation_by_customer" ON "relation" ("customer") WHERE "customer" IS NOT NULL;
CREATE INDEX "relation_by_other" ON "relation" ("other") WHERE "other" IS NOT NULL;
CREATE TABLE "merge" (
  id uuid PRIMARY KEY,
  version bigint NOT NULL CHECK (version > 0),
  removed bigint NOT NULL DEFAULT 0,
  "survivor" uuid,
  "merged" uuid,
  "rule" text COLLATE "C",
  "approved_by" uuid
);
CREATE INDEX "merge_by_survivor" ON "merge" ("survivor") WHERE "survivor" IS NOT NULL;
CREATE INDEX "merge_by_merged" ON "merge" ("merged") WHERE "merged" IS NOT NULL;
CREATE TABLE "interaction" (
  id uuid PRIMARY KEY,
  version bigint NOT NULL CHECK (version > 0),
  removed bigint NOT NULL DEFAULT 0,
  "customer" uuid,
  "contact" uuid,
  "channel" text COLLATE "C",
  "direction" text COLLATE "C",
  "at" bigint,
  "subject" text COLLATE "C",
  "body" text COLLATE "C",
  "author" uuid,
  "author_name" text COLLATE "C",
  "duration_s" bigint,
  "ticket" uuid,
  "opportunity" uuid,
  "external_id" text COLLATE "C",
  "details" jsonb
);
CREATE INDEX "interaction_by_customer_at_channel_removed" ON "interaction" ("customer", "at", "channel", "removed");
CREATE TABLE "task" (
  id uuid PRIMARY KEY,
  version bigint NOT NULL CHECK (version > 0),
  removed bigint NOT NULL DEFAULT 0,
  "customer" uuid,
  "title" text COLLATE "C",
  "due" bigint,
  "done_at" bigint,
  "owner" uuid,
  "interaction" uuid
);
CREATE INDEX "task_by_customer" ON "task" ("customer") WHERE "customer" IS NOT NULL;
CREATE INDEX "task_by_due" ON "task" ("due");
CREATE INDEX "task_by_owner" ON "task" ("owner") WHERE "owner" IS NOT NULL;
CREATE TABLE "promise" (
  id uuid PRIMARY KEY,
  version bigint NOT NULL CHECK (version > 0),
  removed bigint NOT NULL DEFAULT 0,
  "customer" uuid,
  "text" text COLLATE "C",
  "made_at" bigint,
  "due" bigint,
  "done_at" bigint,
  "owner" uuid,
  "owner_name" text COLLATE "C",
  "interaction" uuid
);
CREATE INDEX "promise_by_customer" ON "promise" ("customer") WHERE "customer" IS NOT NULL;
CREATE INDEX "promise_by_due" ON "promise" ("due");
CREATE TABLE "attachment" (
  id uuid PRIMARY KEY,
  version bigint NOT NULL CHECK (version > 0),
  removed bigint NOT NULL DEFAULT 0,
  "customer" uuid,
  "interaction" uuid,
  "file_name" text COLLATE "C",
  "media_type" text COLLATE "C",
  "size" bigint,
  "content" text COLLATE "C"
);
CREATE INDEX "attachment_by_customer" ON "attachment" ("customer") WHERE "customer" IS NOT NULL;
CREATE INDEX "attachment_by_interaction" ON "attachment" ("interaction") WHERE "interaction" IS NOT NULL;
CREATE TABLE "lead" (
  id uuid PRIMARY KEY,
  version bigint NOT NULL CHECK (version > 0),
  removed bigint NOT NULL DEFAULT 0,
  "customer" uuid,
  "title" text COLLATE "C",
  "source" text COLLATE "C",
  "state" text COLLATE "C",
  "owner" uuid,
  "opened_at" bigint
);
CREATE INDEX "lead_by_customer" ON "lead" ("customer") WHERE "customer" IS NOT NULL;
CREATE TABLE "opportunity" (
  id uuid PRIMARY KEY,
  version bigint NOT NULL CHECK (version > 0),
  removed bigint NOT NULL DEFAULT 0,
  "customer" uuid,
  "title" text COLLATE "C",
  "stage" text COLLATE "C",
  "amount" bigint,
  "currency" text COLLATE "C",
  "close_date" text COLLATE "C",
  "state" text COLLATE "C",
  "owner" uuid,
  "opened_at" bigint
);
CREATE INDEX "opportunity_by_customer" ON "opportunity" ("customer") WHERE "customer" IS NOT NULL;
CREATE TABLE "ticket" (
  id uuid PRIMARY KEY,
  version bigint NOT NULL CHECK (version > 0),
  removed bigint NOT NULL DEFAULT 0,
  "customer" uuid,
  "number" text COLLATE "C",
  "title" text COLLATE "C",
  "state" text COLLATE "C",
  "priority" text COLLATE "C",
  "category" text COLLATE "C",
  "root_cause" text COLLATE "C",
  "owner" uuid,
  "opened_at" bigint,
  "resolved_at" bigint
);
CREATE INDEX "ticket_by_customer" ON "ticket" ("customer") WHERE "customer" IS NOT NULL;
CREATE INDEX "ticket_by_number" ON "ticket" ("number");
CREATE TABLE "saved_view" (
  id uuid PRIMARY KEY,
  version bigint NOT NULL CHECK (version > 0),
  removed bigint NOT NULL DEFAULT 0,
  "name" text COLLATE "C",
  "subject" text COLLATE "C",
  "filter" jsonb,
  "owner" uuid,
  "shared" boolean
);
CREATE INDEX "saved_view_by_owner" ON "saved_view" ("owner") WHERE "owner" IS NOT NULL;
CREATE TABLE "field_definition" (
  id uuid PRIMARY KEY,
  version bigint NOT NULL CHECK (version > 0),
  removed bigint NOT NULL DEFAULT 0,
  "subject" text COLLATE "C",
  "key" text COLLATE "C",
  "label_zh" text COLLATE "C",
  "label_en" text COLLATE "C",
  "type" text COLLATE "C",
  "position" bigint
);
CREATE INDEX "field_definition_by_subject" ON "field_definition" ("subject");
CREATE TABLE "check_in_template" (
  id uuid PRIMARY KEY,
  version bigint NOT NULL CHECK (version > 0),
  removed bigint NOT NULL DEFAULT 0,
  "position" bigint,
  "subject" text COLLATE "C",
  "next_title" text COLLATE "C",
  "next_days" bigint,
  "workdays" boolean
);
CREATE TABLE "text_module" (
  id uuid PRIMARY KEY,
  version bigint NOT NULL CHECK (version > 0),
  removed bigint NOT NULL DEFAULT 0,
  "key" text COLLATE "C",
  "text" text COLLATE "C"
);
CREATE TABLE "import_batch" (
  id uuid PRIMARY KEY,
  version bigint NOT NULL CHECK (version > 0),
  removed bigint NOT NULL DEFAULT 0,
  "file_name" text COLLATE "C",
  "subject" text COLLATE "C",
  "state" text COLLATE "C",
  "rows" bigint,
  "created" bigint,
  "updated" bigint,
  "duplicates" bigint,
  "rejected" bigint,
  "cleaned" bigint,
  "started_at" bigint,
  "finished_at" bigint
);
CREATE TABLE "match_rule" (
  id uuid PRIMARY KEY,
  version bigint NOT NULL CHECK (version > 0),
  removed bigint NOT NULL DEFAULT 0,
  "code" text COLLATE "C",
  "enabled" boolean,
  "weight" bigint,
  "position" bigint,
  "reason" text COLLATE "C"
);
CREATE INDEX "match_rule_by_code" ON "match_rule" ("code");
CREATE TABLE "duplicate_pair" (
  id uuid PRIMARY KEY,
  version bigint NOT NULL CHECK (version > 0),
  removed bigint NOT NULL DEFAULT 0,
  "first" uuid,
  "second" uuid,
  "score" bigint,
  "reasons" text COLLATE "C",
  "state" text COLLATE "C",
  "note" text COLLATE "C",
  "decided_by" uuid,
  "decided_at" bigint,
  "signed_by" uuid,
  "signed_at" bigint,
  "batch" uuid
);
CREATE INDEX "duplicate_pair_by_first" ON "duplicate_pair" ("first") WHERE "first" IS NOT NULL;
CREATE INDEX "duplicate_pair_by_second" ON "duplicate_pair" ("second") WHERE "second" IS NOT NULL;
CREATE INDEX "duplicate_pair_by_state" ON "duplicate_pair" ("state");
CREATE TABLE "merge_batch" (
  id uuid PRIMARY KEY,
  version bigint NOT NULL CHECK (version > 0),
  removed bigint NOT NULL DEFAULT 0,
  "signed_by" uuid,
  "signed_at" bigint,
  "clusters" bigint
);
CREATE TABLE "change_set" (
  seq bigint PRIMARY KEY,
  id uuid NOT NULL UNIQUE,
  "at" bigint,
  "author" uuid,
  "device" uuid,
  "origin" text COLLATE "C",
  "title" text COLLATE "C",
  "batch" uuid,
  "undoes" uuid,
  "first" bigint,
  "changes" bigint,
  "hash" text COLLATE "C"
);
CREATE INDEX "change_set_by_undoes" ON "change_set" ("undoes") WHERE "undoes" IS NOT NULL;
CREATE INDEX "change_set_by_batch" ON "change_set" ("batch");
CREATE TABLE "history" (
  seq bigint PRIMARY KEY,
  "set_seq" bigint,
  "subject" text COLLATE "C",
  "record" uuid,
  "operation" text COLLATE "C",
  "version" bigint,
  "line" bigint,
  "edits" jsonb
);
CREATE INDEX "history_by_record" ON "history" ("record") WHERE "record" IS NOT NULL;
