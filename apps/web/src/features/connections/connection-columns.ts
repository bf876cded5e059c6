import type { Connection } from '@keyward/contract';
import { say } from '@keyward/messages';

import type { CsvColumn } from '../../list/csv.ts';
import { CONNECTION_HEALTH, SYSTEM_NAMES } from '../../wording/states.ts';
import { CAPABILITY_WORDS } from './capability-words.ts';

/** What the CSV of the list holds: the table's columns, with the account and without any trust or secret. */
export const CONNECTION_COLUMNS: readonly CsvColumn<Connection>[] = [
  { title: say('connections.name'), value: (row) => row.name },
  { title: say('connections.kind'), value: (row) => SYSTEM_NAMES[row.kind] },
  {
    title: say('connections.address'),
    value: (row) => `${row.host}:${String(row.port)}`,
  },
  { title: say('connections.version'), value: (row) => row.version },
  {
    title: say('connections.can-do'),
    value: (row) =>
      row.capabilities.map((each) => CAPABILITY_WORDS[each]).join(', '),
  },
  {
    title: say('connections.account'),
    value: (row) => row.credential.username,
  },
  {
    title: say('connections.health'),
    value: (row) => CONNECTION_HEALTH[row.health].word,
  },
  { title: say('connections.last-checked'), value: (row) => row.checkedAt },
];
