import type { Notification } from '@keyward/contract';
import { say } from '@keyward/messages';

import type { CsvColumn } from '../../list/csv.ts';
import { NOTIFICATION_KINDS } from './notification-kinds.ts';

/** What the inbox exports. Times are RFC 3339 in UTC. */
export const INBOX_COLUMNS: readonly CsvColumn<Notification>[] = [
  { title: say('inbox.told-at'), value: ({ at }) => at },
  {
    title: say('inbox.kind'),
    value: ({ kind }) => NOTIFICATION_KINDS[kind].word,
  },
  { title: say('inbox.what'), value: ({ title }) => title },
  { title: say('inbox.phrase-of-digest'), value: ({ phrase }) => phrase },
  { title: say('inbox.decide-by'), value: ({ deadline }) => deadline },
  { title: say('inbox.read-at'), value: ({ readAt }) => readAt },
];
