import type { Pool } from "pg";
import type { LimitStanding } from "@/lib/core/errors";
import type { Id } from "@/lib/core/ids";
import type { RateRule } from "@/lib/core/rate-rules";
import type { Env } from "@/lib/env";
import type { ContentClassifier } from "@/lib/providers/content-classifier";
import type { ImageGenerator } from "@/lib/providers/image-generator";
import type { Mailer } from "@/lib/providers/mailer";
import type { MediaStore } from "@/lib/providers/media-store";
import type { PaymentGateway } from "@/lib/providers/payment-gateway";
import type { PromptEnhancer } from "@/lib/providers/prompt-enhancer";
import type { Live } from "./live";
import type { Log } from "./log";
import type { Db } from "./prisma";

export type Role = "user" | "moderator" | "admin";

/** Who acts. A verb's parameter type says who may call it. */
export type Nobody = { kind: "nobody" };
export type UserActor = {
  kind: "user";
  userId: Id<"user">;
  sessionId: Id<"session">;
  role: Role;
  isVerified: boolean;
};
/** Somebody of the team: a moderator or an admin. What a verb asks for, `handle` has checked. */
export type ModeratorActor = UserActor & { role: "moderator" | "admin" };
export type AdminActor = UserActor & { role: "admin" };
/** The worker, the command line, a verified webhook. */
export type SystemActor = { kind: "system" };
export type Actor = Nobody | UserActor | SystemActor;

/** The world outside the database, as ports. A missing key leaves a port undefined; nothing stands in for it. */
export type Ports = {
  images?: ImageGenerator;
  enhancer?: PromptEnhancer;
  media: MediaStore;
  payments?: PaymentGateway;
  mailer?: Mailer;
  /** Without it everything that is to be published waits for a person. */
  classifier?: ContentClassifier;
};

/** Counts that hold across processes. Keys are ids, addresses' hashes or IPs. */
export type Limits = {
  /** Takes one point and says how the limit stands; throws `rate_limited` with `retryAfterSeconds` and `limit` when none is left. */
  consume(rule: RateRule, key: string): Promise<LimitStanding>;
  /** Throws like `consume` when no point is left, and takes none. */
  check(rule: RateRule, key: string): Promise<void>;
};

/** What a process needs to do anything; built once in `lib/start`. */
export type World = {
  env: Env;
  /** Prisma: reads and everyday writes. */
  db: Db;
  /** `pg`: the hot path's single statements, streams. */
  pool: Pool;
  ports: Ports;
  limits: Limits;
  live: Live;
  log: Log;
  /** Ends the process if this is the failpoint under test; otherwise nothing. */
  failpoint: (name: string) => void;
};

export type Ctx<A extends Actor = Actor> = World & {
  actor: A;
  requestId: string;
  /** The caller's address after `TRUSTED_PROXY_HOPS`; empty for system actors. */
  ip: string;
  userAgent: string;
  /** The browser's random name for itself, new where it sent none; empty where nobody signs in. */
  deviceId: string;
};
