import { z } from 'zod';

const count = (most: number): z.ZodOptional<z.ZodNumber> =>
  z.number().int().min(1).max(most).optional();

/**
 * Section `limits` of the configuration file: how much one person, or one address that nobody has signed in from, may
 * ask for. Each process counts for itself.
 */
export const limitsSection = z.strictObject({
  readsPer10Seconds: count(1_000_000),
  changesPer10Seconds: count(1_000_000),
  strangersPer10Seconds: count(1_000_000),
  streams: count(1_000),
  looks: count(1_000),
  plans: count(1_000),
});

export interface LimitSettings {
  /** Requests of one person that change nothing. */
  readsPer10Seconds: number;
  /** Requests of one person that may change something. */
  changesPer10Seconds: number;
  /** Requests of one address without a live session; an IPv6 address counts with its /64. */
  strangersPer10Seconds: number;
  /** Event streams of one person at a time; the tabs of a browser share one. */
  streams: number;
  /** Looks at targets that one person runs at a time: each opens connections. */
  looks: number;
  /** Previews, submits and approvals of one person at a time: each may read a target. */
  plans: number;
}

const USUAL: LimitSettings = {
  readsPer10Seconds: 600,
  changesPer10Seconds: 200,
  strangersPer10Seconds: 600,
  streams: 5,
  looks: 2,
  plans: 6,
};

/** The settings of a section, with the usual ones where it says nothing. */
export function limitSettings(
  section: z.infer<typeof limitsSection> = {},
): LimitSettings {
  const given = Object.entries(section).filter(
    ([, value]) => value !== undefined,
  );
  return { ...USUAL, ...Object.fromEntries(given) };
}
