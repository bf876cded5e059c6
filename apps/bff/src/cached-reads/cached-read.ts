import { type RouteName, ROUTES } from '@keyward/contract';
import type { ServerResponse } from 'node:http';

import type { EstateCache } from '../connections/estate/estate-cache.ts';

export type FreshEstate = Pick<EstateCache, 'readFresh'>;

const ONLY_WAIT = /^\?wait=(\d{1,2})$/;

/**
 * The encoded answer to a request that reads fresh estate, or null: then Express answers. Only what can be nothing else
 * than a plain read is found here; whatever is to be refused is left to Express, which says why.
 */
export function findCachedRead(
  estate: FreshEstate,
  method: string,
  name: RouteName,
  params: Readonly<Record<string, string>>,
  query: string,
): Buffer | null {
  if (method !== 'GET' || name !== 'readEstate') return null;
  if (!isPlain(query)) return null;
  return estate.readFresh(params['id'] ?? '', params['collection'] ?? '');
}

/** How long to wait for the target makes no difference to what is fresh, but it must be a number that may be asked for. */
function isPlain(query: string): boolean {
  if (query === '') return true;
  const wait = ONLY_WAIT.exec(query)?.[1];
  return (
    wait !== undefined && ROUTES.readEstate.query.safeParse({ wait }).success
  );
}

/** The same bytes and headers, in the same order, as Express sends. */
export function sendCachedRead(response: ServerResponse, body: Buffer): void {
  response.statusCode = ROUTES.readEstate.status;
  response.setHeader('Content-Type', 'application/json');
  response.setHeader('Content-Length', body.length);
  response.end(body);
}
