import { hash, verify } from '@node-rs/argon2';
import { randomBytes } from 'node:crypto';

/** OWASP's second recommended argon2id setting: 19 MiB, two passes, one lane. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), OPTIONS);
}

let decoy: Promise<string> | undefined;

/**
 * Compares a password. For an account that does not exist a decoy is verified, so that the answer takes as long.
 */
export async function isPassword(
  stored: string | null,
  password: string,
): Promise<boolean> {
  decoy ??= hashPassword(randomBytes(32).toString('base64'));
  const matches = await verify(
    stored ?? (await decoy),
    password.normalize('NFKC'),
  );
  return stored !== null && matches;
}
