import type { PersonItem } from '@keyward/contract';

import type { CsvColumn } from '../../list/csv.ts';
import { ROLE_NAMES } from '../../wording/states.ts';
import { personState } from './person-state.tsx';

/** What the CSV of the list holds: the table's columns and the e-mail address. */
export const PEOPLE_COLUMNS: readonly CsvColumn<PersonItem>[] = [
  { title: 'Name', value: (row) => row.displayName },
  { title: 'User name', value: (row) => row.username },
  { title: 'E-mail', value: (row) => row.email },
  {
    title: 'Roles',
    value: (row) => row.roles.map(({ role }) => ROLE_NAMES[role]).join(', '),
  },
  { title: 'State', value: (row) => personState(row).word },
  { title: 'Last sign-in', value: (row) => row.lastSignInAt },
  { title: 'Passkeys', value: (row) => String(row.passkeys) },
  { title: 'Sessions', value: (row) => String(row.sessions) },
];
