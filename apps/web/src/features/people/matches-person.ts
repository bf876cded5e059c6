import type { PersonItem } from '@keyward/contract';

import { ROLE_NAMES } from '../../wording/states.ts';
import { personState } from './person-state.tsx';

/** Whether every word is found in what the list shows about a person. */
export function matchesPerson(person: PersonItem, text: string): boolean {
  const shown = [
    person.displayName,
    person.username,
    person.email ?? '',
    personState(person).word,
    ...person.roles.map(({ role }) => ROLE_NAMES[role]),
  ]
    .join(' ')
    .toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => shown.includes(word));
}
