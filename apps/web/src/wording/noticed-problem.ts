import type { UpstreamFacts } from '@keyward/contract';
import { say } from '@keyward/messages';
import type { NoticedProblem } from '@keyward/ui';

import type { AnyProblem } from '../api/api-problem.ts';

/** What a vendor said, headline first, and the facts a ticket wants. */
export function upstreamWords(upstream: UpstreamFacts | null | undefined): {
  text: string[];
  facts: (string | undefined)[];
} {
  if (upstream === null || upstream === undefined) {
    return { text: [], facts: [] };
  }
  return {
    text: [
      ...upstream.messages.map((message) => message.text),
      ...(upstream.arguments ?? []).map(
        (each) => `${each.code}: ${each.message}`,
      ),
      ...(upstream.challenge === undefined
        ? []
        : [say('wording.challenge', { challenge: upstream.challenge })]),
    ],
    facts: [
      codeWords(upstream.errorType ?? upstream.code),
      upstream.httpStatus === undefined
        ? undefined
        : say('wording.target-answered-http', {
            httpStatus: upstream.httpStatus,
          }),
      upstream.upstreamTaskId === undefined
        ? undefined
        : say('wording.upstream-task', {
            upstreamTaskId: upstream.upstreamTaskId,
          }),
    ],
  };
}

function codeWords(code: string | undefined): string | undefined {
  return code === undefined ? undefined : say('wording.code', { code });
}

/** A refusal of our own interface as a page shows it. */
export function noticedProblem(problem: AnyProblem): NoticedProblem {
  const vendor = upstreamWords(problem.upstream);
  return {
    sentence: problem.detail ?? problem.title,
    nextStep: problem.nextStep,
    vendorText: vendor.text,
    facts: [
      codeWords(problem.code),
      problem.status === 0 ? undefined : `HTTP ${String(problem.status)}`,
      ...vendor.facts,
      problem.requestId === ''
        ? undefined
        : say('wording.request', { requestId: problem.requestId }),
    ],
  };
}
