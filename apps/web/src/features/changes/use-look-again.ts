import type { ChangeDetail } from '@keyward/contract';
import type { Difference } from '@keyward/ui';
import { useState } from 'react';

import { movedSince } from './moved-since.ts';

export interface LookAgain {
  /** What moved since the person looked; empty while nothing did. */
  moved: readonly Difference[];
  haveLooked: () => void;
}

/** Remembers what a person began to read, and says what moved under their eyes until they have looked again. */
export function useLookAgain(change: ChangeDetail): LookAgain {
  const [seen, setSeen] = useState(change);
  return {
    moved: seen === change ? [] : movedSince(seen, change),
    haveLooked: () => {
      setSeen(change);
    },
  };
}
