import '../../identity/identity.css';

import type { PersonItem } from '@keyward/contract';
import { say } from '@keyward/messages';
import { Table, Tbody, Td, Th, Thead, Timestamp, Tr } from '@keyward/ui';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { HeldRoles } from './held-roles.tsx';
import { PersonStateLabel } from './person-state.tsx';

/** Everybody who has or had access. */
export function PeopleTable({
  people,
}: {
  people: readonly PersonItem[];
}): ReactNode {
  return (
    <Table className="kw-table kw-people" aria-label={say('people.people')}>
      <Thead>
        <Tr>
          <Th>{say('people.name')}</Th>
          <Th>{say('people.roles')}</Th>
          <Th>{say('people.state')}</Th>
          <Th modifier="nowrap">{say('people.last-sign-in')}</Th>
          <Th className="kw-right">{say('people.passkeys')}</Th>
          <Th className="kw-right">{say('people.sessions')}</Th>
        </Tr>
      </Thead>
      <Tbody>
        {people.map((person) => (
          <Tr key={person.id}>
            <Td dataLabel={say('people.name')}>
              <Link to="/people/$id" params={{ id: person.id }}>
                {person.displayName}
              </Link>
              <div className="kw-fine-print">{person.username}</div>
            </Td>
            <Td dataLabel={say('people.roles')}>
              <HeldRoles roles={person.roles} of={person.displayName} />
            </Td>
            <Td dataLabel={say('people.state')}>
              <PersonStateLabel person={person} />
            </Td>
            <Td dataLabel={say('people.last-sign-in')} modifier="nowrap">
              {person.lastSignInAt === null ? (
                say('people.never')
              ) : (
                <Timestamp at={person.lastSignInAt} show="relative" />
              )}
            </Td>
            <Td
              dataLabel={say('people.passkeys')}
              className="kw-right kw-number"
            >
              {person.passkeys}
            </Td>
            <Td
              dataLabel={say('people.sessions')}
              className="kw-right kw-number"
            >
              {person.sessions}
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
