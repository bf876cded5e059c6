import type { AgendaItem } from '@keyward/contract';
import { say } from '@keyward/messages';

import { placeText } from '../../certificates/place-of-use.tsx';
import type { CsvColumn } from '../../list/csv.ts';
import { standingOf } from './agenda-words.ts';

/** What the CSV of the agenda holds. */
export const AGENDA_COLUMNS: readonly CsvColumn<AgendaItem>[] = [
  {
    title: say('expiry-agenda.request-by'),
    value: ({ lastSafeDayToRequest }) => lastSafeDayToRequest,
  },
  {
    title: say('expiry-agenda.standing'),
    value: (item) => standingOf(item).word,
  },
  { title: say('expiry-agenda.ends'), value: ({ expiresAt }) => expiresAt },
  { title: say('certificates.subject'), value: ({ subject }) => subject },
  { title: say('certificates.issuer'), value: ({ issuer }) => issuer },
  { title: say('certificates.sha-256'), value: ({ sha256 }) => sha256 },
  {
    title: say('expiry-agenda.where'),
    value: ({ uses }) => uses.map(placeText).join('; '),
  },
  {
    title: say('expiry-agenda.renewed-by'),
    value: ({ uses }) =>
      uses.flatMap(({ renewedBy }) => renewedBy?.reference ?? []).join(', '),
  },
  { title: say('expiry-agenda.how'), value: ({ howToRenew }) => howToRenew },
  {
    title: say('expiry-agenda.hours-needed'),
    value: ({ lead }) => String(lead.hours),
  },
];
