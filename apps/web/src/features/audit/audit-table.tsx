import type { AuditRow } from '@keyward/contract';
import { say } from '@keyward/messages';
import {
  CopyableId,
  ExpandableRowContent,
  KeyFacts,
  StatusLabel,
  Table,
  Tbody,
  Td,
  Th,
  Thead,
  Timestamp,
  ToggleTd,
  Tr,
  VisibleText,
} from '@keyward/ui';
import { useState, type ReactNode } from 'react';

import { actionWords } from './action-words.ts';
import { AuditObject } from './audit-object.tsx';

const OUTCOMES = {
  success: { tone: 'good', word: say('audit.success') },
  denied: { tone: 'warning', word: say('audit.denied') },
  failure: { tone: 'bad', word: say('audit.failure') },
} as const;

/** Rows of the chain, newest first; each opens to its origin and its place in the chain. */
export function AuditTable({
  rows,
  names,
}: {
  rows: readonly AuditRow[];
  /** What objects are called today, by id. */
  names: Readonly<Record<string, string>>;
}): ReactNode {
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const toggle = (seq: number): void => {
    const next = new Set(open);
    if (!next.delete(seq)) next.add(seq);
    setOpen(next);
  };
  return (
    <Table className="kw-table" aria-label={say('audit.audit-log')}>
      <Thead>
        <Tr>
          <Th screenReaderText={say('audit.open-the-row')} />
          <Th className="kw-number">{say('audit.no')}</Th>
          <Th>{say('audit.time')}</Th>
          <Th>{say('audit.who')}</Th>
          <Th>{say('audit.what')}</Th>
          <Th>{say('audit.object')}</Th>
          <Th>{say('audit.outcome')}</Th>
        </Tr>
      </Thead>
      {rows.map((row) => (
        <Tbody key={row.seq} isExpanded={open.has(row.seq)}>
          <Tr>
            <ToggleTd
              of={say('audit.row', { seq: row.seq })}
              isExpanded={open.has(row.seq)}
              onToggle={() => {
                toggle(row.seq);
              }}
            />
            <Td dataLabel={say('audit.no')} className="kw-number">
              {row.seq}
            </Td>
            <Td dataLabel={say('audit.time')} modifier="nowrap">
              <Timestamp at={row.ts} />
            </Td>
            <Td dataLabel={say('audit.who')} modifier="nowrap">
              {row.actor === null ? (
                say('audit.the-console-itself')
              ) : (
                <VisibleText text={row.actor.sub} />
              )}
            </Td>
            <Td dataLabel={say('audit.what')}>
              <span className="kw-audit-action">{actionWords(row.action)}</span>
              <div className="kw-fine-print">{row.code}</div>
            </Td>
            <Td dataLabel={say('audit.object')}>
              <AuditObject row={row} name={names[row.object ?? '']} />
            </Td>
            <Td dataLabel={say('audit.outcome')}>
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
        ...(row.object === null
          ? []
          : [
              {
                term: say('audit.object-id'),
                value: (
                  <CopyableId value={row.object} label={say('audit.object-id')}>
                    <VisibleText text={row.object} />
                  </CopyableId>
                ),
              },
            ]),
        ...(row.detail === null
          ? []
          : [
              {
                term: say('audit.detail'),
                value: <VisibleText text={row.detail} />,
              },
            ]),
        ...(row.actor === null
          ? []
          : [
              {
                term: say('audit.identity'),
                value: (
                  <VisibleText
                    text={say('audit.at', {
                      sub: row.actor.sub,
                      iss: row.actor.iss,
                    })}
                  />
                ),
              },
            ]),
        { term: say('audit.from'), value: row.ip ?? say('audit.this-machine') },
        ...(row.reqId === null
          ? []
          : [
              {
                term: say('audit.request'),
                value: (
                  <CopyableId
                    value={row.reqId}
                    label={say('audit.request-id')}
                  />
                ),
              },
            ]),
        ...(row.changeHash === null
          ? []
          : [
              {
                term: say('audit.change-digest'),
                value: (
                  <CopyableId
                    value={row.changeHash}
                    label={say('audit.change-digest-inline')}
                  />
                ),
              },
            ]),
        {
          term: say('audit.hash'),
          value: (
            <CopyableId value={row.hash} label={say('audit.hash-inline')} />
          ),
        },
        {
          term: say('audit.hash-before'),
          value: (
            <CopyableId
              value={row.prevHash}
              label={say('audit.previous-hash')}
            />
          ),
        },
      ]}
    />
  );
}
