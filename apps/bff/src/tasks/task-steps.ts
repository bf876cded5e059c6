import {
  isConsoleOperation,
  OPERATIONS,
  type OperationId,
  type StepKey,
} from '@keyward/contract';

import { anyOperation } from '../operations/registry.ts';

const ON_TARGET: Record<StepKey, string> = {
  check: 'Check that nothing has moved',
  apply: 'Send the change to the target',
  await_upstream: 'Wait for the target to finish',
  verify: 'Read the result back',
};

const ON_CONSOLE: Record<StepKey, string> = {
  ...ON_TARGET,
  apply: 'Store the change',
};

export function stepTitle(key: StepKey, operation: OperationId): string {
  return (isConsoleOperation(operation) ? ON_CONSOLE : ON_TARGET)[key];
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
  return keys.map((key) => ({ key, title: stepTitle(key, operation) }));
}
