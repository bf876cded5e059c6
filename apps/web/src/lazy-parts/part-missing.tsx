import './lazy.css';

import { say } from '@keyward/messages';
import { ProblemNotice } from '@keyward/ui';
import { Button } from '@patternfly/react-core';
import type { ReactNode } from 'react';

/** Says that the file of a part could not be fetched: no network, or a console that was updated meanwhile. */
export function PartMissing({
  onTryAgain,
  children,
}: {
  onTryAgain: () => void;
  /** Further ways on. */
  children?: ReactNode;
}): ReactNode {
  return (
    <ProblemNotice
      headingLevel="h3"
      problem={{
        sentence: say('page.part-not-loaded'),
        nextStep: say('page.part-not-loaded-next'),
      }}
    >
      <div className="kw-buttons kw-part-missing">
        <Button variant="secondary" size="sm" onClick={onTryAgain}>
          {say('page.try-again')}
        </Button>
        <Button
          variant="link"
          size="sm"
          onClick={() => {
            window.location.reload();
          }}
        >
          {say('page.load-the-page-again')}
        </Button>
        {children}
      </div>
    </ProblemNotice>
  );
}
