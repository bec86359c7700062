-- Lists of the team: everybody's, newest first, and what a search begins with.
CREATE INDEX "user_created_at_id_idx" ON "user"("created_at" DESC, "id" DESC);
CREATE INDEX user_suspended ON "user" (created_at DESC, id DESC) WHERE status = 'suspended';
CREATE INDEX user_handle_begins ON "user" (handle text_pattern_ops);
CREATE INDEX user_name_begins ON "user" (lower(name) text_pattern_ops);
CREATE INDEX "generation_created_at_id_idx" ON "generation"("created_at" DESC, "id" DESC);
CREATE INDEX "credit_order_created_at_id_idx" ON "credit_order"("created_at" DESC, "id" DESC);
CREATE INDEX "credit_adjustment_created_at_id_idx" ON "credit_adjustment"("created_at" DESC, "id" DESC);
CREATE INDEX "pending_grant_created_at_id_idx" ON "pending_grant"("created_at" DESC, "id" DESC);
CREATE INDEX generation_failed ON "generation" (created_at DESC, id DESC) WHERE state = 'failed';
CREATE INDEX generation_open ON "generation" (created_at DESC, id DESC) WHERE state IN ('queued', 'submitting', 'running');
CREATE INDEX credit_order_mismatch ON "credit_order" (created_at DESC, id DESC) WHERE mismatch IS NOT NULL;
CREATE INDEX credit_order_returned ON "credit_order" (created_at DESC, id DESC) WHERE returned_paise > 0;
CREATE INDEX payment_dispute_open ON "payment_dispute" (payment_id) WHERE state = 'open';
CREATE INDEX credit_debt_owing ON "credit_debt" (order_id) WHERE repaid_units < owed_units;

-- A grant that waited is decided once for ever.
CREATE FUNCTION grant_is_decided_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'waiting' OR (NEW.account_id, NEW.units, NEW.reason, NEW.reference, NEW.key) IS DISTINCT FROM (OLD.account_id, OLD.units, OLD.reason, OLD.reference, OLD.key) THEN
    RAISE EXCEPTION 'grant % has been decided', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER pending_grant_once BEFORE UPDATE ON "pending_grant" FOR EACH ROW EXECUTE FUNCTION grant_is_decided_once();
CREATE TRIGGER pending_grant_no_delete BEFORE DELETE ON "pending_grant" FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What waits may also be refused; it keeps its share of the caps, so that refusing doesn't make room for the next.
ALTER TABLE "reuse_reward" DROP CONSTRAINT reuse_reward_state_known;
ALTER TABLE "reuse_reward" ADD CONSTRAINT reuse_reward_state_known CHECK (state IN ('granted', 'pending', 'refused', 'capped'));
ALTER TABLE "referral" DROP CONSTRAINT referral_reward_known;
ALTER TABLE "referral" ADD CONSTRAINT referral_reward_known CHECK (reward_state IN ('none', 'booked', 'paid', 'review', 'refused'));
CREATE OR REPLACE FUNCTION referral_goes_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.referee_id <> OLD.referee_id OR NEW.referrer_id <> OLD.referrer_id OR NOT OLD.flags <@ NEW.flags
    OR (OLD.verified_at IS NOT NULL AND NEW.verified_at IS DISTINCT FROM OLD.verified_at)
    OR (OLD.first_picture_at IS NOT NULL AND NEW.first_picture_at IS DISTINCT FROM OLD.first_picture_at)
    OR (OLD.first_purchase_at IS NOT NULL AND NEW.first_purchase_at IS DISTINCT FROM OLD.first_purchase_at)
    OR (OLD.qualified_at IS NOT NULL AND NEW.qualified_at IS DISTINCT FROM OLD.qualified_at)
    OR (OLD.reward_state <> 'none' AND NEW.reward_units <> OLD.reward_units)
    OR (OLD.reward_state, NEW.reward_state) NOT IN (('none', 'none'), ('none', 'booked'), ('booked', 'booked'), ('booked', 'paid'),
      ('booked', 'review'), ('review', 'review'), ('review', 'paid'), ('review', 'refused'), ('refused', 'refused'), ('paid', 'paid')) THEN
    RAISE EXCEPTION 'referral: % can''t go back', OLD.referee_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

-- Money that the team sends back: what was wanted is written down before the payment service is asked, and asked for again until it answers.
CREATE TABLE "refund_request" (
    "id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "payment_id" TEXT NOT NULL,
    "amount_paise" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'asked',
    "refund_id" TEXT,
    "failure" TEXT,
    "requested_by_id" TEXT NOT NULL,
    "idempotency_key" TEXT NOT NULL,
    "request_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "refund_request_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "refund_request_refund_id_key" ON "refund_request"("refund_id");
CREATE UNIQUE INDEX "refund_request_requested_by_id_idempotency_key_key" ON "refund_request"("requested_by_id", "idempotency_key");
CREATE INDEX "refund_request_order_id_idx" ON "refund_request"("order_id");
ALTER TABLE "refund_request" ADD CONSTRAINT "refund_request_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "credit_order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "refund_request"
  ADD CONSTRAINT refund_request_amount CHECK (amount_paise > 0),
  ADD CONSTRAINT refund_request_state CHECK (state IN ('asked', 'made', 'failed') AND (state = 'made') = (refund_id IS NOT NULL));
CREATE TRIGGER refund_request_no_delete BEFORE DELETE ON "refund_request" FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- The books are checked by one at a time.
CREATE UNIQUE INDEX ledger_check_one ON "ledger_check" ((true)) WHERE finished_at IS NULL;
