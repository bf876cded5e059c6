import { RateLimiterMemory } from 'rate-limiter-flexible';

import { forgetOldest } from '../forget-oldest.ts';
import { addressBucket } from '../people/sign-in-limits.ts';
import type { LimitSettings } from './limits-section.ts';
import { takeOrRefuse } from './too-much.ts';

const WINDOW_SECONDS = 10;
const MOST_KNOWN = 10_000;
const DETAIL =
  'More requests came at once than the console takes from one place.';

/** One request on its way in. */
export interface Arrival {
  /** Hash of the token of the session cookie, if there is one: tokens are kept nowhere, not even here. */
  tokenHash: string | null;
  address: string;
  /** Whether it may change something. */
  isUnsafe: boolean;
}

export interface RequestLimits {
  /**
   * Counts a request before anything is looked up for it: against its person where the token is known to be good, else
   * against its address.
   *
   * @throws Refusal `rate_limited`
   */
  admit(arrival: Arrival): Promise<void>;
  /** Counts a read of somebody who is known. @returns whether it did: there may be no point left, or nobody known */
  takeReadOfKnown(tokenHash: string): Promise<boolean>;
  /**
   * Tells whose session a token belongs to. The first request with it was counted against the address, which gets that
   * back: people behind one address share no limit.
   *
   * @throws Refusal `rate_limited`
   */
  recognise(arrival: Arrival, personId: string): Promise<void>;
  /** A token that opens nothing any more: who still has it cannot use up what its person may ask. */
  forget(arrival: Arrival): void;
}

type RateSettings = Pick<
  LimitSettings,
  'readsPer10Seconds' | 'changesPer10Seconds' | 'strangersPer10Seconds'
>;

/**
 * How often one person may ask, whichever address and session they ask from, and how often an address without a
 * session. What is counted is kept in memory and decides nothing but this.
 */
export function createRequestLimits(settings: RateSettings): RequestLimits {
  const window = (points: number): RateLimiterMemory =>
    new RateLimiterMemory({ points, duration: WINDOW_SECONDS });
  const reads = window(settings.readsPer10Seconds);
  const changes = window(settings.changesPer10Seconds);
  const strangers = window(settings.strangersPer10Seconds);
  /** Persons by the hash of their token. */
  const known = new Map<string, string>();

  const personOf = (tokenHash: string | null): string | undefined =>
    tokenHash === null ? undefined : known.get(tokenHash);
  const ofPerson = ({ isUnsafe }: Arrival): RateLimiterMemory =>
    isUnsafe ? changes : reads;

  return {
    async admit(arrival) {
      const personId = personOf(arrival.tokenHash);
      await takeOrRefuse(
        () =>
          personId === undefined
            ? strangers.consume(addressBucket(arrival.address))
            : ofPerson(arrival).consume(personId),
        DETAIL,
      );
    },
    async takeReadOfKnown(tokenHash) {
      const personId = personOf(tokenHash);
      if (personId === undefined) return false;
      return reads.consume(personId).then(
        () => true,
        () => false,
      );
    },
    async recognise(arrival, personId) {
      const { tokenHash } = arrival;
      if (tokenHash === null || known.has(tokenHash)) return;
      known.set(tokenHash, personId);
      forgetOldest(known, MOST_KNOWN);
      await strangers.reward(addressBucket(arrival.address));
      await takeOrRefuse(() => ofPerson(arrival).consume(personId), DETAIL);
    },
    forget({ tokenHash }) {
      if (tokenHash !== null) known.delete(tokenHash);
    },
  };
}
