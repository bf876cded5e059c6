import type { PersonDetail } from '@keyward/contract';
import { KeyFacts, NoValue, Timestamp } from '@keyward/ui';
import type { ReactNode } from 'react';

import { HeldRoles } from './held-roles.tsx';
import { PersonStateLabel } from './person-state.tsx';

/** Who a person is here, and whether they can get in. */
export function PersonFacts({ person }: { person: PersonDetail }): ReactNode {
  return (
    <KeyFacts
      columns={3}
      facts={[
        { term: 'State', value: <PersonStateLabel person={person} /> },
        {
          term: 'Roles',
          value: <HeldRoles roles={person.roles} of={person.displayName} />,
        },
        { term: 'User name', value: <code>{person.username}</code> },
        {
          term: 'E-mail address',
          value: person.email ?? <NoValue word="none" />,
        },
        {
          term: 'Last sign-in',
          value:
            person.lastSignInAt === null ? (
              'never'
            ) : (
              <Timestamp at={person.lastSignInAt} show="relative" />
            ),
        },
        { term: 'Known since', value: <Timestamp at={person.createdAt} /> },
        ...(person.invitedUntil === null
          ? []
          : [
              {
                term: 'Invitation ends',
                value: <Timestamp at={person.invitedUntil} />,
              },
            ]),
      ]}
    />
  );
}
