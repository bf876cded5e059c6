import { UpstreamError, vapiFacts } from '@keyward/upstream-http';
import type { UpstreamAnswer, UpstreamFacts } from '@keyward/upstream-http';

/** The error for an HTTP answer of 400 and above. */
export function refusal(answer: UpstreamAnswer): UpstreamError {
  const unauthenticated = answer.status === 401;
  return new UpstreamError({
    kind: unauthenticated ? 'unauthenticated' : 'refused',
    delivery: 'answered',
    facts: vapiFacts('vcenter', answer),
    message: unauthenticated
      ? 'vCenter did not accept the sign-in.'
      : `vCenter refused the request with status ${String(answer.status)}.`,
  });
}

/** The error for an answer that is not what the vendor documents; the body itself is never quoted. */
export function unexpectedAnswer(what: string): UpstreamError {
  return failure('protocol', `vCenter answered something else than ${what}.`);
}

/** A failure whose sentence is ours. */
export function failure(
  kind: 'protocol' | 'timeout',
  message: string,
  facts: Partial<UpstreamFacts> = {},
): UpstreamError {
  return new UpstreamError({
    kind,
    delivery: 'answered',
    message,
    facts: {
      system: 'vcenter',
      messages: [{ text: message, args: [] }],
      ...facts,
    },
  });
}

/** The same failure, known not to have carried the request itself: it happened while signing in. */
export function beforeTheRequest(error: unknown): unknown {
  if (!(error instanceof UpstreamError) || error.delivery === 'not_sent')
    return error;
  const { kind, facts, message, tlsReason } = error;
  return new UpstreamError({
    kind,
    delivery: 'not_sent',
    facts,
    message,
    tlsReason,
  });
}
