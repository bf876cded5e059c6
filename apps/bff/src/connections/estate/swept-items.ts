import {
  type Collection,
  ESTATE_ITEMS,
  type EstateItem,
} from '@keyward/contract';
import type { z } from 'zod';

import type { ConnectionRecord } from '../connection-record.ts';
import type { Swept } from './estate-sweep.ts';

type Origin = Pick<ConnectionRecord, 'id' | 'name' | 'kind'>;

interface Found extends Omit<Swept, 'record'> {
  record: Origin;
}

/** One item, where it was found and how current it is. */
export interface SweptItem<C extends Collection> {
  record: Origin;
  item: EstateItem<C>;
  observedAt: string | null;
  isStale: boolean;
}

/** The items of one collection among what was swept. An odd one keeps no other out; where it was read, it is shown. */
function itemsOf<C extends Collection>(
  swept: readonly Found[],
  collection: C,
  shape: z.ZodType<EstateItem<C>>,
): SweptItem<C>[] {
  return swept
    .filter((each) => each.collection === collection)
    .flatMap(({ record, remembered }) =>
      (remembered?.answer.items ?? []).flatMap((each) => {
        const { data: item } = shape.safeParse(each);
        if (item === undefined) return [];
        const observedAt = remembered?.answer.observedAt ?? null;
        const isStale = remembered?.isFresh !== true;
        return [{ record, item, observedAt, isStale }];
      }),
    );
}

export function trustedClustersIn(
  swept: readonly Found[],
): SweptItem<'trusted-clusters'>[] {
  return itemsOf(swept, 'trusted-clusters', ESTATE_ITEMS['trusted-clusters']);
}

export function keyProvidersIn(
  swept: readonly Found[],
): SweptItem<'key-providers'>[] {
  return itemsOf(swept, 'key-providers', ESTATE_ITEMS['key-providers']);
}

export function keyManagersIn(
  swept: readonly Found[],
): SweptItem<'key-managers'>[] {
  return itemsOf(swept, 'key-managers', ESTATE_ITEMS['key-managers']);
}
