import type { Collection } from '@keyward/contract';
import type { ReactNode } from 'react';

import { ESTATE_ADVICE } from '../../estate/estate-advice.ts';
import { EstateStatus } from '../../estate/estate-status.tsx';
import { readItems } from '../../estate/use-estate.ts';
import { COLLECTION_VIEWS, type CollectionView } from './collection-views.tsx';
import type { ReportedCollection } from './use-estate-part.ts';

interface ReportedItemsProps<C extends Collection> {
  connectionId: string;
  collection: C;
  reported: ReportedCollection;
  isQuarantined: boolean;
  look: () => void;
}

/** One collection of one connection among all: its table, and why there may be nothing or only what is old. */
export function ReportedItems<C extends Collection>({
  connectionId,
  collection,
  reported: { answer, items: shown },
  isQuarantined,
  look,
}: ReportedItemsProps<C>): ReactNode {
  const { show }: CollectionView<C> = COLLECTION_VIEWS[collection];
  const items = readItems(collection, shown);
  const observedAt = answer?.observedAt ?? null;
  const error = answer?.error?.message ?? null;
  const wasRead = observedAt !== null;
  return (
    <>
      {items.length > 0 && show(items, connectionId)}
      {wasRead && answer?.items.length === 0 && (
        <p className="kw-subtle">{ESTATE_ADVICE[collection].missing}</p>
      )}
      {(error !== null || (!wasRead && !isQuarantined)) && (
        <EstateStatus
          collection={collection}
          shown={1}
          isInForm={false}
          estate={{
            items,
            state: wasRead ? 'ready' : error === null ? 'loading' : 'failed',
            observedAt,
            isRefreshing: answer?.refreshing ?? false,
            error,
            look,
          }}
        />
      )}
    </>
  );
}
