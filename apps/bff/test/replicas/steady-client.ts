import { setTimeout as pause } from 'node:timers/promises';

import { openReader, type Reader } from '../live/reader.ts';
import {
  decide,
  newKey,
  newProvider,
  readChange,
  trySubmit,
} from '../support/changes.ts';
import type { Person } from '../support/person.ts';
import type { Answer } from '../support/send.ts';
import { waitFor } from '../support/wait-for.ts';
import { at } from './open-site.ts';
import type { Replica } from './start-replica.ts';

/** Whatever serves at the moment, as a load balancer knows it. */
export type Serving = () => readonly Replica[];

/** What the console has said yes to. */
export interface Acknowledged {
  submitted: { id: string; provider: string }[];
  approved: { id: string; taskId: string }[];
}

export interface People {
  admin: Person;
  reviewer: Person;
}

/**
 * Submits and approves one change after another at whichever replica is there, as a careful client does: it asks again
 * with the same key when no answer comes. Ends when `stop` is called.
 */
export function keepSubmitting(
  serving: Serving,
  { admin, reviewer }: People,
  host: { connectionId: () => string },
): { acknowledged: Acknowledged; stop: () => Promise<void> } {
  const acknowledged: Acknowledged = { submitted: [], approved: [] };
  let isOver = false;
  const one = async (): Promise<void> => {
    const request = newProvider(host);
    const headers = newKey();
    const made = await untilAnswered(serving, (replica) =>
      trySubmit(at(replica, admin), request, headers),
    );
    if (made.status !== 201) throw new Error(made.text);
    const change = readChange(made);
    const provider = String(request.input['provider']);
    acknowledged.submitted.push({ id: change.id, provider });
    const answer = await untilAnswered(serving, (replica) =>
      decide(at(replica, reviewer), 'approve', change),
    );
    // The first try may have been heard although its answer was lost.
    if (answer.status === 409) return;
    if (answer.status !== 200) throw new Error(answer.text);
    acknowledged.approved.push({
      id: change.id,
      taskId: readChange(answer).taskId ?? '',
    });
  };
  const loop = async (): Promise<void> => {
    while (!isOver) await one();
  };
  const loops = Promise.all([loop(), loop()]);
  return {
    acknowledged,
    async stop() {
      isOver = true;
      await loops;
    },
  };
}

/** Nobody there, gone in the middle, or just stopping: not an answer. */
async function untilAnswered(
  serving: Serving,
  ask: (replica: Replica) => Promise<Answer>,
): Promise<Answer> {
  let turn = 0;
  return waitFor('an answer', async () => {
    const replicas = serving();
    turn += 1;
    const replica = replicas[turn % replicas.length];
    if (replica === undefined) return null;
    const answer = await ask(replica).catch(() => null);
    if (answer === null || answer.status === 503) return null;
    const isBeingWorkedOn = answer.text.includes('idempotency_in_flight');
    return isBeingWorkedOn ? null : answer;
  });
}

/** Follows the live events as a browser does: when a stream ends it goes on at another replica, after the last number. */
export function keepFollowing(
  serving: Serving,
  { cookie }: Person,
): {
  /** The numbers of all events so far, as they came. */
  numbers: () => number[];
  byes: () => number;
  stop: () => Promise<void>;
} {
  const readers: Reader[] = [];
  let isOver = false;
  const frames = () => readers.flatMap((each) => each.frames);
  const follow = async (): Promise<void> => {
    for (let turn = 0; !isOver; turn += 1) {
      const replicas = serving();
      const replica = replicas[turn % replicas.length];
      const last = frames().findLast(({ id }) => id !== null)?.id;
      const opened = await open(replica, {
        cookie,
        ...(last === undefined || last === null
          ? {}
          : { 'last-event-id': last }),
      });
      if (opened === null) continue;
      readers.push(opened);
      await opened.ended;
    }
  };
  const following = follow();
  return {
    numbers: () =>
      frames().flatMap(({ id, data, event }) =>
        id === null || data === null || event === 'reset' ? [] : [Number(id)],
      ),
    byes: () => frames().filter(({ event }) => event === 'bye').length,
    async stop() {
      isOver = true;
      readers.at(-1)?.leave();
      await following;
    },
  };
}

async function open(
  replica: Replica | undefined,
  headers: Record<string, string>,
): Promise<Reader | null> {
  const opened =
    replica === undefined
      ? null
      : await openReader(replica.port, { headers }).catch(() => null);
  if (opened?.status === 200) return opened;
  opened?.leave();
  await pause(20);
  return null;
}
