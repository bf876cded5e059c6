import type { MovedFact } from '@keyward/contract';
import { BeforeAfter } from '@keyward/ui';
import type { ReactNode } from 'react';

import { fieldWords } from '../../wording/field-words.ts';

function textOf(value: MovedFact['before']): string | null {
  if (value === null) return null;
  if (Array.isArray(value)) {
    return value.map((item) => textOf(item) ?? 'nothing').join('\n');
  }
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
    label: pointer === '' ? 'The object itself' : fieldWords(pointer),
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
