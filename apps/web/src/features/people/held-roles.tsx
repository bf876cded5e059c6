import type { PersonItem } from '@keyward/contract';
import { say } from '@keyward/messages';
import { NoValue } from '@keyward/ui';
import { Label, LabelGroup } from '@patternfly/react-core';
import type { ReactNode } from 'react';

import { ROLE_NAMES } from '../../wording/states.ts';

/** Roles as labels; one that comes from the identity provider says so. */
export function HeldRoles({
  roles,
  of,
}: {
  roles: PersonItem['roles'];
  of: string;
}): ReactNode {
  if (roles.length === 0) return <NoValue word={say('people.no-role')} />;
  return (
    <LabelGroup numLabels={6} aria-label={say('people.roles-of', { of })}>
      {roles.map(({ role, source }) => (
        <Label key={`${role}-${source}`} isCompact variant="outline">
          {ROLE_NAMES[role]}
          {source === 'idp' && ' ' + say('people.organisation')}
        </Label>
      ))}
    </LabelGroup>
  );
}
