import { CAPABILITY_LIFETIMES, type MatrixRow } from '@keyward/contract';
import { say } from '@keyward/messages';
import { Table, Tbody, Td, Th, Thead, Tr } from '@keyward/ui';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { REMOVED_PARTS } from './matrix-words.ts';

/** Each part of Trust Authority: in which releases it exists, how much of it is in use, and where. */
export function RemovedTable({
  rows,
}: {
  rows: readonly MatrixRow[];
}): ReactNode {
  return (
    <Table
      className="kw-table"
      aria-label={say('estate-matrix.what-vsphere-9-removes')}
    >
      <Thead>
        <Tr>
          <Th>{say('estate-matrix.part')}</Th>
          <Th modifier="nowrap">{say('estate-matrix.releases')}</Th>
          <Th modifier="nowrap" className="kw-right">
            {say('estate-matrix.in-use')}
          </Th>
          <Th width={40}>{say('estate-matrix.where')}</Th>
        </Tr>
      </Thead>
      <Tbody>
        {REMOVED_PARTS.map(({ use, capability, word }) => {
          const { from, removedIn } = CAPABILITY_LIFETIMES[capability];
          const counts = rows.map((row) => row.uses?.[use]);
          const isUnknown = counts.includes(null);
          const known = counts.reduce<number>(
            (sum, count) => sum + (count ?? 0),
            0,
          );
          const users = rows.filter((row) => (row.uses?.[use] ?? 0) > 0);
          return (
            <Tr key={use}>
              <Td dataLabel={say('estate-matrix.part')}>{word}</Td>
              <Td dataLabel={say('estate-matrix.releases')}>
                {say('estate-matrix.from-until', {
                  from,
                  until: removedIn ?? '',
                })}
              </Td>
              <Td
                dataLabel={say('estate-matrix.in-use')}
                className="kw-number kw-right"
              >
                {isUnknown ? say('estate-matrix.at-least', { known }) : known}
              </Td>
              <Td dataLabel={say('estate-matrix.where')}>
                {users.length === 0
                  ? say('estate-matrix.nowhere')
                  : users.map((row, index) => (
                      <span key={row.connectionId}>
                        {index > 0 && ', '}
                        <Link
                          to="/connections/$id"
                          params={{ id: row.connectionId }}
                        >
                          {row.name}
                        </Link>{' '}
                        ({row.uses?.[use]})
                      </span>
                    ))}
              </Td>
            </Tr>
          );
        })}
      </Tbody>
    </Table>
  );
}
