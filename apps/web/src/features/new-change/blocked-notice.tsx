import type { Check } from '@keyward/contract';
import { say } from '@keyward/messages';
import { AlertActionLink } from '@patternfly/react-core';
import { Alert, FactText } from '@keyward/ui';
import type { ReactNode } from 'react';

import { blockedBecause, forbidding } from './blocked-because.ts';

/** Says at the top why this cannot be submitted, and leads back to the fields; nothing while it can. */
export function BlockedNotice({
  checks,
  onEdit,
}: {
  checks: readonly Check[];
  onEdit: () => void;
}): ReactNode {
  const sentence = blockedBecause(checks);
  if (sentence === undefined) return null;
  return (
    <Alert
      variant="danger"
      isInline
      component="h3"
      title={say('new-change.it-cannot-be-submitted-like-this', { sentence })}
      actionLinks={
        <AlertActionLink onClick={onEdit}>
          {say('new-change.change-the-details')}
        </AlertActionLink>
      }
    >
      <ul className="kw-plain-list">
        {forbidding(checks).map((check) => (
          <li key={`${check.id} ${check.field ?? ''} ${check.evidence}`}>
            {check.title}: <FactText text={check.evidence} />
          </li>
        ))}
      </ul>
    </Alert>
  );
}
