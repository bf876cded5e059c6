import { scriptNotes, visibleParts } from '@keyward/contract/visible-text';
import type { ReactNode } from 'react';

/**
 * Text from a person or a vendor in which nothing can hide: invisible and reordering characters show as ⟨U+202E⟩, and
 * letters that pass for others are said to.
 */
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
      {scriptNotes(text).map((note) => (
        <span key={note} className="kw-script-note">
          {note}
        </span>
      ))}
    </bdi>
  );
}
