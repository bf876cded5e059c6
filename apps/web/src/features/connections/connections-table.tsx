import './connections.css';

import type { Connection } from '@keyward/contract';
import { StatusLabel, Timestamp } from '@keyward/ui';
import { Label, LabelGroup } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { CONNECTION_HEALTH, SYSTEM_NAMES } from '../../wording/states.ts';
import { CAPABILITY_WORDS } from './capability-words.ts';

/** Every target with its address, what it can do, and how it was found last. */
export function ConnectionsTable({
  connections,
}: {
  connections: readonly Connection[];
}): ReactNode {
  return (
    <Table variant="compact" className="kw-table" aria-label="Connections">
      <Thead>
        <Tr>
          <Th>Name</Th>
          <Th>Kind</Th>
          <Th>Address</Th>
          <Th>Version</Th>
          <Th>Can do</Th>
          <Th>Health</Th>
          <Th>Last checked</Th>
        </Tr>
      </Thead>
      <Tbody>
        {connections.map((connection) => (
          <Tr key={connection.id}>
            <Td dataLabel="Name" className="kw-cell-name">
              <Link to="/connections/$id" params={{ id: connection.id }}>
                {connection.name}
              </Link>
              {connection.description !== '' && (
                <div className="kw-fine-print">{connection.description}</div>
              )}
            </Td>
            <Td dataLabel="Kind">{SYSTEM_NAMES[connection.kind]}</Td>
            <Td dataLabel="Address" modifier="nowrap">
              <code>{`${connection.host}:${String(connection.port)}`}</code>
            </Td>
            <Td dataLabel="Version" modifier="nowrap">
              {connection.version ?? 'not known'}
            </Td>
            <Td dataLabel="Can do">
              {connection.capabilities.length === 0 ? (
                'not known'
              ) : (
                <LabelGroup
                  numLabels={4}
                  aria-label={`What ${connection.name} can do`}
                >
                  {connection.capabilities.map((each) => (
                    <Label key={each} isCompact variant="outline">
                      {CAPABILITY_WORDS[each]}
                    </Label>
                  ))}
                </LabelGroup>
              )}
            </Td>
            <Td dataLabel="Health">
              <StatusLabel tone={CONNECTION_HEALTH[connection.health].tone}>
                {CONNECTION_HEALTH[connection.health].word}
              </StatusLabel>
              {connection.healthDetail !== null && (
                <div className="kw-fine-print">{connection.healthDetail}</div>
              )}
            </Td>
            <Td dataLabel="Last checked" modifier="nowrap">
              {connection.checkedAt === null ? (
                'never'
              ) : (
                <Timestamp at={connection.checkedAt} show="relative" />
              )}
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
