import { say } from '@keyward/messages';
import type { ReactNode } from 'react';

/** The digest in four words, to be compared by voice: the one thing a changed page cannot change for everybody. */
export function PhraseBox({ phrase }: { phrase: string }): ReactNode {
  return (
    <div className="kw-phrase-box">
      <div className="kw-subtle">{say('changes.compare-aloud')}</div>
      <strong className="kw-phrase">{phrase}</strong>
      <div className="kw-fine-print">
        {say('changes.these-four-words-stand-for-exactly-this')}
      </div>
    </div>
  );
}
