import { hash, verify } from "@node-rs/argon2";

/** Argon2id at OWASP's first recommendation (19 MiB, 2 passes, 1 lane); a hash carries its own parameters. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password, OPTIONS);

let nobodysHash: Promise<string> | undefined;

/** Takes the same time whether there is a hash or not, so that a clock does not tell which addresses have accounts. */
export async function isPasswordRight(passwordHash: string | undefined, password: string): Promise<boolean> {
  nobodysHash ??= hashPassword(crypto.randomUUID());
  const isRight = await verify(passwordHash ?? (await nobodysHash), password);
  return passwordHash !== undefined && isRight;
}
