import '../../list/cards.css';

import type { AgendaItem } from '@keyward/contract';
import { say } from '@keyward/messages';
import {
  Day,
  StatusLabel,
  Table,
  Tbody,
  Td,
  Th,
  Thead,
  Tr,
  VisibleText,
} from '@keyward/ui';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { commonName } from '../../certificates/common-name.ts';
import { endsIn } from '../../certificates/days-left.ts';
import { agendaKey, inDays, spanInWords } from './agenda-words.ts';
import { RenewalPlaces } from './renewal-places.tsx';

interface AgendaTableProps {
  items: readonly AgendaItem[];
  now: Date;
}

/** What runs out, by the last safe day to request its renewal, which stands beside the day it ends. */
export function AgendaTable({ items, now }: AgendaTableProps): ReactNode {
  return (
    <Table
      className="kw-table kw-cards"
      aria-label={say('expiry-agenda.what-runs-out')}
    >
      <Thead>
        <Tr>
          <Th modifier="nowrap">{say('expiry-agenda.request-by')}</Th>
          <Th modifier="nowrap">{say('expiry-agenda.ends')}</Th>
          <Th width={25}>{say('expiry-agenda.certificate')}</Th>
          <Th width={45}>{say('expiry-agenda.where-and-how')}</Th>
        </Tr>
      </Thead>
      <Tbody>
        {items.map((item) => {
          const { tone, word } = inDays(item, now);
          return (
            <Tr key={agendaKey(item)}>
              <Td dataLabel={say('expiry-agenda.request-by')} modifier="nowrap">
                <strong>
                  <Day at={item.lastSafeDayToRequest} />
                </strong>
                <div>
                  <StatusLabel tone={tone}>{word}</StatusLabel>
                </div>
              </Td>
              <Td dataLabel={say('expiry-agenda.ends')} modifier="nowrap">
                <Day at={item.expiresAt} />
                <div className="kw-fine-print">
                  {endsIn(item.expiresAt, now)}
                </div>
                {item.lead.operation !== null && (
                  <div className="kw-fine-print">
                    {say('expiry-agenda.takes', {
                      lead: spanInWords(item.lead.hours),
                    })}
                  </div>
                )}
              </Td>
              <Td dataLabel={say('expiry-agenda.certificate')}>
                <Link
                  to="/certificates"
                  search={{ q: item.sha256.slice(0, 16), open: item.sha256 }}
                >
                  <VisibleText text={commonName(item.subject)} />
                </Link>
                <div className="kw-fine-print">
                  {say('expiry-agenda.issued-by', {
                    issuer: commonName(item.issuer),
                  })}
                </div>
              </Td>
              <Td dataLabel={say('expiry-agenda.where-and-how')}>
                <RenewalPlaces item={item} />
              </Td>
            </Tr>
          );
        })}
      </Tbody>
    </Table>
  );
}
