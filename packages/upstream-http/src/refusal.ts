import type { UpstreamFacts } from '@keyward/contract';

import { ontapFacts } from './ontap-facts.ts';
import { retryAfterMs } from './retry-after.ts';
import { UpstreamError } from './upstream-error.ts';
import { vapiFacts } from './vapi-facts.ts';
import type { AnswerLike } from './vapi-facts.ts';

/** The error of a vCenter or ESX answer with status 400 or above. */
export function vapiRefusal(
  system: 'vcenter' | 'esx',
  answer: AnswerLike,
): UpstreamError {
  return refusal(vapiFacts(system, answer), answer);
}

/** The error of an ONTAP answer with status 400 or above, or of a failed job. */
export function ontapRefusal(answer: AnswerLike): UpstreamError {
  return refusal(ontapFacts(answer), answer);
}

function refusal(facts: UpstreamFacts, answer: AnswerLike): UpstreamError {
  const isUnauthenticated =
    facts.httpStatus === 401 || facts.errorType === 'UNAUTHENTICATED';
  return new UpstreamError({
    kind: isUnauthenticated ? 'unauthenticated' : 'refused',
    delivery: 'answered',
    facts,
    retryAfterMs: retryAfterMs(answer.status, answer.headers),
    message: isUnauthenticated
      ? "The target did not accept Keyward's account."
      : 'The target refused the request.',
  });
}
