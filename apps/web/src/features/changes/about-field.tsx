import { Say } from '@keyward/messages';
import { VisibleText } from '@keyward/ui';
import type { ReactNode } from 'react';

import { fieldWords } from '../../wording/field-words.ts';

/** Which field of the change a comment is about. */
export function AboutField({ pointer }: { pointer: string }): ReactNode {
  return (
    <Say
      id="changes.about-field"
      values={{
        field: (
          <strong>
            <VisibleText text={fieldWords(pointer)} />
          </strong>
        ),
      }}
    />
  );
}
