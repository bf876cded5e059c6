/** Whatever a target asks for, it is asked again after this at the latest. */
export const LONGEST_RETRY_AFTER_MS = 5 * 60_000;
const MAY_ASK_FOR_IT = new Set([429, 503]);

/**
 * How long a target asks to be left alone, in ms from now: `Retry-After` in seconds or as a date, cut to five minutes.
 * Undefined when it says nothing that can be read, or when its status is none that a wait helps with.
 *
 * Source: RFC 9110, 10.2.3.
 */
export function retryAfterMs(
  status: number | undefined,
  headers: Readonly<Record<string, string>> | undefined,
  now = Date.now(),
): number | undefined {
  const text = headers?.['retry-after']?.trim();
  if (text === undefined || status === undefined) return undefined;
  if (!MAY_ASK_FOR_IT.has(status)) return undefined;
  const wait = /^\d{1,20}$/.test(text)
    ? Number(text) * 1_000
    : dateOf(text) - now;
  if (Number.isNaN(wait)) return undefined;
  return Math.min(Math.max(wait, 0), LONGEST_RETRY_AFTER_MS);
}

/** An HTTP date names its day first; what `Date` would also read, such as a bare year, is none. */
function dateOf(text: string): number {
  return /^[A-Z][a-z]{2,8},? /.test(text) ? Date.parse(text) : Number.NaN;
}
