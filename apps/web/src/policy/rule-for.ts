import {
  OPERATION_FACTS,
  type OperationId,
  type PolicyDocument,
  type PolicyRule,
} from '@keyward/contract';

/** The rule that counts for an operation, on one connection or without one: the most specific there is. */
export function ruleFor(
  policy: PolicyDocument,
  operation: OperationId,
  connectionId: string | null = null,
): PolicyRule {
  const here = policy.targets.filter(
    (each) => each.connectionId === connectionId,
  );
  return (
    here.find((each) => each.operation === operation)?.rule ??
    here.find((each) => each.operation === null)?.rule ??
    policy.operations[operation] ??
    policy.risk[OPERATION_FACTS[operation].risk]
  );
}
