import type { MovedFact } from '@keyward/contract';
import { BeforeAfter } from '@keyward/ui';
import type { ReactNode } from 'react';

function textOf(value: MovedFact['before']): string | null {
  if (value === null) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What is no longer as it was when the change was planned. */
export function MovedFacts({
  moved,
}: {
  moved: readonly MovedFact[];
}): ReactNode {
  if (moved.length === 0) return null;
  const differences = moved.map(({ pointer, before, now }) => ({
    label:
      pointer === ''
        ? 'The object itself'
        : pointer.slice(1).replaceAll('/', ' › '),
    before: textOf(before),
    after: textOf(now),
  }));
  return (
    <BeforeAfter
      differences={differences}
      label="What moved on the target"
      headings={['When planned', 'Now']}
    />
  );
}
