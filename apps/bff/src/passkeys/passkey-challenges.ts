import { type Database, transact } from '@keyward/database';
import { sql } from 'kysely';

import type { Caller } from '../people/caller.ts';
import { lockPerson } from './lock-person.ts';

/** What a challenge was handed out for; an answer to it is worth nothing for anything else. */
export type ChallengePurpose =
  | { purpose: 'register' }
  | { purpose: 'step-up' }
  | { purpose: 'approve'; changeId: string; digest: string };

const CHALLENGE_SECONDS = 120;

/** Open challenges of one person; the oldest are forgotten, so that asking without end fills no table. */
const MOST_CHALLENGES = 10;

export interface NewChallenge {
  /** base64url, as the browser repeats it in its client data. */
  challenge: string;
  /** What the challenge was made with. */
  nonce: string;
  about: ChallengePurpose;
}

/** Notes a challenge as handed out to this person in this session, for two minutes and one use. */
export async function openChallenge(
  db: Database,
  caller: Caller,
  { challenge, nonce, about }: NewChallenge,
): Promise<void> {
  const personId = caller.person.id;
  const change = about.purpose === 'approve' ? about : null;
  await transact(db, async ({ tx }) => {
    // The lock makes the bound exact when many are asked for at once.
    await lockPerson(tx, personId);
    await sql`delete from passkey_challenge
      where person_id = ${personId} and challenge not in (
        select challenge from passkey_challenge
        where person_id = ${personId} and expires_at > now()
        order by expires_at desc limit ${MOST_CHALLENGES - 1})`.execute(tx);
    await tx
      .insertInto('passkey_challenge')
      .values({
        challenge,
        person_id: personId,
        sid: caller.sid,
        purpose: about.purpose,
        change_id: change?.changeId ?? null,
        digest: change?.digest ?? null,
        nonce,
        expires_at: sql<Date>`now() + ${`${String(CHALLENGE_SECONDS)} seconds`}::interval`,
      })
      .execute();
  });
}

export type TakenChallenge =
  | { taken: true; nonce: string }
  | { taken: false; fault: 'challenge_not_open' | 'challenge_expired' };

/**
 * Takes a challenge out of the table for good, before anything is verified with it: whatever comes of the answer, it
 * is never taken again. Only the person and session it was handed to, and only for what it was handed out for.
 */
export async function takeChallenge(
  db: Database,
  caller: Caller,
  challenge: string,
  about: ChallengePurpose,
): Promise<TakenChallenge> {
  const row = await db
    .deleteFrom('passkey_challenge')
    .where('challenge', '=', challenge)
    .where('person_id', '=', caller.person.id)
    .returning(['sid', 'purpose', 'change_id', 'digest', 'nonce'])
    .returning(sql<boolean>`expires_at > clock_timestamp()`.as('is_open'))
    .executeTakeFirst();
  const change = about.purpose === 'approve' ? about : null;
  if (
    row?.sid !== caller.sid ||
    row.purpose !== about.purpose ||
    row.change_id !== (change?.changeId ?? null) ||
    row.digest !== (change?.digest ?? null)
  ) {
    return { taken: false, fault: 'challenge_not_open' };
  }
  if (!row.is_open) return { taken: false, fault: 'challenge_expired' };
  return { taken: true, nonce: row.nonce };
}

/** Forgets challenges that nobody answered in time. */
export async function forgetOldChallenges(db: Database): Promise<void> {
  await db
    .deleteFrom('passkey_challenge')
    .where('expires_at', '<', sql<Date>`now()`)
    .execute();
}
