import type { PasskeyAssertion } from '@keyward/contract';
import { say } from '@keyward/messages';

import { ApiProblem } from '../api/api-problem.ts';
import { callRoute } from '../api/call-route.ts';
import { challengeOf } from './approval-challenge.ts';
import { signWithPasskey } from './ask-passkey.ts';

/** `/api/changes/:id/approve/options`, as the refusal of an approval names it. */
const OPTIONS_URL = /^\/api\/changes\/([^/?#]+)\/approve\/options$/;

function wrongChallenge(detail: string): ApiProblem {
  return new ApiProblem({
    code: 'challenge_mismatch',
    title: say('step-up.nothing-was-signed'),
    status: 0,
    detail,
    nextStep: say('step-up.do-not-approve-here-tell-the-people'),
    requestId: '',
  });
}

/** The address of the options for approving a change. */
export function approvalOptionsUrl(changeId: string): string {
  return `/api/changes/${encodeURIComponent(changeId)}/approve/options`;
}

/**
 * Has a person sign one change with a passkey. What is signed is computed here, in the browser, from the digest that
 * the page shows; a console that asks for a signature over anything else gets none.
 * @param optionsUrl `/api/changes/:id/approve/options`.
 * @param digest of the change as the person sees it.
 * @throws ApiProblem `challenge_mismatch`, `passkey_unused`, or the console's refusal.
 */
export async function signApproval(
  optionsUrl: string,
  digest: string,
  approverId: string,
): Promise<PasskeyAssertion> {
  const changeId = OPTIONS_URL.exec(optionsUrl)?.[1];
  if (changeId === undefined) {
    throw wrongChallenge(say('step-up.the-console-named-no-change-to-sign'));
  }
  const id = decodeURIComponent(changeId);
  const options = await callRoute('approvalOptions', {
    params: { id },
    body: { digest },
  });
  const expected = await challengeOf({
    t: 'approve.v1',
    changeId: id,
    digest,
    approverId,
    nonce: options.nonce,
  });
  if (options.challenge !== expected) {
    throw wrongChallenge(say('step-up.the-console-asked-for-a-signature-over'));
  }
  return signWithPasskey(options);
}
