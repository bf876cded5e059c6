import type { ChangeSummary } from '@keyward/contract';
import { say } from '@keyward/messages';
import { Label } from '@patternfly/react-core';
import { VisibleText } from '@keyward/ui';
import type { ReactNode } from 'react';

import { ChangeStateLabel } from './change-state-label.tsx';

/** Reference, title and state, as the page's heading. */
export function ChangeHeading({
  change,
}: {
  change: ChangeSummary;
}): ReactNode {
  return (
    <>
      <span className="kw-heading-reference">{change.reference}</span>{' '}
      <VisibleText text={change.title} />{' '}
      <ChangeStateLabel change={change} isCompact={false} />{' '}
      {change.risk === 'high' && (
        <Label variant="outline" color="orangered">
          {say('changes.high-risk')}
        </Label>
      )}
    </>
  );
}
