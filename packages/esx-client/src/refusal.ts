import { UpstreamError, vapiRefusal } from '@keyward/upstream-http';
import type { UpstreamAnswer } from '@keyward/upstream-http';

/** The error for an HTTP answer of 400 and above. */
export function refusal(answer: UpstreamAnswer): UpstreamError {
  return vapiRefusal('esx', answer);
}

/** The error for an answer that is not what the vendor documents; the body itself is never quoted. */
export function unexpectedAnswer(what: string): UpstreamError {
  return new UpstreamError({
    kind: 'protocol',
    delivery: 'answered',
    message: `The host answered something else than ${what}.`,
    facts: { system: 'esx', messages: [] },
  });
}
