import type { Journal } from '@keyward/database';

import type { Origin } from '../http/handler.ts';
import type { ProvedIdentity } from './identity-claims.ts';
import type { NoSession } from './outcome.ts';

/** Audits that somebody who is known here was not let in. Strangers are logged only: they could fill the chain. */
export function noteRefused(
  journal: Journal,
  personId: string,
  { iss, sub }: Pick<ProvedIdentity, 'iss' | 'sub'>,
  origin: Origin,
  because: NoSession,
): void {
  journal.audit({
    code: 'session.refused',
    actor: { iss, sub, sidHash: '' },
    personId,
    ip: origin.ip,
    action: 'sign in with the organisation',
    object: personId,
    outcome: 'denied',
    changeHash: null,
    reqId: origin.requestId,
    detail: because,
  });
}
