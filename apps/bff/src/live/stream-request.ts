import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

import { Refusal } from '../http/refusal.ts';

/**
 * Refuses a stream that another site opened. A browser says where a request comes from in one of two headers; a
 * program sends neither and holds no cookie that a site could borrow, because cookies are SameSite=Strict.
 *
 * @throws Refusal `csrf`
 */
export function refuseForeignSite(
  headers: IncomingHttpHeaders,
  origins: readonly string[],
): void {
  const { origin, 'sec-fetch-site': site } = headers;
  const isForeign =
    (site !== undefined && site !== 'same-origin') ||
    (origin !== undefined && !origins.includes(origin));
  if (isForeign) throw new Refusal('csrf');
}

/** Where a reader wants to continue: `null` has no place yet, `NaN` named one that is no event number. */
export function readLastEventId(request: IncomingMessage): number | null {
  const query = new URLSearchParams((request.url ?? '').split('?')[1] ?? '');
  const given =
    request.headers['last-event-id'] ?? query.get('lastEventId') ?? '';
  const text = Array.isArray(given) ? given.join() : given;
  if (text === '') return null;
  const seq = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(seq) ? seq : Number.NaN;
}
