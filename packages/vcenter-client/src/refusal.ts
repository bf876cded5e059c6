import type { UpstreamFacts } from '@keyward/contract';
import { UpstreamError, vapiRefusal } from '@keyward/upstream-http';
import type { UpstreamAnswer } from '@keyward/upstream-http';

/** The error for an HTTP answer of 400 and above. */
export function refusal(answer: UpstreamAnswer): UpstreamError {
  return vapiRefusal('vcenter', answer);
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
    facts: { system: 'vcenter', messages: [], ...facts },
  });
}
