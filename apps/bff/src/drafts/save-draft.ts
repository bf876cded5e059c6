import { type Draft, type DraftRequest, MOST_DRAFTS } from '@keyward/contract';
import {
  type Database,
  type DatabaseTransaction,
  jsonb,
} from '@keyward/database';
import { sql } from 'kysely';

import { Refusal, refuseField } from '../http/refusal.ts';
import { knownValues } from './known-values.ts';
import { lockDrafts } from './lock-drafts.ts';
import { getDraft } from './read-drafts.ts';
import { refuseSecrets } from './refuse-secrets.ts';

/**
 * Keeps what a person has filled in so far of what the operation knows, in place of what was kept under the same id. Saying the same twice changes
 * nothing but its time. No event and no audit row: a draft changes nothing at a target, nobody else can read it, and a
 * page that saves at every pause would bury what the audit log is for. The submission is audited.
 *
 * @throws Refusal naming the field, `not_found` where the draft ended already, and `invalid_state` where the person has
 * as many drafts as are kept
 */
export async function saveDraft(
  db: Database,
  personId: string,
  id: string,
  request: DraftRequest,
): Promise<Draft> {
  refuseSecrets(request);
  return db.transaction().execute(async (tx) => {
    await lockDrafts(tx, personId);
    await refuseEnded(tx, personId, id);
    await refuseUnknownConnection(tx, request.connectionId);
    await refuseUnknownChange(tx, request.copyOf);
    await refuseOneTooMany(tx, personId, id);
    const filled = {
      operation: request.operation,
      connection_id: request.connectionId ?? null,
      input: jsonb(knownValues(request)),
      secret_delivery: request.secretDelivery ?? null,
      reason: request.reason ?? null,
      ticket: request.ticket ?? null,
      expires_in_hours: request.expiresInHours ?? null,
      copy_of: request.copyOf ?? null,
      updated_at: sql<Date>`clock_timestamp()`,
    };
    await tx
      .insertInto('draft')
      .values({ person_id: personId, id, ...filled })
      .onConflict((conflict) =>
        conflict.columns(['person_id', 'id']).doUpdateSet(filled),
      )
      .execute();
    return getDraft(tx, personId, id);
  });
}

/** A page in another tab, or a save that was overtaken, brings back nothing that was submitted or thrown away. */
async function refuseEnded(
  tx: DatabaseTransaction,
  personId: string,
  id: string,
): Promise<void> {
  const ended = await tx
    .selectFrom('ended_draft')
    .select('id')
    .where('person_id', '=', personId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (ended === undefined) return;
  throw new Refusal('not_found', {
    detail:
      'This draft was submitted or thrown away, here or in another window, so nothing more is kept in it.',
  });
}

async function refuseUnknownConnection(
  tx: DatabaseTransaction,
  id: string | undefined,
): Promise<void> {
  if (id === undefined) return;
  const row = await tx
    .selectFrom('connection')
    .select('id')
    .where('id', '=', id)
    .executeTakeFirst();
  if (row !== undefined) return;
  throw refuseField(
    '/connectionId',
    'not_found',
    'There is no such connection.',
  );
}

async function refuseUnknownChange(
  tx: DatabaseTransaction,
  id: string | undefined,
): Promise<void> {
  if (id === undefined) return;
  const row = await tx
    .selectFrom('change')
    .select('id')
    .where('id', '=', id)
    .executeTakeFirst();
  if (row !== undefined) return;
  throw refuseField('/copyOf', 'not_found', 'There is no such change.');
}

/** Nothing is erased to make room: what somebody has typed goes only when they say so, or after its time. */
async function refuseOneTooMany(
  tx: DatabaseTransaction,
  personId: string,
  id: string,
): Promise<void> {
  const others = await tx
    .selectFrom('draft')
    .select('id')
    .where('person_id', '=', personId)
    .where('id', '<>', id)
    .limit(MOST_DRAFTS)
    .execute();
  if (others.length < MOST_DRAFTS) return;
  throw new Refusal('invalid_state', {
    detail: `You have ${String(MOST_DRAFTS)} other drafts, and no more are kept.`,
    nextStep: 'Delete a draft that you do not need any more, then save again.',
  });
}
