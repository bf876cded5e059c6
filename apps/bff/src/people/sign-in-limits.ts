import { RateLimiterRes } from 'rate-limiter-flexible';

import { forgetOldest } from '../forget-oldest.ts';
import { Refusal } from '../http/refusal.ts';
import {
  type Limit,
  limitInMemory,
  type MakeLimit,
} from '../limits/shared-limits.ts';

const QUARTER_HOUR = 15 * 60;
const MOST_KNOWN = 10_000;

/**
 * Slows guessing: by account and address together, so that nobody can lock another person out from elsewhere, by
 * address, and over all. Success gives the account's points back, and where somebody has signed in before, what
 * strangers use up over all does not count: a flood of wrong guesses from many places keeps nobody out. With `makeLimit`
 * of the database all replicas count together, so that a guesser gains nothing by being sent from one to the next.
 */
export class SignInLimits {
  readonly #pair: Limit;
  readonly #address: Limit;
  readonly #everyone: Limit;
  /** Links and one-time tokens are too long to guess; this bounds the work that trying makes. */
  readonly #token: Limit;
  readonly #tokens: Limit;
  /** Accounts with the addresses they have signed in from. */
  readonly #known = new Set<string>();

  constructor(makeLimit: MakeLimit = limitInMemory) {
    this.#pair = makeLimit('sign-in pair', 5, QUARTER_HOUR);
    this.#address = makeLimit('sign-in address', 60, QUARTER_HOUR);
    this.#everyone = makeLimit('sign-in everyone', 300, 60);
    this.#token = makeLimit('token address', 30, QUARTER_HOUR);
    this.#tokens = makeLimit('token everyone', 300, 60);
  }

  /** @throws Refusal `rate_limited` with the seconds to wait. */
  async take(account: string, address: string): Promise<void> {
    const bucket = addressBucket(address);
    const pair = `${account}|${bucket}`;
    await refuseWhenUsedUp(async () => {
      // What one address is refused must not use up what everybody has.
      await this.#address.consume(bucket);
      await this.#pair.consume(pair);
      if (!this.#known.has(pair)) await this.#everyone.consume('all');
    });
  }

  /** Gives the points of one attempt back: it was right, or failed through no fault of the person. */
  async forgive(account: string, address: string): Promise<void> {
    const bucket = addressBucket(address);
    await this.#pair.forget(`${account}|${bucket}`);
    await this.#address.reward(bucket);
  }

  /** A right password: the attempt is forgiven, and this address is known for the account from now on. */
  async succeed(account: string, address: string): Promise<void> {
    await this.forgive(account, address);
    const pair = `${account}|${addressBucket(address)}`;
    this.#known.delete(pair);
    this.#known.add(pair);
    forgetOldest(this.#known, MOST_KNOWN);
  }

  /** For links and one-time tokens, which name no account. @throws Refusal `rate_limited` */
  async takeToken(address: string): Promise<void> {
    await refuseWhenUsedUp(async () => {
      await this.#token.consume(addressBucket(address));
      await this.#tokens.consume('all');
    });
  }
}

async function refuseWhenUsedUp(take: () => Promise<void>): Promise<void> {
  try {
    await take();
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

/** One IPv6 customer has a /64, however its addresses are abbreviated. */
export function addressBucket(address: string): string {
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
