-- A short code that reads well aloud: no 0/o, 1/l/i. 31^8 of them; the unique index refuses the odd double.
CREATE FUNCTION new_referral_code() RETURNS text LANGUAGE sql VOLATILE AS $$
  SELECT string_agg(substr('abcdefghjkmnpqrstuvwxyz23456789', 1 + (get_byte(bytes, place) % 31), 1), '')
    FROM (SELECT uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) AS bytes) random,
      unnest(ARRAY[0, 1, 2, 3, 4, 5, 10, 11]) AS place
$$;

-- AlterTable
ALTER TABLE "generation" ADD COLUMN     "source_post_id" TEXT;

-- AlterTable
ALTER TABLE "user" ADD COLUMN     "avatar_id" TEXT,
ADD COLUMN     "bio" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "comments_from" TEXT NOT NULL DEFAULT 'everyone',
ADD COLUMN     "digest_sent_at" TIMESTAMPTZ(3),
ADD COLUMN     "is_demo" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "is_private" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "referral_code" TEXT NOT NULL DEFAULT new_referral_code();

-- AlterTable
ALTER TABLE "session" ADD COLUMN     "device_id" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "pending_grant" ADD COLUMN     "cause" TEXT NOT NULL DEFAULT 'budget';

-- AlterTable
ALTER TABLE "payment" ADD COLUMN     "instrument_hash" TEXT;

-- AlterTable
ALTER TABLE "settings" ADD COLUMN     "first_post_units" INTEGER NOT NULL DEFAULT 200,
ADD COLUMN     "likes_100_units" INTEGER NOT NULL DEFAULT 500,
ADD COLUMN     "posts_100_units" INTEGER NOT NULL DEFAULT 2000,
ADD COLUMN     "posts_10_units" INTEGER NOT NULL DEFAULT 300,
ADD COLUMN     "posts_50_units" INTEGER NOT NULL DEFAULT 1000,
ADD COLUMN     "referee_units" INTEGER NOT NULL DEFAULT 500,
ADD COLUMN     "referral_day_limit" INTEGER NOT NULL DEFAULT 5,
ADD COLUMN     "referral_hold_days" INTEGER NOT NULL DEFAULT 7,
ADD COLUMN     "referral_month_limit" INTEGER NOT NULL DEFAULT 50,
ADD COLUMN     "referral_ten_units" INTEGER NOT NULL DEFAULT 5000,
ADD COLUMN     "referrer_units" INTEGER NOT NULL DEFAULT 1000,
ADD COLUMN     "report_hide_threshold" INTEGER NOT NULL DEFAULT 3,
ADD COLUMN     "reuse_day_cap_units" INTEGER NOT NULL DEFAULT 1000,
ADD COLUMN     "reuse_post_cap_units" INTEGER NOT NULL DEFAULT 2000,
ADD COLUMN     "reuse_reward_units" INTEGER NOT NULL DEFAULT 50,
ADD COLUMN     "reuse_unpaid_limit" INTEGER NOT NULL DEFAULT 3,
ADD COLUMN     "streak_7_units" INTEGER NOT NULL DEFAULT 100;

-- CreateTable
CREATE TABLE "post" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "image_id" TEXT,
    "generation_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "category_id" TEXT NOT NULL,
    "tags" TEXT[],
    "visibility" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'held',
    "hold_rule" TEXT,
    "hold_field" TEXT,
    "show_prompt" BOOLEAN NOT NULL DEFAULT true,
    "has_watermark" BOOLEAN NOT NULL DEFAULT true,
    "tier" TEXT NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "placeholder" TEXT NOT NULL,
    "likes" INTEGER NOT NULL DEFAULT 0,
    "comments" INTEGER NOT NULL DEFAULT 0,
    "remixes" INTEGER NOT NULL DEFAULT 0,
    "trending_score" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "search" tsvector NOT NULL DEFAULT ''::tsvector,
    "is_picture_in_bin" BOOLEAN NOT NULL DEFAULT false,
    "is_author_private" BOOLEAN NOT NULL DEFAULT false,
    "is_author_suspended" BOOLEAN NOT NULL DEFAULT false,
    "is_listed" BOOLEAN GENERATED ALWAYS AS (status = 'live' AND visibility = 'public' AND deleted_at IS NULL
      AND NOT is_picture_in_bin AND NOT is_author_private AND NOT is_author_suspended) STORED,
    "published_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "first_public_at" TIMESTAMPTZ(3),
    "edited_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "post_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "post_tag" (
    "tag" TEXT NOT NULL,
    "post_id" TEXT NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,
    "trending_score" DOUBLE PRECISION NOT NULL,
    "remixes" INTEGER NOT NULL,
    "is_listed" BOOLEAN NOT NULL,

    CONSTRAINT "post_tag_pkey" PRIMARY KEY ("post_id","tag")
);

-- CreateTable
CREATE TABLE "picture_screening" (
    "image_id" TEXT NOT NULL,
    "scores" JSONB NOT NULL,
    "model" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "picture_screening_pkey" PRIMARY KEY ("image_id")
);

-- CreateTable
CREATE TABLE "post_like" (
    "post_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "post_like_pkey" PRIMARY KEY ("post_id","user_id")
);

-- CreateTable
CREATE TABLE "engagement" (
    "id" BIGSERIAL NOT NULL,
    "post_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "delta" INTEGER NOT NULL,
    "actor_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "engagement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "post_rank_change" (
    "id" BIGSERIAL NOT NULL,
    "post_id" TEXT NOT NULL,
    "old_trending_score" DOUBLE PRECISION NOT NULL,
    "old_remixes" INTEGER NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "post_rank_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "comment" (
    "id" TEXT NOT NULL,
    "post_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "parent_id" TEXT,
    "body" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'live',
    "hold_rule" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "edited_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "comment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "follow" (
    "follower_id" TEXT NOT NULL,
    "followee_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "follow_pkey" PRIMARY KEY ("follower_id","followee_id")
);

-- CreateTable
CREATE TABLE "block" (
    "blocker_id" TEXT NOT NULL,
    "blocked_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "block_pkey" PRIMARY KEY ("blocker_id","blocked_id")
);

-- CreateTable
CREATE TABLE "mute" (
    "muter_id" TEXT NOT NULL,
    "muted_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mute_pkey" PRIMARY KEY ("muter_id","muted_id")
);

-- CreateTable
CREATE TABLE "following_inbox" (
    "user_id" TEXT NOT NULL,
    "post_id" TEXT NOT NULL,
    "author_id" TEXT NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "following_inbox_pkey" PRIMARY KEY ("user_id","post_id")
);

-- CreateTable
CREATE TABLE "report" (
    "id" TEXT NOT NULL,
    "post_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "details" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL DEFAULT 'open',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolved_at" TIMESTAMPTZ(3),

    CONSTRAINT "report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "moderation_decision" (
    "id" TEXT NOT NULL,
    "post_id" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "rule" TEXT NOT NULL,
    "field" TEXT,
    "reason" TEXT NOT NULL DEFAULT '',
    "decider_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "moderation_decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "appeal" (
    "id" TEXT NOT NULL,
    "post_id" TEXT NOT NULL,
    "decision_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "details" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL DEFAULT 'open',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolved_at" TIMESTAMPTZ(3),

    CONSTRAINT "appeal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "former_handle" (
    "handle" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "former_handle_pkey" PRIMARY KEY ("handle")
);

-- CreateTable
CREATE TABLE "notification" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "group_key" TEXT NOT NULL,
    "post_id" TEXT,
    "comment_id" TEXT,
    "data" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "read_at" TIMESTAMPTZ(3),
    "mailed_at" TIMESTAMPTZ(3),

    CONSTRAINT "notification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notification_event" (
    "key" TEXT NOT NULL,
    "notification_id" TEXT NOT NULL,
    "actor_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "notification_event_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "notification_setting" (
    "user_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "in_app" BOOLEAN NOT NULL,
    "mail" BOOLEAN NOT NULL,

    CONSTRAINT "notification_setting_pkey" PRIMARY KEY ("user_id","kind")
);

-- CreateTable
CREATE TABLE "reuse_reward" (
    "post_id" TEXT NOT NULL,
    "remixer_id" TEXT NOT NULL,
    "author_id" TEXT NOT NULL,
    "generation_id" TEXT NOT NULL,
    "units" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "reuse_reward_pkey" PRIMARY KEY ("post_id","remixer_id")
);

-- CreateTable
CREATE TABLE "post_reward_total" (
    "post_id" TEXT NOT NULL,
    "units" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "post_reward_total_pkey" PRIMARY KEY ("post_id")
);

-- CreateTable
CREATE TABLE "author_reward_day" (
    "author_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "units" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "author_reward_day_pkey" PRIMARY KEY ("author_id","day")
);

-- CreateTable
CREATE TABLE "milestone" (
    "user_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "units" INTEGER NOT NULL,
    "reached_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "milestone_pkey" PRIMARY KEY ("user_id","key")
);

-- CreateTable
CREATE TABLE "active_day" (
    "user_id" TEXT NOT NULL,
    "day" DATE NOT NULL,

    CONSTRAINT "active_day_pkey" PRIMARY KEY ("user_id","day")
);

-- CreateTable
CREATE TABLE "referral" (
    "referee_id" TEXT NOT NULL,
    "referrer_id" TEXT NOT NULL,
    "flags" TEXT[],
    "verified_at" TIMESTAMPTZ(3),
    "first_picture_at" TIMESTAMPTZ(3),
    "first_purchase_at" TIMESTAMPTZ(3),
    "qualified_at" TIMESTAMPTZ(3),
    "reward_due_at" TIMESTAMPTZ(3),
    "reward_state" TEXT NOT NULL DEFAULT 'none',
    "reward_units" INTEGER NOT NULL DEFAULT 0,
    "paid_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "referral_pkey" PRIMARY KEY ("referee_id")
);

-- CreateIndex
CREATE INDEX "post_generation_id_idx" ON "post"("generation_id");

-- CreateIndex
CREATE INDEX "post_user_id_published_at_id_idx" ON "post"("user_id", "published_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "post_like_user_id_created_at_idx" ON "post_like"("user_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "engagement_post_id_idx" ON "engagement"("post_id");

-- CreateIndex
CREATE INDEX "post_rank_change_changed_at_post_id_idx" ON "post_rank_change"("changed_at", "post_id");

-- CreateIndex
CREATE INDEX "post_rank_change_post_id_changed_at_idx" ON "post_rank_change"("post_id", "changed_at");

-- CreateIndex
CREATE INDEX "comment_post_id_created_at_id_idx" ON "comment"("post_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "comment_parent_id_created_at_id_idx" ON "comment"("parent_id", "created_at", "id");

-- CreateIndex
CREATE INDEX "comment_user_id_idx" ON "comment"("user_id");

-- CreateIndex
CREATE INDEX "follow_followee_id_created_at_follower_id_idx" ON "follow"("followee_id", "created_at" DESC, "follower_id");

-- CreateIndex
CREATE INDEX "follow_follower_id_created_at_followee_id_idx" ON "follow"("follower_id", "created_at" DESC, "followee_id");

-- CreateIndex
CREATE INDEX "block_blocked_id_idx" ON "block"("blocked_id");

-- CreateIndex
CREATE INDEX "following_inbox_user_id_published_at_post_id_idx" ON "following_inbox"("user_id", "published_at" DESC, "post_id" DESC);

-- CreateIndex
CREATE INDEX "following_inbox_user_id_author_id_idx" ON "following_inbox"("user_id", "author_id");

-- CreateIndex
CREATE INDEX "report_post_id_state_idx" ON "report"("post_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "report_post_id_user_id_key" ON "report"("post_id", "user_id");

-- CreateIndex
CREATE INDEX "moderation_decision_post_id_created_at_idx" ON "moderation_decision"("post_id", "created_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "appeal_decision_id_key" ON "appeal"("decision_id");

-- CreateIndex
CREATE INDEX "appeal_post_id_idx" ON "appeal"("post_id");

-- CreateIndex
CREATE INDEX "former_handle_user_id_idx" ON "former_handle"("user_id");

-- CreateIndex
CREATE INDEX "notification_user_id_updated_at_id_idx" ON "notification"("user_id", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "notification_event_notification_id_created_at_idx" ON "notification_event"("notification_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "notification_event_actor_id_idx" ON "notification_event"("actor_id");

-- CreateIndex
CREATE UNIQUE INDEX "reuse_reward_generation_id_key" ON "reuse_reward"("generation_id");

-- CreateIndex
CREATE INDEX "reuse_reward_author_id_day_idx" ON "reuse_reward"("author_id", "day");

-- CreateIndex
CREATE INDEX "reuse_reward_remixer_id_idx" ON "reuse_reward"("remixer_id");

-- CreateIndex
CREATE INDEX "referral_referrer_id_created_at_referee_id_idx" ON "referral"("referrer_id", "created_at" DESC, "referee_id");

-- CreateIndex
CREATE UNIQUE INDEX "user_avatar_id_key" ON "user"("avatar_id");

-- CreateIndex
CREATE UNIQUE INDEX "user_referral_code_key" ON "user"("referral_code");

-- CreateIndex
CREATE INDEX "payment_instrument_hash_idx" ON "payment"("instrument_hash");

-- AddForeignKey
ALTER TABLE "post" ADD CONSTRAINT "post_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "post" ADD CONSTRAINT "post_image_id_fkey" FOREIGN KEY ("image_id") REFERENCES "image"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "post" ADD CONSTRAINT "post_generation_id_fkey" FOREIGN KEY ("generation_id") REFERENCES "generation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "post" ADD CONSTRAINT "post_category_id_fkey" FOREIGN KEY ("category_id") REFERENCES "category"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "post_tag" ADD CONSTRAINT "post_tag_post_id_fkey" FOREIGN KEY ("post_id") REFERENCES "post"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "post_like" ADD CONSTRAINT "post_like_post_id_fkey" FOREIGN KEY ("post_id") REFERENCES "post"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "post_like" ADD CONSTRAINT "post_like_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comment" ADD CONSTRAINT "comment_post_id_fkey" FOREIGN KEY ("post_id") REFERENCES "post"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comment" ADD CONSTRAINT "comment_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comment" ADD CONSTRAINT "comment_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "comment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "follow" ADD CONSTRAINT "follow_follower_id_fkey" FOREIGN KEY ("follower_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "follow" ADD CONSTRAINT "follow_followee_id_fkey" FOREIGN KEY ("followee_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "block" ADD CONSTRAINT "block_blocker_id_fkey" FOREIGN KEY ("blocker_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "block" ADD CONSTRAINT "block_blocked_id_fkey" FOREIGN KEY ("blocked_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mute" ADD CONSTRAINT "mute_muter_id_fkey" FOREIGN KEY ("muter_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mute" ADD CONSTRAINT "mute_muted_id_fkey" FOREIGN KEY ("muted_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report" ADD CONSTRAINT "report_post_id_fkey" FOREIGN KEY ("post_id") REFERENCES "post"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report" ADD CONSTRAINT "report_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appeal" ADD CONSTRAINT "appeal_post_id_fkey" FOREIGN KEY ("post_id") REFERENCES "post"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appeal" ADD CONSTRAINT "appeal_decision_id_fkey" FOREIGN KEY ("decision_id") REFERENCES "moderation_decision"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "former_handle" ADD CONSTRAINT "former_handle_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "generation" ADD CONSTRAINT "generation_source_post_id_fkey" FOREIGN KEY ("source_post_id") REFERENCES "post"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification" ADD CONSTRAINT "notification_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification_event" ADD CONSTRAINT "notification_event_notification_id_fkey" FOREIGN KEY ("notification_id") REFERENCES "notification"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notification_setting" ADD CONSTRAINT "notification_setting_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "milestone" ADD CONSTRAINT "milestone_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "referral" ADD CONSTRAINT "referral_referee_id_fkey" FOREIGN KEY ("referee_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "referral" ADD CONSTRAINT "referral_referrer_id_fkey" FOREIGN KEY ("referrer_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------------------------------------------------------------
-- From here on written by hand: what must never happen is refused by the database itself.

-- Generation: the same function as before, which now also remembers what was remixed.
-- request: { userId, route, key, requestHash, refusal?, tier, count, quotedUnits?, ignored, promptId, promptHash,
--            jobs: [{ id, entryId, seed }], row: { aspectRatio, width, height, prompt, enhancedFrom?, negativePrompt,
--            style?, templateId?, sourcePostId?, finalPrompt, model } }
-- answer:  { kind: 'answer', isReplay, outcome: { ok: body } | { refusal: { code, message, details } } }
--        | { kind: 'other_request' }   the key was used with another body
--        | { kind: 'queue_full' }      nothing stored: the client may use the same key again
CREATE OR REPLACE FUNCTION request_generation(request jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
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
          template_id, source_post_id, final_prompt, seed, ignored, cost_units, model, created_at)
        VALUES (job ->> 'id', account, request ->> 'tier', wanted ->> 'aspectRatio', (wanted ->> 'width')::integer,
          (wanted ->> 'height')::integer, wanted ->> 'prompt', wanted ->> 'enhancedFrom', wanted ->> 'negativePrompt',
          wanted ->> 'style', wanted ->> 'templateId', wanted ->> 'sourcePostId', wanted ->> 'finalPrompt', (job ->> 'seed')::integer,
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
CREATE INDEX generation_remix ON "generation" (source_post_id, created_at DESC, id DESC) WHERE source_post_id IS NOT NULL;

-- People
ALTER TABLE "user"
  ADD CONSTRAINT user_comments_from_known CHECK (comments_from IN ('everyone', 'followers', 'nobody')),
  ADD CONSTRAINT user_bio_short CHECK (char_length(bio) <= 500);
ALTER TABLE "follow" ADD CONSTRAINT follow_somebody_else CHECK (follower_id <> followee_id);
ALTER TABLE "block" ADD CONSTRAINT block_somebody_else CHECK (blocker_id <> blocked_id);
ALTER TABLE "mute" ADD CONSTRAINT mute_somebody_else CHECK (muter_id <> muted_id);
CREATE INDEX session_device ON "session" (device_id) WHERE device_id <> '';

-- A handle that somebody had leads to them for ever: nobody else may take it. An INSERT counts as "taken" (no row), as
-- the unique index does under ON CONFLICT DO NOTHING.
CREATE FUNCTION handle_is_free(wanted text, wanter text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT NOT EXISTS (SELECT FROM former_handle f WHERE f.handle = wanted AND f.user_id <> wanter)
$$;
CREATE FUNCTION user_takes_handle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    RETURN CASE WHEN handle_is_free(NEW.handle, NEW.id) THEN NEW END;
  END IF;
  IF NOT handle_is_free(NEW.handle, NEW.id) THEN
    RAISE EXCEPTION 'handle % belongs to somebody', NEW.handle USING ERRCODE = 'unique_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER user_handle_free BEFORE INSERT OR UPDATE OF handle ON "user" FOR EACH ROW EXECUTE FUNCTION user_takes_handle();
CREATE FUNCTION user_left_handle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Looked at again: whoever waited for a simultaneous change sees it only now.
  IF NOT handle_is_free(NEW.handle, NEW.id) THEN
    RAISE EXCEPTION 'handle % belongs to somebody', NEW.handle USING ERRCODE = 'unique_violation';
  END IF;
  IF TG_OP = 'UPDATE' AND NEW.handle <> OLD.handle THEN
    DELETE FROM former_handle WHERE handle = NEW.handle AND user_id = NEW.id;
    INSERT INTO former_handle (handle, user_id) VALUES (OLD.handle, OLD.id);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER user_handle_left AFTER INSERT OR UPDATE OF handle ON "user" FOR EACH ROW EXECUTE FUNCTION user_left_handle();

-- Posts
ALTER TABLE "post"
  ADD CONSTRAINT post_visibility_known CHECK (visibility IN ('public', 'unlisted', 'private')),
  ADD CONSTRAINT post_status_known CHECK (status IN ('held', 'live', 'hidden')),
  ADD CONSTRAINT post_hold_said CHECK ((status = 'live') = (hold_rule IS NULL)),
  ADD CONSTRAINT post_counts_not_negative CHECK (likes >= 0 AND comments >= 0 AND remixes >= 0),
  ADD CONSTRAINT post_has_picture CHECK (image_id IS NOT NULL OR deleted_at IS NOT NULL),
  ADD CONSTRAINT post_tags_few CHECK (cardinality(tags) <= 10);
-- A picture is published at most once at a time (product.md 5).
CREATE UNIQUE INDEX post_one_a_picture ON "post" (image_id) WHERE deleted_at IS NULL;
CREATE INDEX post_latest ON "post" (published_at DESC, id DESC) WHERE is_listed;
CREATE INDEX post_trending ON "post" (trending_score DESC, id DESC) WHERE is_listed;
CREATE INDEX post_remixed ON "post" (remixes DESC, id DESC) WHERE is_listed;
CREATE INDEX post_category_latest ON "post" (category_id, published_at DESC, id DESC) WHERE is_listed;
CREATE INDEX post_category_trending ON "post" (category_id, trending_score DESC, id DESC) WHERE is_listed;
CREATE INDEX post_category_remixed ON "post" (category_id, remixes DESC, id DESC) WHERE is_listed;
CREATE INDEX post_tier_latest ON "post" (tier, published_at DESC, id DESC) WHERE is_listed;
CREATE INDEX post_tier_trending ON "post" (tier, trending_score DESC, id DESC) WHERE is_listed;
CREATE INDEX post_tier_remixed ON "post" (tier, remixes DESC, id DESC) WHERE is_listed;
CREATE INDEX post_author_listed ON "post" (user_id, published_at DESC, id DESC) WHERE is_listed;
CREATE INDEX post_search ON "post" USING gin (search) WHERE is_listed;
CREATE INDEX post_tag_latest ON "post_tag" (tag, published_at DESC, post_id DESC) WHERE is_listed;
CREATE INDEX post_tag_trending ON "post_tag" (tag, trending_score DESC, post_id DESC) WHERE is_listed;
CREATE INDEX post_tag_remixed ON "post_tag" (tag, remixes DESC, post_id DESC) WHERE is_listed;
CREATE TRIGGER post_no_delete BEFORE DELETE ON "post" FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Are these two hidden from each other? Nobody (NULL) is blocked by nobody.
CREATE FUNCTION are_blocked(one text, other text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM block b WHERE b.blocker_id = one AND b.blocked_id = other)
      OR EXISTS (SELECT FROM block b WHERE b.blocker_id = other AND b.blocked_id = one)
$$;

-- The one answer to "does this post exist for this viewer?" (NULL: nobody is signed in); everything else is not found.
CREATE FUNCTION may_see_post(p post, viewer text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT p.deleted_at IS NULL AND NOT p.is_picture_in_bin AND (p.user_id = viewer OR (
    p.status = 'live' AND p.visibility <> 'private' AND NOT p.is_author_suspended
    AND (NOT p.is_author_private OR EXISTS (SELECT FROM follow f WHERE f.follower_id = viewer AND f.followee_id = p.user_id))
    AND NOT are_blocked(p.user_id, viewer))) IS TRUE
$$;

-- Log of weighted engagement plus age: a post with ten times the engagement stands as high as one 12.5 hours younger.
-- Needs no rescoring as time goes by, so an index serves it.
CREATE FUNCTION trending_score(likes integer, comments integer, remixes integer, published_at timestamptz) RETURNS double precision
LANGUAGE sql STABLE AS $$
  SELECT log(greatest(1, 1 + likes + 2 * comments + 3 * remixes))::double precision + extract(epoch FROM published_at)::double precision / 45000
$$;

CREATE FUNCTION post_is_kept_whole() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT u.is_private, u.status <> 'active' INTO NEW.is_author_private, NEW.is_author_suspended FROM "user" u WHERE u.id = NEW.user_id;
    NEW.is_picture_in_bin := coalesce((SELECT i.deleted_at IS NOT NULL FROM image i WHERE i.id = NEW.image_id), false);
  ELSIF OLD.deleted_at IS NOT NULL AND NEW.deleted_at IS NULL THEN
    RAISE EXCEPTION 'post % has been deleted', OLD.id USING ERRCODE = 'restrict_violation';
  ELSIF NEW.user_id <> OLD.user_id OR NEW.generation_id <> OLD.generation_id
    OR (OLD.first_public_at IS NOT NULL AND NEW.first_public_at IS DISTINCT FROM OLD.first_public_at) THEN
    RAISE EXCEPTION 'post % can not change its origin', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'INSERT' OR (NEW.likes, NEW.comments, NEW.remixes, NEW.published_at) IS DISTINCT FROM (OLD.likes, OLD.comments, OLD.remixes, OLD.published_at) THEN
    NEW.trending_score := trending_score(NEW.likes, NEW.comments, NEW.remixes, NEW.published_at);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER post_whole BEFORE INSERT OR UPDATE ON "post" FOR EACH ROW EXECUTE FUNCTION post_is_kept_whole();

-- What lists sorted by before, for readers who began before. In force a moment later than written, so that no reader
-- begins between the two: until then they are shown the old order.
CREATE FUNCTION post_rank_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO post_rank_change (post_id, old_trending_score, old_remixes, changed_at)
    VALUES (OLD.id, OLD.trending_score, OLD.remixes, clock_timestamp() + interval '500 milliseconds');
  RETURN NULL;
END $$;
CREATE TRIGGER post_rank AFTER UPDATE OF likes, comments, remixes ON "post" FOR EACH ROW
  WHEN ((OLD.trending_score, OLD.remixes) IS DISTINCT FROM (NEW.trending_score, NEW.remixes) AND NEW.is_listed)
  EXECUTE FUNCTION post_rank_changed();

CREATE FUNCTION post_tags_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' OR NEW.tags IS DISTINCT FROM OLD.tags THEN
    DELETE FROM post_tag WHERE post_id = NEW.id;
    INSERT INTO post_tag (tag, post_id, published_at, trending_score, remixes, is_listed)
      SELECT DISTINCT lower(tag), NEW.id, NEW.published_at, NEW.trending_score, NEW.remixes, NEW.is_listed FROM unnest(NEW.tags) AS tag;
  ELSIF (NEW.published_at, NEW.trending_score, NEW.remixes, NEW.is_listed)
      IS DISTINCT FROM (OLD.published_at, OLD.trending_score, OLD.remixes, OLD.is_listed) THEN
    UPDATE post_tag SET published_at = NEW.published_at, trending_score = NEW.trending_score, remixes = NEW.remixes, is_listed = NEW.is_listed
      WHERE post_id = NEW.id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER post_tags AFTER INSERT OR UPDATE ON "post" FOR EACH ROW EXECUTE FUNCTION post_tags_follow();

-- Every process drops the lists it has kept.
CREATE FUNCTION notify_feed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('live', '{"kind":"feed"}');
  RETURN NULL;
END $$;
CREATE TRIGGER post_live_insert AFTER INSERT ON "post" FOR EACH ROW WHEN (NEW.is_listed) EXECUTE FUNCTION notify_feed();
CREATE TRIGGER post_live_update AFTER UPDATE ON "post" FOR EACH ROW
  WHEN (OLD.is_listed IS DISTINCT FROM NEW.is_listed
    OR (NEW.is_listed AND (OLD.title, OLD.tags, OLD.category_id) IS DISTINCT FROM (NEW.title, NEW.tags, NEW.category_id)))
  EXECUTE FUNCTION notify_feed();

-- Mirrors: a picture in the bin takes its post along, and a purged one deletes it; an author's standing covers their posts.
CREATE FUNCTION image_takes_post() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    UPDATE post SET deleted_at = coalesce(deleted_at, now()), image_id = NULL WHERE image_id = OLD.id;
    RETURN OLD;
  END IF;
  UPDATE post SET is_picture_in_bin = NEW.deleted_at IS NOT NULL WHERE image_id = NEW.id AND deleted_at IS NULL;
  RETURN NEW;
END $$;
CREATE TRIGGER image_post_bin AFTER UPDATE OF deleted_at ON "image" FOR EACH ROW
  WHEN (OLD.deleted_at IS DISTINCT FROM NEW.deleted_at) EXECUTE FUNCTION image_takes_post();
-- By name after `image_purge_final`, which must refuse first.
CREATE TRIGGER image_takes_post BEFORE DELETE ON "image" FOR EACH ROW EXECUTE FUNCTION image_takes_post();
CREATE FUNCTION author_covers_posts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE post SET is_author_private = NEW.is_private, is_author_suspended = NEW.status <> 'active' WHERE user_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER user_covers_posts AFTER UPDATE OF is_private, status ON "user" FOR EACH ROW
  WHEN ((OLD.is_private, OLD.status) IS DISTINCT FROM (NEW.is_private, NEW.status)) EXECUTE FUNCTION author_covers_posts();

-- Likes and comments append to `engagement`; counts of posts are folded from there.
ALTER TABLE "engagement" ADD CONSTRAINT engagement_known CHECK (kind IN ('like', 'comment', 'remix') AND delta IN (-1, 1));
CREATE FUNCTION like_engages() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO engagement (post_id, kind, delta, actor_id) VALUES (NEW.post_id, 'like', 1, NEW.user_id);
  ELSE
    INSERT INTO engagement (post_id, kind, delta, actor_id) VALUES (OLD.post_id, 'like', -1, OLD.user_id);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER post_like_engages AFTER INSERT OR DELETE ON "post_like" FOR EACH ROW EXECUTE FUNCTION like_engages();

ALTER TABLE "comment"
  ADD CONSTRAINT comment_status_known CHECK (status IN ('live', 'held', 'hidden')),
  ADD CONSTRAINT comment_hold_said CHECK ((status = 'live') = (hold_rule IS NULL)),
  ADD CONSTRAINT comment_length CHECK (char_length(body) BETWEEN 1 AND 1000);
CREATE TRIGGER comment_no_delete BEFORE DELETE ON "comment" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE FUNCTION comment_one_level() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.parent_id IS NOT NULL AND NOT EXISTS (
      SELECT FROM comment c WHERE c.id = NEW.parent_id AND c.post_id = NEW.post_id AND c.parent_id IS NULL) THEN
    RAISE EXCEPTION 'comment % can not be replied to here', NEW.parent_id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER comment_level BEFORE INSERT OR UPDATE OF parent_id, post_id ON "comment" FOR EACH ROW EXECUTE FUNCTION comment_one_level();
CREATE FUNCTION comment_engages() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  did_count boolean := TG_OP = 'UPDATE' AND OLD.status = 'live' AND OLD.deleted_at IS NULL;
  does_count boolean := NEW.status = 'live' AND NEW.deleted_at IS NULL;
BEGIN
  IF did_count <> does_count THEN
    INSERT INTO engagement (post_id, kind, delta, actor_id) VALUES (NEW.post_id, 'comment', CASE WHEN does_count THEN 1 ELSE -1 END, NEW.user_id);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER comment_engages AFTER INSERT OR UPDATE OF status, deleted_at ON "comment" FOR EACH ROW EXECUTE FUNCTION comment_engages();

-- Reports, decisions, appeals
ALTER TABLE "report"
  ADD CONSTRAINT report_state_known CHECK (state IN ('open', 'upheld', 'dismissed')),
  ADD CONSTRAINT report_resolved CHECK ((state = 'open') = (resolved_at IS NULL));
ALTER TABLE "moderation_decision"
  ADD CONSTRAINT moderation_decision_known CHECK (action IN ('held', 'hidden', 'restored', 'dismissed', 'deleted'));
ALTER TABLE "appeal"
  ADD CONSTRAINT appeal_state_known CHECK (state IN ('open', 'upheld', 'rejected')),
  ADD CONSTRAINT appeal_resolved CHECK ((state = 'open') = (resolved_at IS NULL));
CREATE TRIGGER report_no_delete BEFORE DELETE ON "report" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER moderation_decision_append_only BEFORE UPDATE OR DELETE ON "moderation_decision" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER appeal_no_delete BEFORE DELETE ON "appeal" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE INDEX post_waiting ON "post" (published_at, id) WHERE status <> 'live' AND deleted_at IS NULL;

-- Notifications
ALTER TABLE "notification" ADD CONSTRAINT notification_kind_known CHECK (kind IN ('like', 'comment', 'reply', 'mention', 'follow',
  'remix', 'reward', 'referral', 'milestone', 'job', 'moderation', 'purchase'));
-- People who do the same gather in one line until it is read.
CREATE UNIQUE INDEX notification_open_group ON "notification" (user_id, group_key) WHERE read_at IS NULL;
CREATE INDEX notification_unread ON "notification" (user_id) WHERE read_at IS NULL;
CREATE INDEX notification_unmailed ON "notification" (user_id, updated_at) WHERE mailed_at IS NULL AND read_at IS NULL;
CREATE FUNCTION notify_notification() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('live', json_build_object('kind', 'notification', 'userId', NEW.user_id, 'id', NEW.id)::text);
  RETURN NULL;
END $$;
CREATE TRIGGER notification_live AFTER INSERT OR UPDATE OF updated_at ON "notification" FOR EACH ROW EXECUTE FUNCTION notify_notification();

-- Rewards, milestones, referrals
ALTER TABLE "settings"
  ADD CONSTRAINT settings_rewards CHECK (least(reuse_reward_units, reuse_post_cap_units, reuse_day_cap_units, reuse_unpaid_limit, first_post_units,
    posts_10_units, posts_50_units, posts_100_units, likes_100_units, streak_7_units, referee_units, referrer_units, referral_ten_units) >= 0),
  ADD CONSTRAINT settings_referral_limits CHECK (referral_hold_days >= 0 AND referral_day_limit >= 0 AND referral_month_limit >= 0),
  ADD CONSTRAINT settings_reports CHECK (report_hide_threshold >= 1);
ALTER TABLE "pending_grant" ADD CONSTRAINT pending_grant_cause_known
  CHECK (cause IN ('budget', 'same_device', 'same_instrument', 'same_address', 'cycle', 'velocity'));
ALTER TABLE "reuse_reward"
  ADD CONSTRAINT reuse_reward_somebody_else CHECK (remixer_id <> author_id),
  ADD CONSTRAINT reuse_reward_state_known CHECK (state IN ('granted', 'pending', 'capped')),
  ADD CONSTRAINT reuse_reward_units CHECK (units >= 0 AND (state = 'capped') = (units = 0));
ALTER TABLE "post_reward_total" ADD CONSTRAINT post_reward_total_not_negative CHECK (units >= 0);
ALTER TABLE "author_reward_day" ADD CONSTRAINT author_reward_day_not_negative CHECK (units >= 0);
ALTER TABLE "milestone" ADD CONSTRAINT milestone_not_negative CHECK (units >= 0);
ALTER TABLE "referral"
  ADD CONSTRAINT referral_somebody_else CHECK (referee_id <> referrer_id),
  ADD CONSTRAINT referral_reward_known CHECK (reward_state IN ('none', 'booked', 'paid', 'review')),
  ADD CONSTRAINT referral_booked CHECK ((reward_state = 'none') = (reward_due_at IS NULL)),
  ADD CONSTRAINT referral_paid CHECK ((reward_state = 'paid') = (paid_at IS NOT NULL)),
  ADD CONSTRAINT referral_flags_known CHECK (flags <@ ARRAY['same_device', 'same_instrument', 'same_address', 'cycle', 'velocity']);
CREATE INDEX referral_due ON "referral" (reward_due_at) WHERE reward_state = 'booked';
CREATE TRIGGER reuse_reward_no_delete BEFORE DELETE ON "reuse_reward" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER milestone_once BEFORE UPDATE OR DELETE ON "milestone" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER referral_no_delete BEFORE DELETE ON "referral" FOR EACH ROW EXECUTE FUNCTION refuse_change();
