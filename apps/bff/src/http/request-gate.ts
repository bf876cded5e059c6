import type { IncomingHttpHeaders } from 'node:http';

import { Refusal } from './refusal.ts';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether a method promises to change nothing. */
export function isSafeMethod(method: string): boolean {
  return SAFE_METHODS.has(method);
}

const JSON_MEDIA_TYPE = /^application\/json(\s*;\s*charset="?utf-8"?)?\s*$/i;

/**
 * The gate before authentication and routing (SECURITY §0-10). A request that may change something must come from
 * a page of this console and be JSON, also when it has no body: otherwise another site could send it.
 */
export function passRequestGate(
  method: string,
  headers: IncomingHttpHeaders,
  origins: readonly string[],
): void {
  if (isSafeMethod(method)) return;
  if (!isSameOrigin(headers, origins) || headers['x-keyward'] !== '1') {
    throw new Refusal('csrf');
  }
  if (!JSON_MEDIA_TYPE.test(headers['content-type'] ?? '')) {
    throw new Refusal('unsupported_media_type');
  }
}

/**
 * Sec-Fetch-Site decides when a browser sends it; an Origin, when present, must agree; with neither, refuse. To a
 * foreign name that was pointed at this address (DNS rebinding) a browser says `same-origin` as well: only the Origin
 * tells it apart.
 */
function isSameOrigin(
  headers: IncomingHttpHeaders,
  origins: readonly string[],
): boolean {
  const { origin, 'sec-fetch-site': site } = headers;
  if (origin !== undefined && !origins.includes(origin)) return false;
  return site === undefined ? origin !== undefined : site === 'same-origin';
}
