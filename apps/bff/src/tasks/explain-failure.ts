import {
  type Explanation,
  explainUpstream,
  type FailureKind,
  type OperationId,
} from '@keyward/contract';
import { TaskFailure } from '@keyward/task-engine';
import type { UpstreamError } from '@keyward/vcenter-client';

const TRANSPORT: Record<
  Exclude<UpstreamError['kind'], 'refused' | 'unauthenticated'>,
  Explanation & { kind: FailureKind }
> = {
  unreachable: {
    kind: 'unreachable',
    code: 'upstream_unreachable',
    sentence: 'The target could not be reached.',
    nextStep: 'Check that it is up, then copy this into a new change.',
    field: 'connection',
  },
  timeout: {
    kind: 'unreachable',
    code: 'upstream_timeout',
    sentence: 'The target did not answer in time.',
    nextStep: 'Check the target’s load, then copy this into a new change.',
    field: 'connection',
  },
  tls: {
    kind: 'unreachable',
    code: 'upstream_tls',
    sentence: 'The target did not prove who it is, so nothing was sent.',
    nextStep:
      'Compare its certificate with the target’s own console before you trust it.',
    field: 'connection',
  },
  egress: {
    kind: 'unreachable',
    code: 'egress_denied',
    sentence: 'The address is outside what this console may reach.',
    nextStep: 'Ask whoever runs this console to allow it.',
    field: 'connection',
  },
  protocol: {
    kind: 'protocol',
    code: 'upstream_protocol_error',
    sentence: 'The target answered something that Keyward cannot read.',
    nextStep: 'Look at the target to see what it did.',
    field: 'connection',
  },
};

/** A failed upstream call as the end of a task, in plain words. The vendor's own text stays in `upstream`. */
export function failureOf(
  operation: OperationId,
  error: UpstreamError,
  kind: FailureKind = 'refused',
): TaskFailure {
  if (error.kind === 'refused' || error.kind === 'unauthenticated') {
    const { code, sentence, nextStep, field } = explainUpstream(
      operation,
      error.facts,
    );
    return new TaskFailure({
      kind,
      explanation: { code, sentence, nextStep, field },
      upstream: error.facts,
    });
  }
  const { kind: transportKind, ...explanation } = TRANSPORT[error.kind];
  return new TaskFailure({
    kind: transportKind,
    explanation,
    upstream: error.facts,
  });
}

/** Whether a failed call of the effect step proves that nothing happened (ERRORS.md, "what it proves"). */
export function provesNothingHappened(
  operation: OperationId,
  failure: TaskFailure,
): boolean {
  return (
    failure.upstream !== undefined &&
    explainUpstream(operation, failure.upstream).proof === 'nothing_happened'
  );
}
