import type { ReactNode } from 'react';

import { visibleParts } from '@keyward/contract/visible-text';

/** Text from a person or a vendor in which nothing can hide: invisible and reordering characters show as ⟨U+202E⟩. */
export function VisibleText({ text }: { text: string }): ReactNode {
  return (
    <bdi className="kw-visible-text">
      {visibleParts(text).map((part, index) =>
        part.isMark ? (
          <mark key={index} className="kw-mark">
            {part.text}
          </mark>
        ) : (
          part.text
        ),
      )}
    </bdi>
  );
}
