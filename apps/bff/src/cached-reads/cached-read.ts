import { type RouteName, ROUTES } from '@keyward/contract';
import type { ServerResponse } from 'node:http';

import type { EstateCache } from '../connections/estate/estate-cache.ts';

export type FreshEstate = Pick<EstateCache, 'holdsFresh' | 'readFresh'>;

const ONLY_WAIT = /^\?wait=(\d{1,2})$/;

/**
 * Whether a request reads estate that is fresh, so that it may be answered before Express. Only what can be nothing else
 * than a plain read is one; whatever is to be refused for what it asks is left to Express, which says why.
 */
export function isCachedRead(
  estate: FreshEstate,
  method: string,
  name: RouteName,
  params: Readonly<Record<string, string>>,
  query: string,
): boolean {
  return (
    method === 'GET' &&
    name === 'readEstate' &&
    isPlain(query) &&
    estate.holdsFresh(params['id'] ?? '', params['collection'] ?? '')
  );
}

/** How long to wait for the target makes no difference to what is fresh, but it must be a number that may be asked for. */
function isPlain(query: string): boolean {
  if (query === '') return true;
  const wait = ONLY_WAIT.exec(query)?.[1];
  return (
    wait !== undefined && ROUTES.readEstate.query.safeParse({ wait }).success
  );
}

/**
 * Sends the same bytes and headers, in the same order, as Express does.
 *
 * @returns whether there was something to send: it may have become old by now
 */
export async function sendCachedRead(
  estate: FreshEstate,
  params: Readonly<Record<string, string>>,
  response: ServerResponse,
): Promise<boolean> {
  const body = await estate.readFresh(
    params['id'] ?? '',
    params['collection'] ?? '',
  );
  if (body === null) return false;
  response.statusCode = ROUTES.readEstate.status;
  response.setHeader('Content-Type', 'application/json');
  response.setHeader('Content-Length', body.length);
  response.end(body);
  return true;
}
