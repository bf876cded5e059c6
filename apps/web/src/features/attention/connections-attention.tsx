import { say } from '@keyward/messages';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { StatusLabel, Timestamp, VisibleText } from '@keyward/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { connectionsQuery, isFullConnection } from '../../api/connections.ts';
import { SectionCard } from '../../page/section-card.tsx';
import { CONNECTION_HEALTH } from '../../wording/states.ts';

/** Connections that cannot be used as they are; nothing at all while every one is well. */
export function ConnectionsAttention(): ReactNode {
  const { data } = useQuery(connectionsQuery);
  const unwell = (data?.items ?? [])
    .filter(isFullConnection)
    .filter(({ health }) => health !== 'reachable' && health !== 'unknown');
  if (unwell.length === 0) return null;
  return (
    <SectionCard title={say('attention.connections-that-need-a-look')}>
      <Table
        variant="compact"
        aria-label={say('attention.connections-that-need-a-look')}
        className="kw-table"
      >
        <Thead>
          <Tr>
            <Th modifier="nowrap">{say('attention.connection')}</Th>
            <Th modifier="nowrap">{say('attention.state')}</Th>
            <Th width={50}>{say('attention.what-was-seen')}</Th>
            <Th modifier="nowrap">{say('attention.last-checked')}</Th>
          </Tr>
        </Thead>
        <Tbody>
          {unwell.map((connection) => (
            <Tr key={connection.id}>
              <Td dataLabel={say('attention.connection')} modifier="nowrap">
                <Link to="/connections/$id" params={{ id: connection.id }}>
                  {connection.name}
                </Link>
              </Td>
              <Td dataLabel={say('attention.state')} modifier="nowrap">
                <StatusLabel tone={CONNECTION_HEALTH[connection.health].tone}>
                  {CONNECTION_HEALTH[connection.health].word}
                </StatusLabel>
              </Td>
              <Td dataLabel={say('attention.what-was-seen')}>
                <VisibleText text={connection.healthDetail ?? ''} />
              </Td>
              <Td dataLabel={say('attention.last-checked')} modifier="nowrap">
                {connection.checkedAt === null ? (
                  say('attention.never')
                ) : (
                  <Timestamp at={connection.checkedAt} show="relative" />
                )}
              </Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
    </SectionCard>
  );
}
