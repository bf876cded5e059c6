import type { MovedFact } from '@keyward/contract';
import { say } from '@keyward/messages';
import { BeforeAfter } from '@keyward/ui';
import type { ReactNode } from 'react';

import { movedDifferences } from './moved-differences.ts';

/** What is no longer as it was when the change was planned. */
export function MovedFacts({
  moved,
}: {
  moved: readonly MovedFact[];
}): ReactNode {
  if (moved.length === 0) return null;
  return (
    <BeforeAfter
      differences={movedDifferences(moved)}
      label={say('changes.what-moved-on-the-target')}
      headings={[say('changes.when-planned'), say('changes.now')]}
    />
  );
}
