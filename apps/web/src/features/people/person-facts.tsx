import type { PersonDetail } from '@keyward/contract';
import { say } from '@keyward/messages';
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
        {
          term: say('people.state'),
          value: <PersonStateLabel person={person} />,
        },
        {
          term: say('people.roles'),
          value: <HeldRoles roles={person.roles} of={person.displayName} />,
        },
        {
          term: say('people.user-name'),
          value: <code>{person.username}</code>,
        },
        {
          term: say('people.e-mail-address'),
          value: person.email ?? <NoValue word={say('people.none')} />,
        },
        {
          term: say('people.last-sign-in'),
          value:
            person.lastSignInAt === null ? (
              say('people.never')
            ) : (
              <Timestamp at={person.lastSignInAt} show="relative" />
            ),
        },
        {
          term: say('people.known-since'),
          value: <Timestamp at={person.createdAt} />,
        },
        ...(person.invitedUntil === null
          ? []
          : [
              {
                term: say('people.invitation-ends'),
                value: <Timestamp at={person.invitedUntil} />,
              },
            ]),
      ]}
    />
  );
}
