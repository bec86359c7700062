import type { World } from "@/lib/db/ctx";
import { forgetRanks } from "@/lib/domain/community/fold-engagement";
import { purgeDue } from "@/lib/domain/creations/purge-creations";

/** Answers are promised for 24 hours. */
const KEEP_KEYS = "48 hours";
const KEEP_EVENTS = "30 days";
const KEEP_READ_LINES = "90 days";

/**
 * Forgets what nobody needs any more: old idempotency keys, handled events, used-up links, counters and claims that have run out, circuits of processes
 * that are gone, old orders of the feed, notifications read long ago, old bins.
 */
export async function cleanUp(world: World): Promise<void> {
  const { pool } = world;
  await pool.query("DELETE FROM idempotency_key WHERE created_at < now() - $1::interval", [KEEP_KEYS]);
  await pool.query("DELETE FROM webhook_event WHERE handled_at < now() - $1::interval", [KEEP_EVENTS]);
  await pool.query("DELETE FROM mail_token WHERE expires_at < now() - interval '30 days'");
  await pool.query("DELETE FROM rate_limit WHERE expire < extract(epoch FROM now()) * 1000");
  await pool.query("DELETE FROM provider_circuit WHERE updated_at < now() - interval '1 day'");
  await pool.query("DELETE FROM moderation_claim WHERE expires_at < now()");
  await pool.query("DELETE FROM notification WHERE read_at < now() - $1::interval", [KEEP_READ_LINES]);
  await forgetRanks(world);
  await purgeDue(world);
}
