import type { ReactNode } from 'react';

/** The digest in four words, to be compared by voice: the one thing a changed page cannot change for everybody. */
export function PhraseBox({ phrase }: { phrase: string }): ReactNode {
  return (
    <div className="kw-phrase-box">
      <div className="kw-subtle">Compare aloud</div>
      <strong className="kw-phrase">{phrase}</strong>
      <div className="kw-fine-print">
        These four words stand for exactly this change. Whoever asked for it,
        every reviewer and every notification see the same.
      </div>
    </div>
  );
}
