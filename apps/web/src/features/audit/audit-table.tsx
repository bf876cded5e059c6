import type { AuditRow } from '@keyward/contract';
import {
  CopyableId,
  KeyFacts,
  StatusLabel,
  Timestamp,
  VisibleText,
} from '@keyward/ui';
import {
  ExpandableRowContent,
  Table,
  Tbody,
  Td,
  Th,
  Thead,
  Tr,
} from '@patternfly/react-table';
import { useState, type ReactNode } from 'react';

import { actionWords } from './action-words.ts';
import { AuditObject } from './audit-object.tsx';

const OUTCOMES = {
  success: { tone: 'good', word: 'Success' },
  denied: { tone: 'warning', word: 'Denied' },
  failure: { tone: 'bad', word: 'Failure' },
} as const;

/** Rows of the chain, newest first; each opens to its origin and its place in the chain. */
export function AuditTable({ rows }: { rows: readonly AuditRow[] }): ReactNode {
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const toggle = (seq: number): void => {
    const next = new Set(open);
    if (!next.delete(seq)) next.add(seq);
    setOpen(next);
  };
  return (
    <Table variant="compact" className="kw-table" aria-label="Audit log">
      <Thead>
        <Tr>
          <Th screenReaderText="Open the row" />
          <Th className="kw-number">No.</Th>
          <Th>Time</Th>
          <Th>Who</Th>
          <Th>What</Th>
          <Th>Object</Th>
          <Th>Outcome</Th>
        </Tr>
      </Thead>
      {rows.map((row, index) => (
        <Tbody key={row.seq} isExpanded={open.has(row.seq)}>
          <Tr>
            <Td
              expand={{
                rowIndex: index,
                isExpanded: open.has(row.seq),
                expandId: `audit-${String(row.seq)}`,
                onToggle: () => {
                  toggle(row.seq);
                },
              }}
            />
            <Td dataLabel="No." className="kw-number">
              {row.seq}
            </Td>
            <Td dataLabel="Time" modifier="nowrap">
              <Timestamp at={row.ts} />
            </Td>
            <Td dataLabel="Who" modifier="nowrap">
              {row.actor === null ? (
                'the console itself'
              ) : (
                <VisibleText text={row.actor.sub} />
              )}
            </Td>
            <Td dataLabel="What">
              <span className="kw-audit-action">{actionWords(row.action)}</span>
              <div className="kw-fine-print">{row.code}</div>
            </Td>
            <Td dataLabel="Object">
              <AuditObject row={row} />
            </Td>
            <Td dataLabel="Outcome">
              <StatusLabel tone={OUTCOMES[row.outcome].tone}>
                {OUTCOMES[row.outcome].word}
              </StatusLabel>
            </Td>
          </Tr>
          <Tr isExpanded={open.has(row.seq)}>
            <Td colSpan={7}>
              {open.has(row.seq) && (
                <ExpandableRowContent>
                  <RowFacts row={row} />
                </ExpandableRowContent>
              )}
            </Td>
          </Tr>
        </Tbody>
      ))}
    </Table>
  );
}

function RowFacts({ row }: { row: AuditRow }): ReactNode {
  return (
    <KeyFacts
      isHorizontal
      facts={[
        ...(row.detail === null
          ? []
          : [{ term: 'Detail', value: <VisibleText text={row.detail} /> }]),
        ...(row.actor === null
          ? []
          : [
              {
                term: 'Identity',
                value: (
                  <VisibleText text={`${row.actor.sub} at ${row.actor.iss}`} />
                ),
              },
            ]),
        { term: 'From', value: row.ip ?? 'this machine' },
        ...(row.reqId === null
          ? []
          : [
              {
                term: 'Request',
                value: <CopyableId value={row.reqId} label="request id" />,
              },
            ]),
        ...(row.changeHash === null
          ? []
          : [
              {
                term: 'Change digest',
                value: (
                  <CopyableId value={row.changeHash} label="change digest" />
                ),
              },
            ]),
        { term: 'Hash', value: <CopyableId value={row.hash} label="hash" /> },
        {
          term: 'Hash before',
          value: <CopyableId value={row.prevHash} label="previous hash" />,
        },
      ]}
    />
  );
}
