import { OPERATIONS, type OperationId, type StepKey } from '@keyward/contract';

import { anyOperation } from '../operations/registry.ts';

const TITLES: Record<StepKey, string> = {
  check: 'Check that nothing has moved',
  apply: 'Send the change to the target',
  await_upstream: 'Wait for the target to finish',
  verify: 'Read the result back',
};

export function stepTitle(key: StepKey): string {
  return TITLES[key];
}

/** The keyed steps of an operation's task, in order. What runs at once was checked in the transaction that began it. */
export function stepsOf(
  operation: OperationId,
): { key: StepKey; title: string }[] {
  const isApproved = OPERATIONS[operation].execution === 'approved';
  const keys: StepKey[] = [
    ...(isApproved ? (['check'] as const) : []),
    'apply',
    ...(anyOperation(operation).followsUpstreamTask
      ? (['await_upstream'] as const)
      : []),
    'verify',
  ];
  return keys.map((key) => ({ key, title: TITLES[key] }));
}
