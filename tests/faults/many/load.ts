import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Random } from "@/tests/faults/storm/random";

export type Load = {
  requests: number;
  /** Each request that had no answer, or one of 5xx. */
  failed: string[];
  jobIds: string[];
  pages: number;
  stop(): Promise<void>;
};

type Person = { token: string; userId: string };

/** People who do what people do, one thing after the other, until they are stopped. */
export function startLoad(origin: string, people: Person[], postId: string, random: Random): Load {
  const load: Load = { requests: 0, failed: [], jobIds: [], pages: 0, stop: async () => {} };
  let isOver = false;
  const call = async ({ token }: Person, method: string, address: string, body?: unknown) => {
    load.requests++;
    try {
      const answer = await fetch(`${origin}${address}`, {
        method,
        headers: {
          Authorization: `Bearer ${token}`,
          "Idempotency-Key": randomUUID(),
          ...(body ? { "Content-Type": "application/json" } : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      const text = await answer.text();
      if (answer.status >= 500) load.failed.push(`${method} ${address}: ${answer.status}`);
      return answer.headers.get("content-type")?.includes("json") && text ? JSON.parse(text) : undefined;
    } catch (error) {
      load.failed.push(`${method} ${address}: ${String((error as Error).cause ?? error)}`);
      return undefined;
    }
  };
  const deeds = {
    generate: async (person: Person) => {
      const wish = { prompt: "a storm at sea [[sbx:fail]]", tier: "standard", aspectRatio: "16:9", seed: 7 };
      const made = await call(person, "POST", "/api/studio/generate", wish);
      if (made?.jobId) load.jobIds.push(made.jobId);
    },
    balance: (person: Person) => call(person, "GET", "/api/studio/credits/balance"),
    feed: (person: Person) => call(person, "GET", "/api/studio/community/feed"),
    page: async (person: Person) => {
      await call(person, "GET", "/studio/community");
      load.pages++;
    },
    like: (person: Person) =>
      call(person, random.chance(0.5) ? "POST" : "DELETE", `/api/studio/community/posts/${postId}/like`),
  };
  const weights = { generate: 2, balance: 5, feed: 3, page: 2, like: 3 };
  const live = async (person: Person) => {
    while (!isOver) {
      await deeds[random.weighted(weights)](person);
      await pause(random.int(30));
    }
  };
  const lives = Promise.all(people.map(live));
  load.stop = async () => {
    isOver = true;
    await lives;
  };
  return load;
}
