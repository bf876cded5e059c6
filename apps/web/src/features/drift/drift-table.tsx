import '../../list/cards.css';

import type { DriftItem } from '@keyward/contract';
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
  VisibleText,
} from '@keyward/ui';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { DriftChange } from './drift-change.tsx';
import { driftName, driftWords } from './drift-words.ts';

const SEVERITIES = {
  problem: { tone: 'bad', word: say('drift.problem') },
  warning: { tone: 'warning', word: say('drift.warning') },
} as const;

/** What is not as it should be, with the first thing to do about it. */
export function DriftTable({
  items,
}: {
  items: readonly DriftItem[];
}): ReactNode {
  return (
    <Table className="kw-table kw-cards" aria-label={say('drift.what-differs')}>
      <Thead>
        <Tr>
          <Th modifier="nowrap">{say('drift.severity')}</Th>
          <Th modifier="nowrap">{say('drift.object')}</Th>
          <Th width={50}>{say('drift.what')}</Th>
          <Th modifier="nowrap">{say('drift.connection')}</Th>
          <Th modifier="nowrap">{say('drift.read')}</Th>
        </Tr>
      </Thead>
      <Tbody>
        {items.map((item) => {
          const { tone, word } = SEVERITIES[item.severity];
          const { what, next } = driftWords(item);
          return (
            <Tr key={JSON.stringify(item)}>
              <Td dataLabel={say('drift.severity')} modifier="nowrap">
                <StatusLabel tone={tone}>{word}</StatusLabel>
              </Td>
              <Td dataLabel={say('drift.object')}>
                <DriftObject item={item} />
              </Td>
              <Td dataLabel={say('drift.what')}>
                <VisibleText text={what} />
                <div className="kw-fine-print">{next}</div>
                <DriftChange item={item} />
              </Td>
              <Td dataLabel={say('drift.connection')} modifier="nowrap">
                <Link to="/connections/$id" params={{ id: item.connectionId }}>
                  {item.connectionName}
                </Link>
              </Td>
              <Td dataLabel={say('drift.read')} modifier="nowrap">
                {item.observedAt === null ? (
                  say('drift.never')
                ) : (
                  <Timestamp at={item.observedAt} show="relative" />
                )}
              </Td>
            </Tr>
          );
        })}
      </Tbody>
    </Table>
  );
}

function DriftObject({ item }: { item: DriftItem }): ReactNode {
  if (!('collection' in item)) return say('drift.the-connection');
  return (
    <Link
      to="/estate/$part"
      params={{ part: item.collection }}
      search={{ q: driftName(item) }}
    >
      {driftName(item)}
    </Link>
  );
}
