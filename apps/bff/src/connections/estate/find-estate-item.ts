import { type Collection, ERROR_CODES } from '@keyward/contract';

import { Refusal } from '../../http/refusal.ts';
import type { EstateCache } from './estate-cache.ts';

type Item = Awaited<ReturnType<EstateCache['read']>>['items'][number];

/**
 * One item of a collection as known now. Only a collection that was read can lack an item.
 *
 * @throws Refusal `not_found`; `upstream_timeout` while the first read goes on; the code of the read that failed
 */
export async function findEstateItem(
  estate: Pick<EstateCache, 'read'>,
  connectionId: string,
  collection: Collection,
  itemId: string,
  waitSeconds: number,
): Promise<Item> {
  const answer = await estate.read(connectionId, collection, waitSeconds);
  const item = answer.items.find((each) => each.id === itemId);
  if (item !== undefined) return item;
  if (answer.observedAt !== null) {
    throw new Refusal('not_found', { detail: 'The target has no such item.' });
  }
  const { error } = answer;
  if (error === undefined) {
    throw new Refusal('upstream_timeout', {
      detail: 'The target is still being read; try again in a moment.',
    });
  }
  throw new Refusal(
    ERROR_CODES.find((code) => code === error.code) ?? 'internal',
    {
      detail: error.message,
      ...(error.upstream === undefined ? {} : { upstream: error.upstream }),
    },
  );
}
