import type { ListCount as Count } from '@keyward/contract';
import { LANGUAGE, say } from '@keyward/messages';
import type { ReactNode } from 'react';

interface ListCountProps {
  shown: number;
  /** As the first page says it; absent when the server counted nothing. */
  count: Count | undefined;
  hasMore: boolean;
}

/** How much of a list is shown, and of how much: ten thousand are counted, more are said to be more. */
export function ListCount({
  shown,
  count,
  hasMore,
}: ListCountProps): ReactNode {
  return (
    <span className="kw-list-count">{countText(shown, count, hasMore)}</span>
  );
}

function countText(
  shown: number,
  count: Count | undefined,
  hasMore: boolean,
): string {
  if (!hasMore) return say('list.shown', { in: inWords(shown) });
  if (count === undefined) return say('list.shown-2', { in: inWords(shown) });
  // Items may have been added since the first page was counted.
  const all = Math.max(count.value, shown);
  return say('list.of-shown', {
    in: inWords(shown),
    in2: inWords(all),
    rest: count.isMore ? '+' : '',
  });
}

function inWords(count: number): string {
  return count.toLocaleString(LANGUAGE);
}
