import type { Check } from '@keyward/contract';

type CheckInput = Omit<Check, 'observedAt'>;

/** A check with the time of the look it rests on. */
export function makeCheck(check: CheckInput): Check {
  return { ...check, observedAt: new Date().toISOString() };
}
