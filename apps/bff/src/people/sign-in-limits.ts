import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

import { Refusal } from '../http/refusal.ts';

/**
 * Slows guessing: by account and address together, so that nobody can lock another person out from elsewhere, by
 * address, and over all. Success gives the account's points back.
 */
export class SignInLimits {
  readonly #pair = new RateLimiterMemory({ points: 5, duration: 15 * 60 });
  readonly #address = new RateLimiterMemory({ points: 60, duration: 15 * 60 });
  readonly #everyone = new RateLimiterMemory({ points: 300, duration: 60 });

  /** @throws Refusal `rate_limited` with the seconds to wait. */
  async take(account: string, address: string): Promise<void> {
    const bucket = addressBucket(address);
    try {
      // What one address is refused must not use up what everybody has.
      await this.#address.consume(bucket);
      await this.#pair.consume(`${account}|${bucket}`);
      await this.#everyone.consume('all');
    } catch (rejected) {
      if (!(rejected instanceof RateLimiterRes)) throw rejected;
      const retryAfterSeconds = Math.max(
        1,
        Math.ceil(rejected.msBeforeNext / 1000),
      );
      throw new Refusal('rate_limited', {
        detail: `Wait ${String(retryAfterSeconds)} seconds and try again.`,
        retryAfterSeconds,
      });
    }
  }

  async forgive(account: string, address: string): Promise<void> {
    const bucket = addressBucket(address);
    await this.#pair.delete(`${account}|${bucket}`);
    await this.#address.reward(bucket);
  }
}

/** One IPv6 customer has a /64, however its addresses are abbreviated. */
function addressBucket(address: string): string {
  if (!address.includes(':')) return address;
  const [head = [], tail] = address.split('::').map(groupsOf);
  const missing = tail === undefined ? 0 : 8 - head.length - tail.length;
  const zeros = Array.from({ length: Math.max(0, missing) }, () => 0);
  return [...head, ...zeros, ...(tail ?? [])].slice(0, 4).join(':');
}

function groupsOf(part: string): number[] {
  if (part === '') return [];
  return part.split(':').map((group) => Number.parseInt(group, 16));
}

/** One spelling per account: case, width and surrounding space make no new bucket. */
export function normaliseAccount(username: string): string {
  return username
    .normalize('NFKC')
    .replace(/[\p{Cc}\p{Cf}\s]/gu, '')
    .toLowerCase();
}
