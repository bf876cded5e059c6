import type {
  DatabaseTransaction,
  Journal,
  Queryable,
} from '@keyward/database';
import { v7 as uuidv7 } from 'uuid';

import type { Origin } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import { normaliseAccount } from '../people/sign-in-limits.ts';
import { claimUsername, mixesScripts } from '../people/username-rules.ts';
import type { ProvedIdentity } from './identity-claims.ts';

export interface KnownIdentity {
  identityId: string;
  personId: string;
  isDisabled: boolean;
}

const MOST_NAME_LENGTH = 60;
const MOST_TRIES = 100;
const FALLBACK_NAME = 'person';

/** Whom an identity belongs to: issuer and subject decide, never a name or an address. */
export async function findIdentity(
  db: Queryable,
  { iss, sub }: Pick<ProvedIdentity, 'iss' | 'sub'>,
): Promise<KnownIdentity | null> {
  const found = await db
    .selectFrom('identity')
    .innerJoin('person', 'person.id', 'identity.person_id')
    .select(['identity.id', 'identity.person_id', 'person.disabled_at'])
    .where('identity.iss', '=', iss)
    .where('identity.sub', '=', sub)
    .executeTakeFirst();
  if (found === undefined) return null;
  return {
    identityId: found.id,
    personId: found.person_id,
    isDisabled: found.disabled_at !== null,
  };
}

/** Gives an identity that belongs to nobody to a person. */
export async function addIdentity(
  tx: DatabaseTransaction,
  personId: string,
  { iss, sub }: Pick<ProvedIdentity, 'iss' | 'sub'>,
): Promise<string> {
  const id = uuidv7();
  await tx
    .insertInto('identity')
    .values({ id, person_id: personId, iss, sub, password_hash: null })
    .execute();
  return id;
}

/** Makes a person for an identity that nobody has; their name is never one that is taken. Call under `lockPeople`. */
export async function createPerson(
  journal: Journal,
  identity: ProvedIdentity,
  origin: Origin,
): Promise<KnownIdentity> {
  const { tx } = journal;
  const personId = uuidv7();
  const username = await freeName(tx, identity.suggestedName);
  await tx
    .insertInto('person')
    .values({
      id: personId,
      username,
      display_name: displayName(identity.displayName) ?? username,
      email: identity.email,
    })
    .execute();
  const identityId = await addIdentity(tx, personId, identity);
  journal.audit({
    code: 'person.created',
    actor: { iss: identity.iss, sub: identity.sub, sidHash: '' },
    personId,
    ip: origin.ip,
    action: 'first sign-in with the organisation',
    object: personId,
    outcome: 'success',
    changeHash: null,
    reqId: origin.requestId,
    detail: username,
  });
  return { identityId, personId, isDisabled: false };
}

/** The suggested name, or the same with a number: a name that exists, or that looks like one, stays with whom it is. */
async function freeName(
  tx: DatabaseTransaction,
  suggested: string,
): Promise<string> {
  const plain = plainName(suggested);
  const base = mixesScripts(plain) ? FALLBACK_NAME : plain;
  for (let number = 1; number <= MOST_TRIES; number += 1) {
    const name = number === 1 ? base : `${base}-${String(number)}`;
    try {
      return await claimUsername(tx, name);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }
  return claimUsername(tx, `${FALLBACK_NAME}-${uuidv7()}`);
}

/** A name in the spelling of local accounts, with room for a number. */
function plainName(text: string): string {
  const name = normaliseAccount(text)
    .replaceAll(/[^\p{L}\p{N}._@-]+/gu, '-')
    .replace(/^[^\p{L}\p{N}]+/u, '');
  return (
    name.slice(0, MOST_NAME_LENGTH).toWellFormed().replace('\ufffd', '') ||
    FALLBACK_NAME
  );
}

function displayName(text: string | null): string | null {
  const clean = (text ?? '')
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, ' ')
    .trim();
  return clean === '' ? null : [...clean].slice(0, 80).join('');
}
