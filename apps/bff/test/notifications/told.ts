import { inboxPage, type Notification } from '@keyward/contract';
import type { z } from 'zod';

import type { Person } from '../support/person.ts';

export async function inboxOf(
  person: Person,
  query = '',
): Promise<z.infer<typeof inboxPage>> {
  const answer = await person.call('GET', `/api/inbox${query}`);
  if (answer.status !== 200) throw new Error(answer.text);
  return inboxPage.parse(answer.body);
}

/** What a person was told about a change, newest first. */
export async function toldOf(
  person: Person,
  { id }: { id: string },
): Promise<Notification[]> {
  const { items } = await inboxOf(person, '?limit=200');
  return items.filter((each) => each.changeId === id);
}

/** The kinds of it, and which of them are still unread. */
export async function kindsTold(
  person: Person,
  change: { id: string },
): Promise<string[]> {
  return (await toldOf(person, change)).map(
    ({ kind, readAt }) => `${kind}${readAt === null ? '' : ' (read)'}`,
  );
}
