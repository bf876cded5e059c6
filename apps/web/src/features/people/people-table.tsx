import '../../identity/identity.css';

import type { PersonItem } from '@keyward/contract';
import { Timestamp } from '@keyward/ui';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
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
    <Table variant="compact" className="kw-table kw-people" aria-label="People">
      <Thead>
        <Tr>
          <Th>Name</Th>
          <Th>Roles</Th>
          <Th>State</Th>
          <Th modifier="nowrap">Last sign-in</Th>
          <Th className="kw-right">Passkeys</Th>
          <Th className="kw-right">Sessions</Th>
        </Tr>
      </Thead>
      <Tbody>
        {people.map((person) => (
          <Tr key={person.id}>
            <Td dataLabel="Name">
              <Link to="/people/$id" params={{ id: person.id }}>
                {person.displayName}
              </Link>
              <div className="kw-fine-print">{person.username}</div>
            </Td>
            <Td dataLabel="Roles">
              <HeldRoles roles={person.roles} of={person.displayName} />
            </Td>
            <Td dataLabel="State">
              <PersonStateLabel person={person} />
            </Td>
            <Td dataLabel="Last sign-in" modifier="nowrap">
              {person.lastSignInAt === null ? (
                'never'
              ) : (
                <Timestamp at={person.lastSignInAt} show="relative" />
              )}
            </Td>
            <Td dataLabel="Passkeys" className="kw-right kw-number">
              {person.passkeys}
            </Td>
            <Td dataLabel="Sessions" className="kw-right kw-number">
              {person.sessions}
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
