import type { ChangeSummary } from '@keyward/contract';
import { say } from '@keyward/messages';
import {
  NoValue,
  Table,
  Tbody,
  Td,
  Th,
  Thead,
  Timestamp,
  Tr,
  VisibleText,
} from '@keyward/ui';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { targetName } from '../../wording/target-name.ts';
import { approvalsSoFar } from './approvals-so-far.ts';
import { ChangeStateLabel } from './change-state-label.tsx';

interface ChangesTableProps {
  changes: readonly ChangeSummary[];
  label: string;
}

/** Columns that a narrow screen can do without; the row's own page has them. */
const WIDE = 'pf-m-hidden pf-m-visible-on-xl';

/** Changes, newest first. The reference opens one. */
export function ChangesTable({ changes, label }: ChangesTableProps): ReactNode {
  return (
    <Table aria-label={label} className="kw-table kw-rows">
      <Thead>
        <Tr>
          <Th modifier="nowrap">{say('changes.change')}</Th>
          <Th>{say('changes.what')}</Th>
          <Th modifier="nowrap">{say('changes.target')}</Th>
          <Th modifier="nowrap">{say('changes.state')}</Th>
          <Th modifier="nowrap" className={WIDE}>
            {say('changes.approvals')}
          </Th>
          <Th modifier="nowrap" className={WIDE}>
            {say('changes.requester')}
          </Th>
          <Th modifier="nowrap">{say('changes.ticket')}</Th>
          <Th modifier="nowrap">{say('changes.submitted')}</Th>
        </Tr>
      </Thead>
      <Tbody>
        {changes.map((change) => (
          <Tr key={change.id}>
            <Td
              dataLabel={say('changes.change')}
              modifier="nowrap"
              className="kw-cell-reference"
            >
              <Link
                to="/changes/$id"
                params={{ id: change.id }}
                className="kw-reference"
              >
                {change.reference}
              </Link>
            </Td>
            <Td dataLabel={say('changes.what')} className="kw-cell-title">
              <VisibleText text={change.title} />
            </Td>
            <Td
              dataLabel={say('changes.target')}
              modifier="nowrap"
              className="kw-cell-target"
            >
              <VisibleText text={targetName(change.target)} />
            </Td>
            <Td
              dataLabel={say('changes.state')}
              modifier="nowrap"
              className="kw-cell-state"
            >
              <ChangeStateLabel change={change} />
            </Td>
            <Td
              dataLabel={say('changes.approvals')}
              modifier="nowrap"
              className={WIDE}
            >
              {approvalsSoFar(change.approvals)}
            </Td>
            <Td
              dataLabel={say('changes.requester')}
              modifier="nowrap"
              className={WIDE}
            >
              <VisibleText text={change.requester.displayName} />
            </Td>
            <Td dataLabel={say('changes.ticket')} className="kw-cell-ticket">
              {change.ticket === null ? (
                <NoValue />
              ) : (
                <VisibleText text={change.ticket} />
              )}
            </Td>
            <Td
              dataLabel={say('changes.submitted')}
              modifier="nowrap"
              className="kw-cell-when"
            >
              <Timestamp at={change.createdAt} show="relative" />
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
