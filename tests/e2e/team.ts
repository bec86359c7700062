import pg from "pg";
import { type Browser, type BrowserContext, expect } from "playwright/test";
import { hangPictures, ofTheApp, publishPictures } from "./many";
import { DESKTOP, signIn } from "./studio";

export async function sql<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: ofTheApp().databaseUrl });
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}

/** Gives whoever has this address a role, as the command line would. */
export const giveRole = (email: string, role: "moderator" | "admin") =>
  sql(`UPDATE "user" SET role = $2 WHERE email = $1`, [email, role]);

/** A browser of its own, somebody signed in with a role. */
export async function newMember(
  browser: Browser,
  baseURL: string,
  role: "moderator" | "admin",
): Promise<{ context: BrowserContext; email: string }> {
  const context = await browser.newContext({ baseURL, viewport: DESKTOP });
  const { email } = await signIn(context, baseURL);
  await giveRole(email, role);
  return { context, email };
}

/** Posts of one author that somebody has reported, the first of them reported first. Resolves to their ids. */
export async function hangReported(author: string, reporter: string, count: number, tag: string): Promise<string[]> {
  const ids = await hangPictures(ofTheApp(), { email: author, count });
  await publishPictures(ofTheApp(), ids, tag);
  const posts = ids.map((id) => id.replace("img_", "pst_"));
  const { length } = await sql(
    `INSERT INTO report (id, post_id, user_id, reason, details, created_at)
      SELECT 'rpt_' || md5(post_id || $2), post_id, (SELECT id FROM "user" WHERE email = $2), 'spam', 'It advertises.', now() - interval '1 hour' + at * interval '1 second'
        FROM unnest($1::text[]) WITH ORDINALITY AS o(post_id, at) RETURNING id`,
    [posts, reporter],
  );
  expect(length).toBe(count);
  return posts;
}

/** What other tests left waiting is looked at. */
export async function clearQueue(): Promise<void> {
  await sql("UPDATE report SET state = 'dismissed', resolved_at = now() WHERE state = 'open'");
  await sql("UPDATE appeal SET state = 'rejected', resolved_at = now() WHERE state = 'open'");
  await sql("UPDATE post SET status = 'hidden' WHERE status = 'held' AND hold_rule <> 'screening'");
  await sql("UPDATE comment SET status = 'hidden' WHERE status = 'held'");
  await sql("DELETE FROM moderation_claim");
}

export const statusOf = async (postId: string) =>
  (await sql<{ status: string }>("SELECT status FROM post WHERE id = $1", [postId]))[0]?.status;
