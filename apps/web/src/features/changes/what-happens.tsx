import { type ChangeDetail, minutesWords, rolesWords } from '@keyward/contract';
import { say } from '@keyward/messages';
import { FactText } from '@keyward/ui';
import { Title } from '@patternfly/react-core';
import type { ReactNode } from 'react';

import { SectionCard } from '../../page/section-card.tsx';

/** What follows the approval, in the order it happens. */
function stepsOf(change: ChangeDetail): string[] {
  const { policy, approvals, secrets, target } = change;
  const { coolOffMinutes = 0 } = policy;
  const isLate = Object.values(secrets).some(
    ({ delivery }) => delivery === 'late',
  );
  const missing = Math.max(0, approvals.need - approvals.have);
  return [
    ...(change.state === 'pending' && missing > 0
      ? [
          say('changes.yes-counts', {
            missing,
            roles: rolesWords(policy.approverRoles),
          }),
        ]
      : []),
    ...(coolOffMinutes > 0
      ? [
          say('changes.yes-cools-off', {
            minutes: minutesWords(coolOffMinutes),
          }),
        ]
      : []),
    ...(isLate ? [say('changes.yes-waits-for-key')] : []),
    target.type === 'console'
      ? say('changes.yes-console')
      : say('changes.yes-sends'),
    target.type === 'console'
      ? say('changes.yes-console-done')
      : say('changes.yes-reads-back'),
  ];
}

/** What a yes sets off, what a no does, and the way back. */
export function WhatHappens({ change }: { change: ChangeDetail }): ReactNode {
  const isOpen = change.state === 'pending' || change.state === 'approved';
  return (
    <SectionCard
      title={
        isOpen
          ? say('changes.what-happens-on-yes')
          : say('changes.the-way-back')
      }
    >
      {isOpen && (
        <ol className="kw-numbered">
          {stepsOf(change).map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      )}
      {change.state === 'pending' && <p>{say('changes.on-no')}</p>}
      {isOpen && (
        <Title headingLevel="h3" size="md">
          {say('changes.how-to-undo-it')}
        </Title>
      )}
      <p>
        <FactText text={change.undo} />
      </p>
    </SectionCard>
  );
}
