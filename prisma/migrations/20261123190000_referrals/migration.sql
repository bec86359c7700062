-- AlterTable
ALTER TABLE "referral" ALTER COLUMN "flags" SET DEFAULT ARRAY[]::TEXT[];

UPDATE "referral" SET flags = '{}' WHERE flags IS NULL;
ALTER TABLE "referral" ALTER COLUMN "flags" SET NOT NULL;

-- Who joins by a link has invited nobody yet, so nobody is ever their own inviter's inviter: rings can't arise.
CREATE FUNCTION referral_is_a_tree() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM referral r WHERE r.referrer_id = NEW.referee_id) THEN
    RAISE EXCEPTION 'referral: % has invited others already', NEW.referee_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER referral_tree BEFORE INSERT ON "referral" FOR EACH ROW EXECUTE FUNCTION referral_is_a_tree();

-- Who invited whom stays; steps and rewards only go forward; a flag is never taken back here.
CREATE FUNCTION referral_goes_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.referee_id <> OLD.referee_id OR NEW.referrer_id <> OLD.referrer_id OR NOT OLD.flags <@ NEW.flags
    OR (OLD.verified_at IS NOT NULL AND NEW.verified_at IS DISTINCT FROM OLD.verified_at)
    OR (OLD.first_picture_at IS NOT NULL AND NEW.first_picture_at IS DISTINCT FROM OLD.first_picture_at)
    OR (OLD.first_purchase_at IS NOT NULL AND NEW.first_purchase_at IS DISTINCT FROM OLD.first_purchase_at)
    OR (OLD.qualified_at IS NOT NULL AND NEW.qualified_at IS DISTINCT FROM OLD.qualified_at)
    OR (OLD.reward_state <> 'none' AND NEW.reward_units <> OLD.reward_units)
    OR (OLD.reward_state, NEW.reward_state) NOT IN (('none', 'none'), ('none', 'booked'), ('booked', 'booked'), ('booked', 'paid'),
      ('booked', 'review'), ('review', 'review'), ('review', 'paid'), ('paid', 'paid')) THEN
    RAISE EXCEPTION 'referral: % can''t go back', OLD.referee_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER referral_forward BEFORE UPDATE ON "referral" FOR EACH ROW EXECUTE FUNCTION referral_goes_forward();

-- Who shares a browser or a way to pay with somebody else.
CREATE FUNCTION share_device(one text, other text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM session a JOIN session b ON b.device_id = a.device_id
    WHERE a.user_id = one AND a.device_id <> '' AND b.user_id = other)
$$;
CREATE FUNCTION share_instrument(one text, other text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM credit_order o JOIN payment p ON p.order_id = o.id
    JOIN payment q ON q.instrument_hash = p.instrument_hash JOIN credit_order r ON r.id = q.order_id
    WHERE o.user_id = one AND r.user_id = other)
$$;
