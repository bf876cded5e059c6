import type { ChangeSummary } from '@keyward/contract';
import { say } from '@keyward/messages';
import { StatusLabel, VisibleText } from '@keyward/ui';
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
        <StatusLabel tone="warning" isCompact={false}>
          {say('changes.high-risk')}
        </StatusLabel>
      )}
    </>
  );
}
