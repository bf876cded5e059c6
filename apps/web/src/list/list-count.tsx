import type { ListCount as Count } from '@keyward/contract';
import { LANGUAGE, say } from '@keyward/messages';
import type { ReactNode } from 'react';

interface ListCountProps {
  shown: number;
  /** As the first page says it; absent when the server counted nothing. */
  count: Count | undefined;
  hasMore: boolean;
  /** Whether it answers a filter, and so is said when it changes; a list that grows by itself does not speak. */
  isAnswer: boolean;
}

/** How much of a list is shown, and of how much: ten thousand are counted, more are said to be more. */
export function ListCount({
  shown,
  count,
  hasMore,
  isAnswer,
}: ListCountProps): ReactNode {
  return (
    <span
      className="kw-list-count"
      role="status"
      aria-live={isAnswer ? 'polite' : 'off'}
    >
      {countText(shown, count, hasMore)}
    </span>
  );
}

function countText(
  shown: number,
  count: Count | undefined,
  hasMore: boolean,
): string {
  if (!hasMore) return say('list.shown', { shown: inWords(shown) });
  if (count === undefined) {
    return say('list.shown', { shown: `${inWords(shown)}+` });
  }
  // Items may have been added since the first page was counted.
  const all = Math.max(count.value, shown);
  return say('list.of-shown', {
    shown: inWords(shown),
    all: `${inWords(all)}${count.isMore ? '+' : ''}`,
  });
}

function inWords(count: number): string {
  return count.toLocaleString(LANGUAGE);
}
