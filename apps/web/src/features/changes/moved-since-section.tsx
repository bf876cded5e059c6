import { say } from '@keyward/messages';
import { Button } from '@patternfly/react-core';
import { Alert, BeforeAfter } from '@keyward/ui';
import type { ReactNode } from 'react';

import { SectionCard } from '../../page/section-card.tsx';
import type { LookAgain } from './use-look-again.ts';

/** Id of the button that says "I have looked again". */
export const LOOK_AGAIN_ID = 'looked-again';

/** Appears while the page is open, above everything else, when what it shows is no longer what was looked at. */
export function MovedSinceSection({
  lookAgain,
}: {
  lookAgain: LookAgain;
}): ReactNode {
  const hasMoved = lookAgain.moved.length > 0;
  return (
    <div role="status" className="kw-announced">
      {hasMoved && (
        <SectionCard title={say('changes.what-moved-since-you-looked')}>
          <Alert
            isInline
            isPlain
            variant="warning"
            component="h3"
            title={say('changes.this-page-now-shows-something-else-than')}
          />
          <BeforeAfter
            differences={lookAgain.moved}
            label={say('changes.what-moved-since-you-looked')}
            headings={[say('changes.when-you-looked'), say('changes.now')]}
          />
          <div className="kw-buttons">
            <Button
              id={LOOK_AGAIN_ID}
              variant="secondary"
              onClick={lookAgain.haveLooked}
            >
              {say('changes.i-have-looked-again')}
            </Button>
          </div>
        </SectionCard>
      )}
    </div>
  );
}
