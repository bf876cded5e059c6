import type { Connection } from '@keyward/contract';

import type { CsvColumn } from '../../list/csv.ts';
import { CONNECTION_HEALTH, SYSTEM_NAMES } from '../../wording/states.ts';
import { CAPABILITY_WORDS } from './capability-words.ts';

/** What the CSV of the list holds: the table's columns, with the account and without any trust or secret. */
export const CONNECTION_COLUMNS: readonly CsvColumn<Connection>[] = [
  { title: 'Name', value: (row) => row.name },
  { title: 'Kind', value: (row) => SYSTEM_NAMES[row.kind] },
  { title: 'Address', value: (row) => `${row.host}:${String(row.port)}` },
  { title: 'Version', value: (row) => row.version },
  {
    title: 'Can do',
    value: (row) =>
      row.capabilities.map((each) => CAPABILITY_WORDS[each]).join(', '),
  },
  { title: 'Account', value: (row) => row.credential.username },
  { title: 'Health', value: (row) => CONNECTION_HEALTH[row.health].word },
  { title: 'Last checked', value: (row) => row.checkedAt },
];
