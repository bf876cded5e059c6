import './connections.css';

import type { Connection } from '@keyward/contract';
import { say } from '@keyward/messages';
import {
  StatusLabel,
  Table,
  Tbody,
  Td,
  Th,
  Thead,
  Timestamp,
  Tr,
} from '@keyward/ui';
import { Label, LabelGroup } from '@patternfly/react-core';
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
    <Table className="kw-table" aria-label={say('connections.connections')}>
      <Thead>
        <Tr>
          <Th>{say('connections.name')}</Th>
          <Th>{say('connections.kind')}</Th>
          <Th>{say('connections.address')}</Th>
          <Th>{say('connections.version')}</Th>
          <Th>{say('connections.can-do')}</Th>
          <Th>{say('connections.health')}</Th>
          <Th>{say('connections.last-checked')}</Th>
        </Tr>
      </Thead>
      <Tbody>
        {connections.map((connection) => (
          <Tr key={connection.id}>
            <Td dataLabel={say('connections.name')} className="kw-cell-name">
              <Link to="/connections/$id" params={{ id: connection.id }}>
                {connection.name}
              </Link>
              {connection.description !== '' && (
                <div className="kw-fine-print">{connection.description}</div>
              )}
            </Td>
            <Td dataLabel={say('connections.kind')}>
              {SYSTEM_NAMES[connection.kind]}
            </Td>
            <Td dataLabel={say('connections.address')} modifier="nowrap">
              <code>{`${connection.host}:${String(connection.port)}`}</code>
            </Td>
            <Td dataLabel={say('connections.version')} modifier="nowrap">
              {connection.version ?? say('connections.not-known')}
            </Td>
            <Td dataLabel={say('connections.can-do')}>
              {connection.capabilities.length === 0 ? (
                say('connections.not-known')
              ) : (
                <LabelGroup
                  numLabels={4}
                  aria-label={say('connections.what-can-do', {
                    connectionName: connection.name,
                  })}
                >
                  {connection.capabilities.map((each) => (
                    <Label key={each} isCompact variant="outline">
                      {CAPABILITY_WORDS[each]}
                    </Label>
                  ))}
                </LabelGroup>
              )}
            </Td>
            <Td dataLabel={say('connections.health')}>
              <StatusLabel tone={CONNECTION_HEALTH[connection.health].tone}>
                {CONNECTION_HEALTH[connection.health].word}
              </StatusLabel>
              {connection.healthDetail !== null && (
                <div className="kw-fine-print">{connection.healthDetail}</div>
              )}
            </Td>
            <Td dataLabel={say('connections.last-checked')} modifier="nowrap">
              {connection.checkedAt === null ? (
                say('connections.never')
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
