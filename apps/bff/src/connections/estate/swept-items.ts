import {
  type Collection,
  ESTATE_ITEMS,
  type EstateItem,
} from '@keyward/contract';
import { z } from 'zod';

import type { ConnectionRecord } from '../connection-record.ts';
import type { Swept } from './estate-sweep.ts';

/** One item, where it was found and how current it is. */
export interface SweptItem<C extends Collection> {
  record: Pick<ConnectionRecord, 'id' | 'name' | 'kind'>;
  item: EstateItem<C>;
  observedAt: string | null;
  isStale: boolean;
}

/** The items of one collection among what was swept. */
function itemsOf<C extends Collection>(
  swept: readonly Swept[],
  collection: C,
  item: z.ZodType<EstateItem<C>>,
): SweptItem<C>[] {
  return swept
    .filter((each) => each.collection === collection)
    .flatMap(({ record, remembered }) =>
      z
        .array(item)
        .parse(remembered?.answer.items ?? [])
        .map((each) => ({
          record,
          item: each,
          observedAt: remembered?.answer.observedAt ?? null,
          isStale: remembered?.isFresh !== true,
        })),
    );
}

export function trustedClustersIn(
  swept: readonly Swept[],
): SweptItem<'trusted-clusters'>[] {
  return itemsOf(swept, 'trusted-clusters', ESTATE_ITEMS['trusted-clusters']);
}

export function keyProvidersIn(
  swept: readonly Swept[],
): SweptItem<'key-providers'>[] {
  return itemsOf(swept, 'key-providers', ESTATE_ITEMS['key-providers']);
}

export function keyManagersIn(
  swept: readonly Swept[],
): SweptItem<'key-managers'>[] {
  return itemsOf(swept, 'key-managers', ESTATE_ITEMS['key-managers']);
}
