import type { ErrorCode } from '@keyward/contract';

import { admittedOf } from '../http/dispatcher.ts';
import { Refusal } from '../http/refusal.ts';
import type { ProblemSender } from '../http/send-problem.ts';
import type { DenialNotes } from './denials.ts';

const WANT_OF_PROOF = new Set<ErrorCode>([
  'step_up_required',
  'passkey_required',
]);

/**
 * Sends refusals, and notes those that were for want of proof, whichever route they come from: a stolen cookie tries
 * exactly this.
 */
export function notingWantOfProof(
  send: ProblemSender,
  denials: Pick<DenialNotes, 'note'>,
): ProblemSender {
  return (request, response, error, requestId) => {
    if (error instanceof Refusal && isNoted(error)) {
      const { name: route, caller, ip } = admittedOf(request);
      denials.note({
        caller,
        origin: { requestId, ip },
        code: error.code,
        route,
        about: error.denial,
      });
    }
    send(request, response, error, requestId);
  };
}

function isNoted(refusal: Refusal): boolean {
  return WANT_OF_PROOF.has(refusal.code) || refusal.denial !== undefined;
}
