import type { PersonItem } from '@keyward/contract';
import { say } from '@keyward/messages';

import type { CsvColumn } from '../../list/csv.ts';
import { ROLE_NAMES } from '../../wording/states.ts';
import { personState } from './person-state.tsx';

/** What the CSV of the list holds: the table's columns and the e-mail address. */
export const PEOPLE_COLUMNS: readonly CsvColumn<PersonItem>[] = [
  { title: say('people.name'), value: (row) => row.displayName },
  { title: say('people.user-name'), value: (row) => row.username },
  { title: say('people.e-mail'), value: (row) => row.email },
  {
    title: say('people.roles'),
    value: (row) => row.roles.map(({ role }) => ROLE_NAMES[role]).join(', '),
  },
  { title: say('people.state'), value: (row) => personState(row).word },
  { title: say('people.last-sign-in'), value: (row) => row.lastSignInAt },
  { title: say('people.passkeys'), value: (row) => String(row.passkeys) },
  { title: say('people.sessions'), value: (row) => String(row.sessions) },
];
