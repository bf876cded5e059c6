import { jsonb, type Journal } from '@keyward/database';
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';

import type { Channels } from './channels.ts';
import type { Matter } from './matter.ts';
import type { ToldMessage } from './told-message.ts';

/**
 * Tells these people, each once, in the transaction of what it is about; what goes out by other channels is put into
 * the outbox with it. Who was told already hears nothing again, on no channel.
 */
export async function tell(
  { tx }: Pick<Journal, 'tx'>,
  channels: Channels,
  matter: Matter,
  personIds: readonly string[],
): Promise<void> {
  if (personIds.length === 0) return;
  const told = await tx
    .insertInto('notification')
    .values(
      // One order for everybody, so that two transactions never wait for each other.
      [...new Set(personIds)].sort().map((personId) => ({
        id: uuidv7(),
        person_id: personId,
        kind: matter.kind,
        once: matter.once,
        title: matter.title,
        change_id: matter.changeId,
        task_id: matter.taskId,
        connection_id: matter.connectionId,
        phrase: matter.phrase,
        deadline: matter.deadline,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning(['person_id', 'at'])
    .execute();
  const [first] = told;
  if (first === undefined) return;
  const recipients = [
    ...(await withAddress(
      tx,
      channels,
      told.map((each) => each.person_id),
    )),
    ...channels.webhooks.map((key) => ({ channel: 'webhook', recipient: key })),
  ];
  if (recipients.length === 0) return;
  const message = jsonb(messageOf(matter, first.at));
  await tx
    .insertInto('delivery')
    .values(
      recipients.map((each) => ({
        id: uuidv7(),
        ...each,
        payload: message,
        due_at: sql<Date>`now()`,
      })),
    )
    .execute();
}

async function withAddress(
  tx: Journal['tx'],
  channels: Channels,
  personIds: readonly string[],
): Promise<{ channel: string; recipient: string }[]> {
  if (!channels.email) return [];
  const people = await tx
    .selectFrom('person')
    .select('id')
    .where('id', 'in', [...personIds])
    .where('email', 'is not', null)
    .execute();
  return people.map(({ id }) => ({ channel: 'email', recipient: id }));
}

function messageOf(matter: Matter, at: Date): ToldMessage {
  return {
    kind: matter.kind,
    title: matter.title,
    path: pathOf(matter),
    deadline: matter.deadline?.toISOString() ?? null,
    phrase: matter.phrase,
    at: at.toISOString(),
  };
}

function pathOf({ changeId, taskId, connectionId }: Matter): string {
  if (taskId !== null) return `/tasks/${taskId}`;
  if (changeId !== null) return `/changes/${changeId}`;
  return connectionId === null ? '/' : `/connections/${connectionId}`;
}
