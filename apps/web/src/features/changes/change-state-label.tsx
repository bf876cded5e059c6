import type { ChangeSummary } from '@keyward/contract';
import { say } from '@keyward/messages';
import { StatusLabel } from '@keyward/ui';
import type { ReactNode } from 'react';

import { CHANGE_STATES } from '../../wording/states.ts';

const WAITING_WORD = {
  secret: say('changes.approved-waits-for-a-secret'),
  cool_off: say('changes.approved-cooling-off'),
} as const;

interface ChangeStateLabelProps {
  change: Pick<ChangeSummary, 'state' | 'waitingFor'>;
  isCompact?: boolean;
}

export function ChangeStateLabel({
  change,
  isCompact = true,
}: ChangeStateLabelProps): ReactNode {
  const { word, tone } = CHANGE_STATES[change.state];
  return (
    <StatusLabel tone={tone} isCompact={isCompact}>
      {change.state === 'approved' && change.waitingFor !== null
        ? WAITING_WORD[change.waitingFor]
        : word}
    </StatusLabel>
  );
}
