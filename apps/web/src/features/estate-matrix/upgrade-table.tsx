import type { MatrixRow } from '@keyward/contract';
import { say } from '@keyward/messages';
import { StatusLabel, Table, Tbody, Td, Th, Thead, Tr } from '@keyward/ui';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { VERDICTS } from './matrix-words.ts';
import { VersionCell } from './version-cell.tsx';

/** Each vCenter: whether key management keeps it from vSphere 9, and why. */
export function UpgradeTable({
  rows,
}: {
  rows: readonly MatrixRow[];
}): ReactNode {
  return (
    <Table
      className="kw-table"
      aria-label={say('estate-matrix.the-way-to-vsphere-9')}
    >
      <Thead>
        <Tr>
          <Th modifier="nowrap">{say('estate-matrix.vcenter')}</Th>
          <Th modifier="nowrap">{say('estate-matrix.version')}</Th>
          <Th modifier="nowrap">{say('estate-matrix.to-vsphere-9')}</Th>
          <Th width={60}>{say('estate-matrix.because')}</Th>
        </Tr>
      </Thead>
      <Tbody>
        {rows.map((row) => (
          <Tr key={row.connectionId}>
            <Td dataLabel={say('estate-matrix.vcenter')} modifier="nowrap">
              <Link to="/connections/$id" params={{ id: row.connectionId }}>
                {row.name}
              </Link>
            </Td>
            <VersionCell row={row} />
            <Td dataLabel={say('estate-matrix.to-vsphere-9')} modifier="nowrap">
              <StatusLabel tone={VERDICTS[row.verdict].tone}>
                {VERDICTS[row.verdict].word}
              </StatusLabel>
            </Td>
            <Td dataLabel={say('estate-matrix.because')}>
              {row.because}
              {row.unknown.map(({ what, because }) => (
                <div key={what} className="kw-fine-print">
                  {say('estate-matrix.not-read', { what, because })}
                </div>
              ))}
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
