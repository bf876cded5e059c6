import type { MovedFact } from '@keyward/contract';
import { say } from '@keyward/messages';
import type { Difference } from '@keyward/ui';

import { fieldWords } from '../../wording/field-words.ts';

function textOf(value: MovedFact['before']): string | null {
  if (value === null) return null;
  if (Array.isArray(value)) {
    return value.map((item) => textOf(item) ?? 'nothing').join('\n');
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Moved facts as lines of a table. */
export function movedDifferences(moved: readonly MovedFact[]): Difference[] {
  return moved.map(({ pointer, before, now }) => ({
    label:
      pointer === '' ? say('changes.the-object-itself') : fieldWords(pointer),
    before: textOf(before),
    after: textOf(now),
  }));
}
