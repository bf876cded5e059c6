import type { ChangeSummary } from '@keyward/contract';
import {
  Table,
  Tbody,
  Td,
  Th,
  Thead,
  Tr,
  type TdProps,
} from '@patternfly/react-table';
import { NoValue, Timestamp, VisibleText } from '@keyward/ui';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { targetName } from '../../wording/target-name.ts';
import { ChangeStateLabel } from './change-state-label.tsx';

interface ChangesTableProps {
  changes: readonly ChangeSummary[];
  label: string;
}

/** Columns that a narrow screen can do without; the row's own page has them. */
const WIDE: NonNullable<TdProps['visibility']> = ['hidden', 'visibleOnXl'];

/** Changes, newest first. The reference opens one. */
export function ChangesTable({ changes, label }: ChangesTableProps): ReactNode {
  return (
    <Table variant="compact" aria-label={label} className="kw-table kw-rows">
      <Thead>
        <Tr>
          <Th modifier="nowrap">Change</Th>
          <Th>What</Th>
          <Th modifier="nowrap">Target</Th>
          <Th modifier="nowrap">State</Th>
          <Th modifier="nowrap" visibility={WIDE}>
            Approvals
          </Th>
          <Th modifier="nowrap" visibility={WIDE}>
            Requester
          </Th>
          <Th modifier="nowrap">Ticket</Th>
          <Th modifier="nowrap">Submitted</Th>
        </Tr>
      </Thead>
      <Tbody>
        {changes.map((change) => (
          <Tr key={change.id}>
            <Td dataLabel="Change" modifier="nowrap">
              <Link
                to="/changes/$id"
                params={{ id: change.id }}
                className="kw-reference"
              >
                {change.reference}
              </Link>
            </Td>
            <Td dataLabel="What" className="kw-cell-title">
              <VisibleText text={change.title} />
            </Td>
            <Td dataLabel="Target" modifier="nowrap">
              <VisibleText text={targetName(change.target)} />
            </Td>
            <Td dataLabel="State" modifier="nowrap">
              <ChangeStateLabel change={change} />
            </Td>
            <Td dataLabel="Approvals" modifier="nowrap" visibility={WIDE}>
              {change.approvals.need === 0
                ? 'none needed'
                : `${String(change.approvals.have)} of ${String(change.approvals.need)}`}
            </Td>
            <Td dataLabel="Requester" modifier="nowrap" visibility={WIDE}>
              <VisibleText text={change.requester.displayName} />
            </Td>
            <Td dataLabel="Ticket" className="kw-cell-ticket">
              {change.ticket === null ? (
                <NoValue />
              ) : (
                <VisibleText text={change.ticket} />
              )}
            </Td>
            <Td dataLabel="Submitted" modifier="nowrap">
              <Timestamp at={change.createdAt} show="relative" />
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
