import type { invitation } from '@keyward/contract';
import type { Database, DatabaseTransaction } from '@keyward/database';
import { sql } from 'kysely';
import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { z } from 'zod';

import { Refusal } from '../http/refusal.ts';
import { hashToken } from './sessions.ts';

const INVITATION_HOURS = 72;

type Invitation = z.infer<typeof invitation>;

/**
 * Makes the one invitation of a person that works; earlier links end. The token is behind `#`, which no browser sends
 * to a server and no proxy writes into its log; the table holds its hash.
 */
export async function makeInvitation(
  tx: DatabaseTransaction,
  personId: string,
  createdBy: string,
  publicUrl: string,
): Promise<Invitation> {
  await endInvitationsOf(tx, personId);
  const token = randomBytes(32).toString('base64url');
  const { expires_at: expiresAt } = await tx
    .insertInto('invitation')
    .values({
      id: uuidv7(),
      person_id: personId,
      token_hash: hashToken(token),
      created_by: createdBy,
      expires_at: sql<Date>`now() + ${`${String(INVITATION_HOURS)} hours`}::interval`,
    })
    .returning('expires_at')
    .executeTakeFirstOrThrow();
  return {
    url: `${publicUrl}/invitation#${token}`,
    expiresAt: expiresAt.toISOString(),
  };
}

/** Makes every open link of a person worthless. */
export async function endInvitationsOf(
  tx: DatabaseTransaction,
  personId: string,
): Promise<void> {
  await tx
    .deleteFrom('invitation')
    .where('person_id', '=', personId)
    .where('used_at', 'is', null)
    .execute();
}

export interface OpenInvitation {
  personId: string;
  username: string;
  displayName: string;
  expiresAt: Date;
}

/** Whom a link is for. @throws Refusal `not_found`, alike for unknown, used, ended and a disabled person */
export async function findInvitation(
  db: Database,
  token: string,
): Promise<OpenInvitation> {
  const found = await db
    .selectFrom('invitation')
    .innerJoin('person', 'person.id', 'invitation.person_id')
    .select([
      'person.id',
      'person.username',
      'person.display_name',
      'invitation.expires_at',
    ])
    .where('invitation.token_hash', '=', hashToken(token))
    .where('invitation.used_at', 'is', null)
    .where('invitation.expires_at', '>', sql<Date>`now()`)
    .where('person.disabled_at', 'is', null)
    .executeTakeFirst();
  if (found === undefined) throw noInvitation();
  return {
    personId: found.id,
    username: found.username,
    displayName: found.display_name,
    expiresAt: found.expires_at,
  };
}

/** Uses a link up: of two that try at once, one gets it. @throws Refusal `not_found` */
export async function useInvitation(
  tx: DatabaseTransaction,
  token: string,
): Promise<void> {
  const used = await tx
    .updateTable('invitation')
    .set({ used_at: sql<Date>`now()` })
    .where('token_hash', '=', hashToken(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .returning('id')
    .executeTakeFirst();
  if (used === undefined) throw noInvitation();
}

function noInvitation(): Refusal {
  return new Refusal('not_found', {
    detail: 'This link does not work, or no longer.',
    nextStep: 'Ask a security admin for a new one.',
  });
}
