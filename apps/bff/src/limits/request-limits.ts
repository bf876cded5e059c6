import { addressBucket } from '../people/sign-in-limits.ts';
import { FixedWindows } from './fixed-windows.ts';
import type { LimitSettings } from './limits-section.ts';
import { tooMuch } from './too-much.ts';

const WINDOW_MS = 10_000;
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
  admit(arrival: Arrival): void;
  /** Counts a request of somebody who is known. @returns whether it did: there may be no point left, or nobody known */
  takeOfKnown(arrival: Omit<Arrival, 'address'>): boolean;
  /**
   * Tells whose session a token belongs to. The first request with it was counted against the address, which gets that
   * back: people behind one address share no limit.
   *
   * @throws Refusal `rate_limited`
   */
  recognise(arrival: Arrival, personId: string): void;
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
  const window = (points: number) => new FixedWindows(points, WINDOW_MS);
  const reads = window(settings.readsPer10Seconds);
  const changes = window(settings.changesPer10Seconds);
  const strangers = window(settings.strangersPer10Seconds);
  /** Persons by the hash of their token; insertion order is age. */
  const known = new Map<string, string>();

  const takeOf = (
    personId: string,
    { isUnsafe }: Pick<Arrival, 'isUnsafe'>,
  ): number => (isUnsafe ? changes : reads).take(personId);
  const personOf = ({
    tokenHash,
  }: Pick<Arrival, 'tokenHash'>): string | undefined =>
    tokenHash === null ? undefined : known.get(tokenHash);

  return {
    admit(arrival) {
      const personId = personOf(arrival);
      refuseToWait(
        personId === undefined
          ? strangers.take(addressBucket(arrival.address))
          : takeOf(personId, arrival),
      );
    },
    takeOfKnown(arrival) {
      const personId = personOf(arrival);
      return personId !== undefined && takeOf(personId, arrival) === 0;
    },
    recognise(arrival, personId) {
      if (arrival.tokenHash === null || known.has(arrival.tokenHash)) return;
      known.set(arrival.tokenHash, personId);
      const oldest = known.keys().next();
      if (known.size > MOST_KNOWN && oldest.done !== true) {
        known.delete(oldest.value);
      }
      strangers.giveBack(addressBucket(arrival.address));
      refuseToWait(takeOf(personId, arrival));
    },
    forget({ tokenHash }) {
      if (tokenHash !== null) known.delete(tokenHash);
    },
  };
}

function refuseToWait(waitMs: number): void {
  if (waitMs > 0) throw tooMuch(DETAIL, Math.ceil(waitMs / 1000));
}
