-- AlterTable
ALTER TABLE "report" ADD COLUMN     "decision_id" TEXT;

-- AlterTable
ALTER TABLE "moderation_decision" ADD COLUMN     "before" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "comment_id" TEXT,
ADD COLUMN     "is_by_same_person" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "seq" BIGSERIAL NOT NULL,
ADD COLUMN     "undoes_id" TEXT,
ADD COLUMN     "until" TIMESTAMPTZ(3),
ADD COLUMN     "user_id" TEXT,
ALTER COLUMN "post_id" DROP NOT NULL;

-- AlterTable
ALTER TABLE "appeal" ADD COLUMN     "answer_id" TEXT;

-- AlterTable
ALTER TABLE "generation" ADD COLUMN     "provider_cost_paise" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "image" ADD COLUMN     "evidence_until" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "user" ADD COLUMN     "suspended_until" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "pending_grant" ADD COLUMN     "resolved_at" TIMESTAMPTZ(3),
ADD COLUMN     "resolved_by_id" TEXT,
ADD COLUMN     "state" TEXT NOT NULL DEFAULT 'waiting';

-- AlterTable
ALTER TABLE "settings" ADD COLUMN     "adjustment_review_units" INTEGER NOT NULL DEFAULT 10000,
ADD COLUMN     "appeal_hours" INTEGER NOT NULL DEFAULT 72,
ADD COLUMN     "created_by_id" TEXT,
ADD COLUMN     "evidence_days" INTEGER NOT NULL DEFAULT 180,
ADD COLUMN     "explicit_percent" INTEGER NOT NULL DEFAULT 60,
ADD COLUMN     "explicit_sum_percent" INTEGER NOT NULL DEFAULT 70,
ADD COLUMN     "held_hours" INTEGER NOT NULL DEFAULT 24,
ADD COLUMN     "note" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "packages" JSONB NOT NULL DEFAULT '[{"id":"pack-10","credits":10,"pricePaise":5000,"isPopular":false,"isActive":true},{"id":"pack-25","credits":25,"pricePaise":10000,"isPopular":false,"isActive":true},{"id":"pack-50","credits":50,"pricePaise":20000,"isPopular":true,"isActive":true},{"id":"pack-100","credits":100,"pricePaise":35000,"isPopular":false,"isActive":true},{"id":"pack-250","credits":250,"pricePaise":80000,"isPopular":false,"isActive":true}]',
ADD COLUMN     "report_hours" INTEGER NOT NULL DEFAULT 24,
ADD COLUMN     "routes" JSONB NOT NULL DEFAULT '{"standard":{"maxCostPaise":400,"models":[{"model":"stability-ai/sdxl","costPaise":40,"isActive":true},{"model":"bytedance/seedream-4","costPaise":270,"isActive":false}]},"premium2k":{"maxCostPaise":800,"models":[{"model":"bytedance/seedream-4","costPaise":270,"isActive":true},{"model":"bytedance/seedream-4.5","costPaise":360,"isActive":false}]},"premium4k":{"maxCostPaise":1600,"models":[{"model":"bytedance/seedream-4.5","costPaise":360,"isActive":true},{"model":"bytedance/seedream-4","costPaise":270,"isActive":false}]}}',
ADD COLUMN     "suggestive_percent" INTEGER NOT NULL DEFAULT 85,
ADD COLUMN     "ticket_first_hours" INTEGER NOT NULL DEFAULT 24,
ADD COLUMN     "ticket_hours" INTEGER NOT NULL DEFAULT 168,
ADD COLUMN     "urgent_report_hours" INTEGER NOT NULL DEFAULT 2;

-- DropTable
DROP TABLE "credit_package";

-- CreateTable
CREATE TABLE "analytics_day" (
    "day" DATE NOT NULL,
    "metric" TEXT NOT NULL,
    "label" TEXT NOT NULL DEFAULT '',
    "value" BIGINT NOT NULL,

    CONSTRAINT "analytics_day_pkey" PRIMARY KEY ("day","metric","label")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "seq" BIGINT NOT NULL,
    "actor_id" TEXT,
    "actor_role" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "details" JSONB NOT NULL DEFAULT '{}',
    "request_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "audit_head" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "count" BIGINT NOT NULL DEFAULT 0,
    "hash" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "audit_head_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "moderation_claim" (
    "subject_id" TEXT NOT NULL,
    "moderator_id" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "moderation_claim_pkey" PRIMARY KEY ("subject_id")
);

-- CreateTable
CREATE TABLE "grievance_ticket" (
    "id" TEXT NOT NULL,
    "number" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "reference" TEXT NOT NULL DEFAULT '',
    "body" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "answer" TEXT NOT NULL DEFAULT '',
    "answered_by_id" TEXT,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "acknowledged_at" TIMESTAMPTZ(3),
    "answered_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "grievance_ticket_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "credit_adjustment" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "units" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "requested_by_id" TEXT NOT NULL,
    "decided_by_id" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "credit_adjustment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_check" (
    "id" TEXT NOT NULL,
    "requested_by_id" TEXT,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "accounts" INTEGER,
    "entries" INTEGER,
    "breach" JSONB,
    "failure" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ledger_check_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "provider_key" (
    "name" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "masked" TEXT NOT NULL,
    "updated_by_id" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "provider_key_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "provider_circuit" (
    "id" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "open_until" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "provider_circuit_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "analytics_day_metric_day_idx" ON "analytics_day"("metric", "day");

-- CreateIndex
CREATE INDEX "audit_entry_actor_id_seq_idx" ON "audit_entry"("actor_id", "seq" DESC);

-- CreateIndex
CREATE INDEX "audit_entry_subject_seq_idx" ON "audit_entry"("subject", "seq" DESC);

-- CreateIndex
CREATE INDEX "audit_entry_action_seq_idx" ON "audit_entry"("action", "seq" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "grievance_ticket_number_key" ON "grievance_ticket"("number");

-- CreateIndex
CREATE INDEX "grievance_ticket_state_due_at_idx" ON "grievance_ticket"("state", "due_at");

-- CreateIndex
CREATE INDEX "credit_adjustment_account_id_created_at_idx" ON "credit_adjustment"("account_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "ledger_check_created_at_idx" ON "ledger_check"("created_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "moderation_decision_seq_key" ON "moderation_decision"("seq");

-- CreateIndex
CREATE UNIQUE INDEX "moderation_decision_undoes_id_key" ON "moderation_decision"("undoes_id");

-- CreateIndex
CREATE INDEX "moderation_decision_user_id_created_at_idx" ON "moderation_decision"("user_id", "created_at" DESC);


-- From here on written by hand: what must never happen is refused by the database itself.

-- Settings: a version that has come into force is history; one that has not may still be withdrawn.
CREATE FUNCTION settings_are_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' OR OLD.effective_at <= now() THEN
    RAISE EXCEPTION 'version % of the settings can not be changed', OLD.version USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER settings_history BEFORE UPDATE OR DELETE ON "settings" FOR EACH ROW EXECUTE FUNCTION settings_are_history();
-- Each package sells at least one credit for at least a rupee, and its id names it alone.
CREATE FUNCTION are_packages(packages jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT jsonb_typeof(packages) = 'array'
    AND NOT EXISTS (SELECT FROM jsonb_array_elements(packages) p WHERE ((p ->> 'credits')::integer >= 1 AND (p ->> 'pricePaise')::integer >= 100) IS NOT TRUE)
    AND (SELECT count(*) = count(DISTINCT p ->> 'id') FROM jsonb_array_elements(packages) p)
$$;
ALTER TABLE "settings"
  ADD CONSTRAINT settings_packages CHECK (are_packages(packages)),
  ADD CONSTRAINT settings_percents CHECK (explicit_percent BETWEEN 1 AND 100 AND explicit_sum_percent BETWEEN 1 AND 100 AND suggestive_percent BETWEEN 1 AND 100),
  ADD CONSTRAINT settings_clocks CHECK (least(report_hours, urgent_report_hours, held_hours, appeal_hours, ticket_first_hours, ticket_hours) >= 1 AND evidence_days >= 1),
  ADD CONSTRAINT settings_adjustments CHECK (adjustment_review_units >= 0);

-- Decisions
ALTER TABLE "moderation_decision" DROP CONSTRAINT moderation_decision_known;
ALTER TABLE "moderation_decision" DISABLE TRIGGER moderation_decision_append_only;
UPDATE "moderation_decision" d SET user_id = p.user_id FROM "post" p WHERE p.id = d.post_id;
ALTER TABLE "moderation_decision" ENABLE TRIGGER moderation_decision_append_only;
ALTER TABLE "moderation_decision"
  ADD CONSTRAINT moderation_decision_known CHECK (action IN ('held', 'hidden', 'restored', 'kept', 'dismissed', 'deleted', 'warned', 'suspended', 'unsuspended', 'undone')),
  ADD CONSTRAINT moderation_decision_about CHECK (num_nonnulls(post_id, comment_id, user_id) >= 1),
  ADD CONSTRAINT moderation_decision_undo CHECK ((action = 'undone') = (undoes_id IS NOT NULL)),
  ADD CONSTRAINT moderation_decision_until CHECK (until IS NULL OR action = 'suspended');
CREATE INDEX moderation_decision_by_person ON "moderation_decision" (created_at) WHERE decider_id IS NOT NULL;
-- Whom a post's decision is about follows from the post.
CREATE FUNCTION decision_names_author() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.user_id := coalesce(NEW.user_id, (SELECT p.user_id FROM post p WHERE p.id = NEW.post_id), (SELECT c.user_id FROM comment c WHERE c.id = NEW.comment_id));
  RETURN NEW;
END $$;
CREATE TRIGGER moderation_decision_author BEFORE INSERT ON "moderation_decision" FOR EACH ROW EXECUTE FUNCTION decision_names_author();
CREATE INDEX report_open ON "report" (post_id, created_at) WHERE state = 'open';
CREATE INDEX report_by_user ON "report" (user_id, state);
CREATE INDEX appeal_open ON "appeal" (created_at) WHERE state = 'open';
CREATE INDEX comment_waiting ON "comment" (created_at, id) WHERE status = 'held' AND deleted_at IS NULL;

-- A suspension ends somewhere only while there is one.
ALTER TABLE "user" ADD CONSTRAINT user_suspension CHECK (suspended_until IS NULL OR status = 'suspended');
CREATE INDEX user_suspension_due ON "user" (suspended_until) WHERE suspended_until IS NOT NULL;
CREATE INDEX user_team ON "user" (role) WHERE role <> 'user';
-- Open event streams of somebody who may not come in any more end at once, in every process; so do those of a session signed out.
CREATE FUNCTION notify_signed_out() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('live', json_build_object('kind', 'signed_out', 'userId', to_jsonb(NEW) ->> CASE TG_TABLE_NAME WHEN 'session' THEN 'user_id' ELSE 'id' END)::text);
  RETURN NULL;
END $$;
CREATE TRIGGER user_live AFTER UPDATE OF status, role ON "user" FOR EACH ROW
  WHEN ((OLD.status, OLD.role) IS DISTINCT FROM (NEW.status, NEW.role)) EXECUTE FUNCTION notify_signed_out();
CREATE TRIGGER session_live AFTER UPDATE OF revoked_at ON "session" FOR EACH ROW
  WHEN (OLD.revoked_at IS NULL AND NEW.revoked_at IS NOT NULL) EXECUTE FUNCTION notify_signed_out();

-- Evidence belongs to a picture that is out of everybody's sight; until it runs out the picture can be given back, and its files stay.
CREATE OR REPLACE FUNCTION image_purge_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND (OLD.purge_started_at IS NULL OR OLD.evidence_until > now()) THEN
    RAISE EXCEPTION 'image % is not being purged', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.purge_started_at IS NOT NULL AND (NEW.purge_started_at IS NULL OR NEW.deleted_at IS NULL)
    AND (OLD.evidence_until > now()) IS NOT TRUE THEN
    RAISE EXCEPTION 'image % is being purged', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
ALTER TABLE "image" ADD CONSTRAINT image_evidence CHECK (evidence_until IS NULL OR purge_started_at IS NOT NULL);

-- Tickets
ALTER TABLE "grievance_ticket"
  ADD CONSTRAINT grievance_ticket_kind_known CHECK (kind IN ('content', 'privacy', 'account', 'appeal', 'payment', 'other')),
  ADD CONSTRAINT grievance_ticket_state CHECK (state IN ('open', 'answered') AND (state = 'answered') = (answered_at IS NOT NULL)),
  ADD CONSTRAINT grievance_ticket_length CHECK (char_length(body) BETWEEN 1 AND 5000 AND char_length(name) <= 100 AND char_length(email) <= 254);
CREATE TRIGGER grievance_ticket_no_delete BEFORE DELETE ON "grievance_ticket" FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Credits by hand, and grants that wait
ALTER TABLE "credit_adjustment"
  ADD CONSTRAINT credit_adjustment_units CHECK (units <> 0),
  ADD CONSTRAINT credit_adjustment_reason CHECK (char_length(reason) >= 3),
  ADD CONSTRAINT credit_adjustment_state CHECK (state IN ('waiting', 'done', 'refused') AND (state <> 'waiting') = (decided_at IS NOT NULL)),
  ADD CONSTRAINT credit_adjustment_second CHECK (decided_by_id IS NULL OR decided_by_id <> requested_by_id OR state = 'refused');
CREATE INDEX credit_adjustment_waiting ON "credit_adjustment" (created_at) WHERE state = 'waiting';
CREATE FUNCTION adjustment_is_decided_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'waiting' OR (NEW.account_id, NEW.units, NEW.reason, NEW.requested_by_id) IS DISTINCT FROM (OLD.account_id, OLD.units, OLD.reason, OLD.requested_by_id) THEN
    RAISE EXCEPTION 'adjustment % has been decided', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER credit_adjustment_once BEFORE UPDATE ON "credit_adjustment" FOR EACH ROW EXECUTE FUNCTION adjustment_is_decided_once();
CREATE TRIGGER credit_adjustment_no_delete BEFORE DELETE ON "credit_adjustment" FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE "pending_grant"
  ADD CONSTRAINT pending_grant_state CHECK (state IN ('waiting', 'granted', 'refused') AND (state <> 'waiting') = (resolved_at IS NOT NULL));
CREATE INDEX pending_grant_waiting ON "pending_grant" (created_at, id) WHERE state = 'waiting';
ALTER TABLE "generation" ADD CONSTRAINT generation_provider_cost CHECK (provider_cost_paise >= 0);

-- Keys: every process builds its adapters anew.
CREATE FUNCTION notify_keys() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('live', '{"kind":"keys"}');
  RETURN NULL;
END $$;
CREATE TRIGGER provider_key_live AFTER INSERT OR UPDATE OR DELETE ON "provider_key" FOR EACH STATEMENT EXECUTE FUNCTION notify_keys();

-- Audit
ALTER TABLE "audit_head" ADD CONSTRAINT audit_head_single CHECK (id = 1);
INSERT INTO "audit_head" (id) VALUES (1);
CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON "audit_head" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON "audit_entry" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON "audit_entry" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- One entry at the chain's end. The head is the lock: whoever writes next waits for this transaction, so call it last.
-- What is hashed is spelled out here and, for the check, again in lib/domain/audit/verify-audit.ts.
CREATE FUNCTION append_audit(actor text, role text, action text, subject text, reason text, details jsonb, request text) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
  head audit_head;
  at timestamptz(3);
  place bigint;
  link text;
BEGIN
  SELECT * INTO STRICT head FROM audit_head WHERE id = 1 FOR UPDATE;
  at := clock_timestamp();
  place := head.count + 1;
  link := encode(sha256(convert_to(head.hash || jsonb_build_array(place, (extract(epoch FROM at) * 1000)::bigint, actor, role, action, subject,
    reason, details, request)::text, 'UTF8')), 'hex');
  INSERT INTO audit_entry (seq, actor_id, actor_role, action, subject, reason, details, request_id, created_at, hash)
    VALUES (place, actor, role, action, subject, reason, details, request, at, link);
  UPDATE audit_head SET count = place, hash = link WHERE id = 1;
  RETURN place;
END $$;

-- Analytics: what a range of time is counted from.
CREATE INDEX generation_finished ON "generation" (finished_at) WHERE finished_at IS NOT NULL;
CREATE INDEX ledger_entry_created ON "ledger_entry" (created_at);
CREATE INDEX payment_refund_applied ON "payment_refund" (applied_at) WHERE applied_at IS NOT NULL;
CREATE INDEX payment_dispute_lost ON "payment_dispute" (decided_at) WHERE state = 'lost';
CREATE INDEX user_created ON "user" (created_at);
