-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "category" (
    "id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "emoji" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "is_active" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "category_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "template" (
    "id" TEXT NOT NULL,
    "category_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "prompt" TEXT NOT NULL,
    "slots" JSONB NOT NULL,
    "negative_prompt" TEXT NOT NULL DEFAULT '',
    "aspect_ratio" TEXT NOT NULL,
    "style" TEXT,
    "seed" INTEGER NOT NULL,
    "image_path" TEXT NOT NULL,
    "image_width" INTEGER NOT NULL,
    "image_height" INTEGER NOT NULL,
    "placeholder" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "is_active" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "template_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "generation" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "tier" TEXT NOT NULL,
    "aspect_ratio" TEXT NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "prompt" TEXT NOT NULL,
    "enhanced_from" TEXT,
    "negative_prompt" TEXT NOT NULL DEFAULT '',
    "style" TEXT,
    "template_id" TEXT,
    "final_prompt" TEXT NOT NULL,
    "seed" INTEGER NOT NULL,
    "ignored" TEXT[],
    "cost_units" INTEGER NOT NULL,
    "model" TEXT NOT NULL,
    "prediction_id" TEXT,
    "create_started_at" TIMESTAMPTZ(3),
    "submit_attempts" INTEGER NOT NULL DEFAULT 0,
    "not_before" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "next_check_at" TIMESTAMPTZ(3),
    "deadline_at" TIMESTAMPTZ(3),
    "lease_token" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "cancel_requested_at" TIMESTAMPTZ(3),
    "failure_code" TEXT,
    "failure_message" TEXT,
    "submitted_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "generation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "image" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "generation_id" TEXT NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "bytes" INTEGER NOT NULL,
    "format" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "placeholder" TEXT NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "image_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "prompt_history" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "prompt" TEXT NOT NULL,
    "prompt_hash" TEXT NOT NULL,
    "last_used_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "prompt_history_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_event" (
    "id" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "handled_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "worker_heartbeat" (
    "worker_id" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "worker_heartbeat_pkey" PRIMARY KEY ("worker_id")
);

-- CreateTable
CREATE TABLE "user" (
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_normalized" TEXT NOT NULL,
    "email_verified_at" TIMESTAMPTZ(3),
    "password_hash" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "handle" TEXT NOT NULL,
    "role" TEXT NOT NULL DEFAULT 'user',
    "status" TEXT NOT NULL DEFAULT 'active',
    "terms_accepted_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "refresh_generation" INTEGER NOT NULL DEFAULT 0,
    "refreshed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "user_agent" TEXT NOT NULL DEFAULT '',
    "ip_address" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mail_token" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mail_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limit" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limit_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "credit_account" (
    "user_id" TEXT NOT NULL,
    "balance_units" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "credit_account_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "ledger_entry" (
    "id" TEXT NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "account_id" TEXT NOT NULL,
    "units" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "balance_after_units" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ledger_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "promotion_day" (
    "day" DATE NOT NULL,
    "granted_units" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "promotion_day_pkey" PRIMARY KEY ("day")
);

-- CreateTable
CREATE TABLE "pending_grant" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "units" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "pending_grant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_key" (
    "account_id" TEXT NOT NULL,
    "route" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "request_hash" TEXT NOT NULL,
    "outcome" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("account_id","route","key")
);

-- CreateTable
CREATE TABLE "settings" (
    "version" SERIAL NOT NULL,
    "effective_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "standard_units" INTEGER NOT NULL DEFAULT 100,
    "premium2k_units" INTEGER NOT NULL DEFAULT 200,
    "premium4k_units" INTEGER NOT NULL DEFAULT 400,
    "welcome_units" INTEGER NOT NULL DEFAULT 300,
    "daily_promotion_units" INTEGER NOT NULL DEFAULT 500000,
    "max_running_per_user" INTEGER NOT NULL DEFAULT 4,
    "max_queued_per_user" INTEGER NOT NULL DEFAULT 20,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "settings_pkey" PRIMARY KEY ("version")
);

-- CreateTable
CREATE TABLE "credit_package" (
    "id" TEXT NOT NULL,
    "credits" INTEGER NOT NULL,
    "price_paise" INTEGER NOT NULL,
    "is_popular" BOOLEAN NOT NULL DEFAULT false,
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "position" INTEGER NOT NULL,

    CONSTRAINT "credit_package_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "template_category_id_position_idx" ON "template"("category_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "generation_prediction_id_key" ON "generation"("prediction_id");

-- CreateIndex
CREATE INDEX "generation_user_id_created_at_id_idx" ON "generation"("user_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "image_generation_id_key" ON "image"("generation_id");

-- CreateIndex
CREATE INDEX "image_user_id_created_at_id_idx" ON "image"("user_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "prompt_history_user_id_last_used_at_id_idx" ON "prompt_history"("user_id", "last_used_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "prompt_history_user_id_prompt_hash_key" ON "prompt_history"("user_id", "prompt_hash");

-- CreateIndex
CREATE UNIQUE INDEX "webhook_event_provider_event_id_key" ON "webhook_event"("provider", "event_id");

-- CreateIndex
CREATE UNIQUE INDEX "user_email_normalized_key" ON "user"("email_normalized");

-- CreateIndex
CREATE UNIQUE INDEX "user_handle_key" ON "user"("handle");

-- CreateIndex
CREATE INDEX "session_user_id_created_at_idx" ON "session"("user_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "mail_token_token_hash_key" ON "mail_token"("token_hash");

-- CreateIndex
CREATE INDEX "mail_token_user_id_purpose_idx" ON "mail_token"("user_id", "purpose");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_entry_seq_key" ON "ledger_entry"("seq");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_entry_key_key" ON "ledger_entry"("key");

-- CreateIndex
CREATE INDEX "ledger_entry_account_id_seq_idx" ON "ledger_entry"("account_id", "seq" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "pending_grant_key_key" ON "pending_grant"("key");

-- CreateIndex
CREATE INDEX "idempotency_key_created_at_idx" ON "idempotency_key"("created_at");

-- CreateIndex
CREATE INDEX "settings_effective_at_version_idx" ON "settings"("effective_at" DESC, "version" DESC);

-- AddForeignKey
ALTER TABLE "template" ADD CONSTRAINT "template_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "category"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "generation" ADD CONSTRAINT "generation_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "image" ADD CONSTRAINT "image_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "image" ADD CONSTRAINT "image_generation_id_fkey" FOREIGN KEY ("generation_id") REFERENCES "generation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "prompt_history" ADD CONSTRAINT "prompt_history_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mail_token" ADD CONSTRAINT "mail_token_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credit_account" ADD CONSTRAINT "credit_account_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entry" ADD CONSTRAINT "ledger_entry_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "credit_account"("user_id") ON DELETE RESTRICT ON UPDATE CASCADE;



-- ---------------------------------------------------------------------------------------------------------------------
-- From here on written by hand: what must never happen is refused by the database itself.

-- Counters may be lost in a crash; they are written on almost every request.
ALTER TABLE "rate_limit" SET UNLOGGED;

-- Identity
ALTER TABLE "user"
  ADD CONSTRAINT user_role_known CHECK (role IN ('user', 'moderator', 'admin')),
  ADD CONSTRAINT user_status_known CHECK (status IN ('active', 'suspended')),
  ADD CONSTRAINT user_handle_shape CHECK (handle ~ '^[a-z0-9][a-z0-9_]{2,29}$');
ALTER TABLE "mail_token" ADD CONSTRAINT mail_token_purpose_known CHECK (purpose IN ('verify', 'reset'));

-- Settings: a picture is never free (product.md 2)
ALTER TABLE "settings"
  ADD CONSTRAINT settings_prices CHECK (standard_units >= 1 AND premium2k_units >= 1 AND premium4k_units >= 1),
  ADD CONSTRAINT settings_grants CHECK (welcome_units >= 0 AND daily_promotion_units >= 0),
  ADD CONSTRAINT settings_limits CHECK (max_running_per_user >= 1 AND max_queued_per_user >= 0);
ALTER TABLE "credit_package" ADD CONSTRAINT credit_package_positive CHECK (credits > 0 AND price_paise >= 100);

-- Ledger
ALTER TABLE "credit_account" ADD CONSTRAINT credit_account_balance_not_negative CHECK (balance_units >= 0);
ALTER TABLE "ledger_entry"
  ADD CONSTRAINT ledger_entry_units_not_zero CHECK (units <> 0),
  ADD CONSTRAINT ledger_entry_balance_not_negative CHECK (balance_after_units >= 0),
  ADD CONSTRAINT ledger_entry_sign CHECK (
    CASE reason
      WHEN 'generation' THEN units < 0
      WHEN 'purchase_refund' THEN units < 0
      WHEN 'purchase' THEN units > 0
      WHEN 'generation_refund' THEN units > 0
      WHEN 'welcome' THEN units > 0
      WHEN 'reuse_reward' THEN units > 0
      WHEN 'referral' THEN units > 0
      WHEN 'milestone' THEN units > 0
      WHEN 'adjustment' THEN units <> 0
      ELSE false
    END);
ALTER TABLE "pending_grant" ADD CONSTRAINT pending_grant_positive CHECK (units > 0);
ALTER TABLE "promotion_day" ADD CONSTRAINT promotion_day_not_negative CHECK (granted_units >= 0);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% on % is not allowed', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER ledger_entry_append_only BEFORE UPDATE OR DELETE ON "ledger_entry"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
-- Row triggers do not see TRUNCATE.
CREATE TRIGGER ledger_entry_no_truncate BEFORE TRUNCATE ON "ledger_entry"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER credit_account_no_delete BEFORE DELETE ON "credit_account"
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER credit_account_no_truncate BEFORE TRUNCATE ON "credit_account"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION last_running_balance(account text) RETURNS integer LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT balance_after_units FROM ledger_entry WHERE account_id = account ORDER BY seq DESC LIMIT 1), 0)
$$;

-- Each entry continues the account's chain of running balances ...
CREATE FUNCTION ledger_entry_continues_chain() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.balance_after_units <> last_running_balance(NEW.account_id) + NEW.units THEN
    RAISE EXCEPTION 'ledger entry % breaks the running balance of its account', NEW.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ledger_entry_chain BEFORE INSERT ON "ledger_entry"
  FOR EACH ROW EXECUTE FUNCTION ledger_entry_continues_chain();

-- ... and at commit the materialised balance is the chain's last link, so balance = sum of the entries, always.
CREATE FUNCTION balance_is_chain_end() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  account text := CASE TG_TABLE_NAME WHEN 'credit_account' THEN to_jsonb(NEW) ->> 'user_id' ELSE to_jsonb(NEW) ->> 'account_id' END;
BEGIN
  IF (SELECT balance_units FROM credit_account WHERE user_id = account) <> last_running_balance(account) THEN
    RAISE EXCEPTION 'balance of account % is not the sum of its entries', account USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER credit_account_matches_ledger AFTER INSERT OR UPDATE OF balance_units ON "credit_account"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION balance_is_chain_end();
CREATE CONSTRAINT TRIGGER ledger_entry_matches_account AFTER INSERT ON "ledger_entry"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION balance_is_chain_end();

-- Generation
ALTER TABLE "generation"
  ADD CONSTRAINT generation_state_known CHECK (state IN ('queued', 'submitting', 'running', 'succeeded', 'failed', 'cancelled')),
  ADD CONSTRAINT generation_tier_known CHECK (tier IN ('standard', 'premium2k', 'premium4k')),
  ADD CONSTRAINT generation_cost_positive CHECK (cost_units >= 1),
  ADD CONSTRAINT generation_size_positive CHECK (width > 0 AND height > 0),
  ADD CONSTRAINT generation_ended CHECK ((state IN ('succeeded', 'failed', 'cancelled')) = (finished_at IS NOT NULL)),
  ADD CONSTRAINT generation_failure_said CHECK (state <> 'failed' OR (failure_code IS NOT NULL AND failure_message IS NOT NULL));
ALTER TABLE "image" ADD CONSTRAINT image_positive CHECK (width > 0 AND height > 0 AND bytes > 0);

CREATE FUNCTION generation_moves_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state IN ('succeeded', 'failed', 'cancelled') AND NEW.state <> OLD.state THEN
    RAISE EXCEPTION 'generation % has ended as %', OLD.id, OLD.state USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.prediction_id IS NOT NULL AND NEW.prediction_id IS DISTINCT FROM OLD.prediction_id THEN
    RAISE EXCEPTION 'generation % already has a prediction', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  NEW.updated_at := clock_timestamp();
  RETURN NEW;
END $$;
CREATE TRIGGER generation_forward BEFORE UPDATE ON "generation"
  FOR EACH ROW EXECUTE FUNCTION generation_moves_forward();
CREATE TRIGGER generation_no_delete BEFORE DELETE ON "generation" FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE INDEX generation_queue ON "generation" (created_at, id) WHERE state = 'queued';
CREATE INDEX generation_due ON "generation" (next_check_at) WHERE state IN ('submitting', 'running');
CREATE INDEX generation_open_by_user ON "generation" (user_id, created_at) WHERE state IN ('queued', 'submitting', 'running');
CREATE INDEX generation_pace ON "generation" (model, finished_at DESC) WHERE state = 'succeeded';
CREATE INDEX image_kept_by_user ON "image" (user_id, created_at DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX webhook_event_unhandled ON "webhook_event" (received_at) WHERE handled_at IS NULL;

-- Live updates: every committed change reaches every web process, whichever code made it.
CREATE FUNCTION notify_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('live', json_build_object('kind', 'balance', 'userId', NEW.user_id)::text);
  RETURN NULL;
END $$;
CREATE TRIGGER credit_account_live AFTER UPDATE OF balance_units ON "credit_account"
  FOR EACH ROW EXECUTE FUNCTION notify_balance();

CREATE FUNCTION notify_job() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('live', json_build_object('kind', 'job', 'userId', NEW.user_id, 'id', NEW.id)::text);
  RETURN NULL;
END $$;
CREATE TRIGGER generation_live_insert AFTER INSERT ON "generation" FOR EACH ROW EXECUTE FUNCTION notify_job();
CREATE TRIGGER generation_live_update AFTER UPDATE OF state, started_at ON "generation"
  FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state OR OLD.started_at IS DISTINCT FROM NEW.started_at)
  EXECUTE FUNCTION notify_job();

-- Prices in force by the database's clock.
CREATE FUNCTION settings_in_force() RETURNS settings LANGUAGE sql STABLE AS $$
  SELECT * FROM settings WHERE effective_at <= now() ORDER BY effective_at DESC, version DESC LIMIT 1
$$;

CREATE FUNCTION credits_text(units integer) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT trim_scale(units / 100.0)::text || CASE WHEN units > 100 OR units = 0 THEN ' credits' ELSE ' credit' END
$$;

-- One statement for the hot path (see docs/decisions/0003-debit-in-one-statement.md): stored answer for the key, price
-- in force, conditional debit, ledger rows, job rows, queue entry and the answer itself commit together or not at all.
--
-- request: { userId, route, key, requestHash, refusal?, tier, count, quotedUnits?, ignored, promptId, promptHash,
--            jobs: [{ id, entryId, seed }], row: { aspectRatio, width, height, prompt, enhancedFrom?, negativePrompt,
--            style?, templateId?, finalPrompt, model } }
-- answer:  { kind: 'answer', isReplay, outcome: { ok: body } | { refusal: { code, message, details } } }
--        | { kind: 'other_request' }   the key was used with another body
--        | { kind: 'queue_full' }      nothing stored: the client may use the same key again
CREATE FUNCTION request_generation(request jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  account text := request ->> 'userId';
  amount integer := (request ->> 'count')::integer;
  wanted jsonb := request -> 'row';
  stored idempotency_key;
  rules settings;
  price integer;
  total integer;
  balance integer;
  waiting integer;
  answer jsonb;
  job jsonb;
BEGIN
  INSERT INTO idempotency_key (account_id, route, key, request_hash)
    VALUES (account, request ->> 'route', request ->> 'key', request ->> 'requestHash')
    ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    SELECT * INTO STRICT stored FROM idempotency_key k
      WHERE k.account_id = account AND k.route = request ->> 'route' AND k.key = request ->> 'key';
    IF stored.request_hash <> request ->> 'requestHash' THEN
      RETURN '{"kind":"other_request"}'::jsonb;
    END IF;
    RETURN jsonb_build_object('kind', 'answer', 'isReplay', true, 'outcome', stored.outcome);
  END IF;

  rules := settings_in_force();
  price := CASE request ->> 'tier'
    WHEN 'standard' THEN rules.standard_units
    WHEN 'premium2k' THEN rules.premium2k_units
    WHEN 'premium4k' THEN rules.premium4k_units
  END;
  total := price * amount;
  SELECT a.balance_units INTO STRICT balance FROM credit_account a WHERE a.user_id = account FOR UPDATE;

  IF jsonb_typeof(request -> 'refusal') = 'object' THEN
    answer := jsonb_build_object('refusal', request -> 'refusal');
  ELSIF (request ->> 'quotedUnits')::integer <> total THEN
    answer := jsonb_build_object('refusal', jsonb_build_object(
      'code', 'conflict',
      'message', format('The price has changed: this is %s now.', credits_text(total)),
      'details', jsonb_build_object('extra', jsonb_build_object('priceCredits', trim_scale(total / 100.0)))));
  ELSIF balance < total THEN
    answer := jsonb_build_object('refusal', jsonb_build_object(
      'code', 'insufficient_credits',
      'message', format('You need %s and have %s.', credits_text(total), trim_scale(balance / 100.0)),
      'details', jsonb_build_object('extra', jsonb_build_object(
        'needed', trim_scale(total / 100.0), 'available', trim_scale(balance / 100.0)))));
  ELSE
    SELECT count(*) INTO waiting FROM generation g
      WHERE g.user_id = account AND g.state IN ('queued', 'submitting', 'running');
    IF waiting + amount > rules.max_running_per_user + rules.max_queued_per_user THEN
      DELETE FROM idempotency_key k
        WHERE k.account_id = account AND k.route = request ->> 'route' AND k.key = request ->> 'key';
      RETURN '{"kind":"queue_full"}'::jsonb;
    END IF;

    UPDATE credit_account SET balance_units = balance_units - total WHERE user_id = account;
    FOR job IN SELECT * FROM jsonb_array_elements(request -> 'jobs') LOOP
      balance := balance - price;
      INSERT INTO ledger_entry (id, account_id, units, reason, reference, key, balance_after_units)
        VALUES (job ->> 'entryId', account, -price, 'generation', job ->> 'id', 'generation:' || (job ->> 'id'), balance);
      INSERT INTO generation (id, user_id, tier, aspect_ratio, width, height, prompt, enhanced_from, negative_prompt, style,
          template_id, final_prompt, seed, ignored, cost_units, model, created_at)
        VALUES (job ->> 'id', account, request ->> 'tier', wanted ->> 'aspectRatio', (wanted ->> 'width')::integer,
          (wanted ->> 'height')::integer, wanted ->> 'prompt', wanted ->> 'enhancedFrom', wanted ->> 'negativePrompt',
          wanted ->> 'style', wanted ->> 'templateId', wanted ->> 'finalPrompt', (job ->> 'seed')::integer,
          ARRAY(SELECT jsonb_array_elements_text(request -> 'ignored')), price, wanted ->> 'model', clock_timestamp());
    END LOOP;
    INSERT INTO prompt_history (id, user_id, prompt, prompt_hash)
      VALUES (request ->> 'promptId', account, wanted ->> 'prompt', request ->> 'promptHash')
      ON CONFLICT (user_id, prompt_hash) DO UPDATE SET last_used_at = now();
    PERFORM graphile_worker.add_job('dispatch-generations', '{}'::json, job_key => 'dispatch-generations');
    answer := jsonb_build_object('ok', jsonb_build_object(
      'jobId', request -> 'jobs' -> 0 -> 'id',
      'jobs', (SELECT jsonb_agg(jsonb_build_object('jobId', j -> 'id')) FROM jsonb_array_elements(request -> 'jobs') j),
      'status', 'queued',
      'creditsDebited', trim_scale(total / 100.0),
      'balance', trim_scale(balance / 100.0),
      'ignored', request -> 'ignored'));
  END IF;

  UPDATE idempotency_key k SET outcome = answer
    WHERE k.account_id = account AND k.route = request ->> 'route' AND k.key = request ->> 'key';
  RETURN jsonb_build_object('kind', 'answer', 'isReplay', false, 'outcome', answer);
END $$;
