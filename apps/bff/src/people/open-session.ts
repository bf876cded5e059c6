import type { ProofMethod } from '@keyward/contract';
import type { Database, Journal } from '@keyward/database';

import type { Origin } from '../http/handler.ts';
import type { Caller } from './caller.ts';
import { endSessionOfToken } from './end-sessions.ts';
import { findCaller, startSession } from './sessions.ts';
import { endSetUpWhenReady } from './set-up.ts';

/** The browser that is about to be signed in. */
export interface Browser {
  device: string;
  /** Token of the cookie it sent along; that session ends. */
  previousToken: string | null;
}

export interface SignedIn {
  token: string;
  caller: Caller;
}

/**
 * Opens a session for somebody who has just proved who they are: a fresh token, the browser's old session ended, the
 * sign-in audited, and the set-up ended where this completes it.
 *
 * @returns the token, which is stored nowhere
 */
export async function openSession(
  journal: Journal,
  who: {
    personId: string;
    identity: { id: string; iss: string; sub: string };
    proof: ProofMethod;
    /** When that was, if not just now. */
    provedAt?: Date;
  },
  origin: Origin,
  browser: Browser,
): Promise<string> {
  const { personId, identity, proof, provedAt } = who;
  await endSessionOfToken(journal.tx, browser.previousToken);
  const { token, sid } = await startSession(journal.tx, {
    personId,
    identityId: identity.id,
    proof,
    ...(provedAt === undefined ? {} : { provedAt }),
    ip: origin.ip,
    device: browser.device,
  });
  journal.audit({
    code: 'session.started',
    actor: { iss: identity.iss, sub: identity.sub, sidHash: '' },
    personId,
    ip: origin.ip,
    action: 'sign in',
    object: sid,
    outcome: 'success',
    changeHash: null,
    reqId: origin.requestId,
    detail: proof,
  });
  await endSetUpWhenReady(journal);
  return token;
}

/** Whose session it is that was just opened or given a new token. */
export async function signedInWith(
  db: Database,
  token: string,
): Promise<SignedIn> {
  const caller = await findCaller(db, token);
  if (caller === null) {
    throw new Error('A session that was just opened cannot be found.');
  }
  return { token, caller };
}
