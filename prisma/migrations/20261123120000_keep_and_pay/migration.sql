-- AlterTable
ALTER TABLE "generation" ADD COLUMN     "picture_purged_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "image" ADD COLUMN     "is_favourite" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "purge_started_at" TIMESTAMPTZ(3),
ADD COLUMN     "search_text" TEXT,
ADD COLUMN     "tier" TEXT;
UPDATE "image" i SET tier = g.tier, search_text = lower(concat_ws(E'\n', g.prompt, g.enhanced_from))
  FROM "generation" g WHERE g.id = i.generation_id;
ALTER TABLE "image" ALTER COLUMN "search_text" SET NOT NULL, ALTER COLUMN "tier" SET NOT NULL;

-- AlterTable
ALTER TABLE "credit_account" ADD COLUMN     "open_disputes" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "collection" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "collection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "collection_item" (
    "collection_id" TEXT NOT NULL,
    "image_id" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "collection_item_pkey" PRIMARY KEY ("collection_id","image_id")
);

-- CreateTable
CREATE TABLE "share" (
    "id" TEXT NOT NULL,
    "image_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "share_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "credit_debt" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "owed_units" INTEGER NOT NULL,
    "repaid_units" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "credit_debt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "credit_order" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "package_id" TEXT NOT NULL,
    "units" INTEGER NOT NULL,
    "amount_paise" INTEGER NOT NULL,
    "currency" TEXT NOT NULL DEFAULT 'INR',
    "state" TEXT NOT NULL DEFAULT 'created',
    "provider_mode" TEXT NOT NULL,
    "idempotency_key" TEXT NOT NULL,
    "request_hash" TEXT NOT NULL,
    "razorpay_order_id" TEXT,
    "create_lease_until" TIMESTAMPTZ(3),
    "payment_id" TEXT,
    "paid_at" TIMESTAMPTZ(3),
    "credited_at" TIMESTAMPTZ(3),
    "credited_by" TEXT,
    "failure_message" TEXT,
    "failed_at" TIMESTAMPTZ(3),
    "mismatch" TEXT,
    "webhook_seen_at" TIMESTAMPTZ(3),
    "returned_paise" INTEGER NOT NULL DEFAULT 0,
    "returned_units" INTEGER NOT NULL DEFAULT 0,
    "next_check_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "credit_order_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment" (
    "id" TEXT NOT NULL,
    "order_id" TEXT NOT NULL,
    "amount_paise" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "method" TEXT,
    "is_surplus" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "payment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment_refund" (
    "id" TEXT NOT NULL,
    "payment_id" TEXT NOT NULL,
    "amount_paise" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "applied_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "payment_refund_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment_dispute" (
    "id" TEXT NOT NULL,
    "payment_id" TEXT NOT NULL,
    "amount_paise" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "payment_dispute_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "collection_user_id_created_at_id_idx" ON "collection"("user_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "collection_item_image_id_idx" ON "collection_item"("image_id");

-- CreateIndex
CREATE UNIQUE INDEX "share_image_id_key" ON "share"("image_id");

-- CreateIndex
CREATE UNIQUE INDEX "credit_debt_key_key" ON "credit_debt"("key");

-- CreateIndex
CREATE INDEX "credit_debt_account_id_created_at_idx" ON "credit_debt"("account_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "credit_order_razorpay_order_id_key" ON "credit_order"("razorpay_order_id");

-- CreateIndex
CREATE UNIQUE INDEX "credit_order_payment_id_key" ON "credit_order"("payment_id");

-- CreateIndex
CREATE INDEX "credit_order_user_id_created_at_id_idx" ON "credit_order"("user_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "credit_order_user_id_idempotency_key_key" ON "credit_order"("user_id", "idempotency_key");

-- CreateIndex
CREATE INDEX "payment_order_id_idx" ON "payment"("order_id");

-- CreateIndex
CREATE INDEX "payment_refund_payment_id_idx" ON "payment_refund"("payment_id");

-- CreateIndex
CREATE INDEX "payment_dispute_payment_id_idx" ON "payment_dispute"("payment_id");

-- AddForeignKey
ALTER TABLE "collection" ADD CONSTRAINT "collection_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "collection_item" ADD CONSTRAINT "collection_item_collection_id_fkey" FOREIGN KEY ("collection_id") REFERENCES "collection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "collection_item" ADD CONSTRAINT "collection_item_image_id_fkey" FOREIGN KEY ("image_id") REFERENCES "image"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "share" ADD CONSTRAINT "share_image_id_fkey" FOREIGN KEY ("image_id") REFERENCES "image"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credit_debt" ADD CONSTRAINT "credit_debt_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "credit_account"("user_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credit_debt" ADD CONSTRAINT "credit_debt_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "credit_order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credit_order" ADD CONSTRAINT "credit_order_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "credit_order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_refund" ADD CONSTRAINT "payment_refund_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_dispute" ADD CONSTRAINT "payment_dispute_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------------------------------------------------
-- From here on written by hand: what must never happen is refused by the database itself.

-- My Creations
ALTER TABLE "image"
  ADD CONSTRAINT image_tier_known CHECK (tier IN ('standard', 'premium2k', 'premium4k')),
  ADD CONSTRAINT image_purged_from_bin CHECK (purge_started_at IS NULL OR deleted_at IS NOT NULL);
CREATE INDEX image_kept_by_tier ON "image" (user_id, tier, created_at DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX image_favourite ON "image" (user_id, created_at DESC, id DESC) WHERE is_favourite AND deleted_at IS NULL;
CREATE INDEX image_bin ON "image" (user_id, deleted_at DESC, id DESC) WHERE deleted_at IS NOT NULL AND purge_started_at IS NULL;
CREATE INDEX image_bin_due ON "image" (deleted_at) WHERE deleted_at IS NOT NULL AND purge_started_at IS NULL;
CREATE INDEX image_purging ON "image" (purge_started_at) WHERE purge_started_at IS NOT NULL;
CREATE UNIQUE INDEX collection_name_once ON "collection" (user_id, lower(name));

-- A picture's row goes only after its files, which is what a started purge stands for; and a purge is never taken back.
CREATE FUNCTION image_purge_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND OLD.purge_started_at IS NULL THEN
    RAISE EXCEPTION 'image % is not being purged', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.purge_started_at IS NOT NULL AND (NEW.purge_started_at IS NULL OR NEW.deleted_at IS NULL) THEN
    RAISE EXCEPTION 'image % is being purged', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER image_purge_final BEFORE UPDATE OF deleted_at, purge_started_at OR DELETE ON "image"
  FOR EACH ROW EXECUTE FUNCTION image_purge_is_final();

-- Payments
ALTER TABLE "credit_account" ADD CONSTRAINT credit_account_disputes_not_negative CHECK (open_disputes >= 0);
ALTER TABLE "credit_debt" ADD CONSTRAINT credit_debt_repaid_within CHECK (owed_units > 0 AND repaid_units BETWEEN 0 AND owed_units);
CREATE INDEX credit_debt_open ON "credit_debt" (account_id, created_at, id) WHERE repaid_units < owed_units;
ALTER TABLE "credit_order"
  ADD CONSTRAINT credit_order_positive CHECK (units > 0 AND amount_paise >= 100),
  ADD CONSTRAINT credit_order_state_known CHECK (state IN ('created', 'paid')),
  ADD CONSTRAINT credit_order_mode_known CHECK (provider_mode IN ('sandbox', 'test', 'live')),
  ADD CONSTRAINT credit_order_paid CHECK ((state = 'paid') = (credited_at IS NOT NULL AND payment_id IS NOT NULL)),
  ADD CONSTRAINT credit_order_door_known CHECK (credited_by IN ('callback', 'webhook', 'reconciler')),
  ADD CONSTRAINT credit_order_returned_within CHECK (returned_paise BETWEEN 0 AND amount_paise AND returned_units BETWEEN 0 AND units);
CREATE INDEX credit_order_due ON "credit_order" (next_check_at) WHERE next_check_at IS NOT NULL;
CREATE INDEX credit_order_credited ON "credit_order" (credited_at DESC) WHERE credited_at IS NOT NULL;
ALTER TABLE "payment"
  ADD CONSTRAINT payment_state_known CHECK (state IN ('created', 'authorized', 'failed', 'captured', 'refunded'));
ALTER TABLE "payment_refund"
  ADD CONSTRAINT payment_refund_positive CHECK (amount_paise > 0),
  ADD CONSTRAINT payment_refund_state_known CHECK (state IN ('pending', 'processed', 'failed'));
ALTER TABLE "payment_dispute"
  ADD CONSTRAINT payment_dispute_state_known CHECK (state IN ('open', 'won', 'lost', 'closed')),
  ADD CONSTRAINT payment_dispute_decided CHECK ((state = 'open') = (decided_at IS NULL));

CREATE TRIGGER credit_order_no_delete BEFORE DELETE ON "credit_order" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER payment_no_delete BEFORE DELETE ON "payment" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER payment_refund_no_delete BEFORE DELETE ON "payment_refund" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER payment_dispute_no_delete BEFORE DELETE ON "payment_dispute" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER credit_debt_no_delete BEFORE DELETE ON "credit_debt" FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What was agreed stays; a paid order stays paid by the payment that paid it; what went back never comes again.
CREATE FUNCTION credit_order_moves_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.user_id, NEW.package_id, NEW.units, NEW.amount_paise, NEW.currency, NEW.provider_mode)
      IS DISTINCT FROM (OLD.user_id, OLD.package_id, OLD.units, OLD.amount_paise, OLD.currency, OLD.provider_mode)
    OR (OLD.razorpay_order_id IS NOT NULL AND NEW.razorpay_order_id IS DISTINCT FROM OLD.razorpay_order_id)
    OR (OLD.state = 'paid' AND (NEW.state, NEW.payment_id, NEW.credited_at, NEW.credited_by)
      IS DISTINCT FROM (OLD.state, OLD.payment_id, OLD.credited_at, OLD.credited_by))
    OR NEW.returned_paise < OLD.returned_paise OR NEW.returned_units < OLD.returned_units
  THEN
    RAISE EXCEPTION 'order % only moves forward', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER credit_order_forward BEFORE UPDATE ON "credit_order"
  FOR EACH ROW EXECUTE FUNCTION credit_order_moves_forward();

-- created -> failed or authorized -> captured -> refunded; a failed one may still be authorised late (product.md 2).
CREATE FUNCTION payment_rank(state text) RETURNS integer LANGUAGE sql IMMUTABLE AS $$
  SELECT array_position(ARRAY['created', 'failed', 'authorized', 'captured', 'refunded'], state)
$$;

CREATE FUNCTION payment_moves_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.order_id, NEW.amount_paise, NEW.currency) IS DISTINCT FROM (OLD.order_id, OLD.amount_paise, OLD.currency)
    OR payment_rank(NEW.state) < payment_rank(OLD.state)
    OR (OLD.is_surplus AND NOT NEW.is_surplus)
  THEN
    RAISE EXCEPTION 'payment % only moves forward', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  NEW.updated_at := clock_timestamp();
  RETURN NEW;
END $$;
CREATE TRIGGER payment_forward BEFORE UPDATE ON "payment" FOR EACH ROW EXECUTE FUNCTION payment_moves_forward();

CREATE FUNCTION decision_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state <> OLD.state AND OLD.state NOT IN ('open', 'pending') THEN
    RAISE EXCEPTION '% has been decided', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payment_dispute_forward BEFORE UPDATE ON "payment_dispute" FOR EACH ROW EXECUTE FUNCTION decision_is_final();
CREATE TRIGGER payment_refund_forward BEFORE UPDATE ON "payment_refund" FOR EACH ROW EXECUTE FUNCTION decision_is_final();

-- One purchase an order, and at commit each stands for the other.
CREATE UNIQUE INDEX ledger_entry_one_purchase_an_order ON "ledger_entry" (reference) WHERE reason = 'purchase';

CREATE FUNCTION purchase_matches_order() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  bought text := CASE TG_TABLE_NAME WHEN 'credit_order' THEN to_jsonb(NEW) ->> 'id' ELSE to_jsonb(NEW) ->> 'reference' END;
BEGIN
  IF NOT EXISTS (SELECT FROM credit_order o JOIN ledger_entry e ON e.reference = o.id AND e.reason = 'purchase'
      WHERE o.id = bought AND o.state = 'paid' AND e.account_id = o.user_id AND e.units = o.units AND e.key = 'payment:' || o.payment_id) THEN
    RAISE EXCEPTION 'order % and its purchase do not match', bought USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER credit_order_has_purchase AFTER INSERT OR UPDATE OF state ON "credit_order"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.state = 'paid') EXECUTE FUNCTION purchase_matches_order();
CREATE CONSTRAINT TRIGGER ledger_entry_has_order AFTER INSERT ON "ledger_entry"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.reason = 'purchase') EXECUTE FUNCTION purchase_matches_order();

-- While a payment is disputed nothing is debited for pictures (product.md 2). The account's row is locked by then.
CREATE FUNCTION refuse_debit_in_dispute() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT open_disputes > 0 FROM credit_account WHERE user_id = NEW.account_id) THEN
    RAISE EXCEPTION 'account % has a disputed payment', NEW.account_id USING ERRCODE = 'CS001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ledger_entry_no_debit_in_dispute BEFORE INSERT ON "ledger_entry"
  FOR EACH ROW WHEN (NEW.reason = 'generation') EXECUTE FUNCTION refuse_debit_in_dispute();
