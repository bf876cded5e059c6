import {
  operationContract,
  operationId,
  type OperationId,
  type PolicyDocument,
  type PolicyRule,
} from '@keyward/contract';

/** A rule with the words for where it counts. */
export interface PlacedRule {
  /** Tells two rules of one policy apart. */
  key: string;
  place: string;
  /** What the place is, when its name does not say it. */
  note: string | null;
  rule: PolicyRule;
}

/** Every rule of a policy, from the general to the special. `nameOf` gives a connection's name. */
export function placedRules(
  policy: PolicyDocument,
  nameOf: (connectionId: string) => string,
): PlacedRule[] {
  return [
    {
      key: 'risk high',
      place: 'Every high-risk operation',
      note: 'without a rule of its own',
      rule: policy.risk.high,
    },
    {
      key: 'risk standard',
      place: 'Every other operation',
      note: 'without a rule of its own',
      rule: policy.risk.standard,
    },
    ...operationsOf(policy).map(([id, rule]) => ({
      key: `operation ${id}`,
      place: operationContract(id).title,
      note: operationContract(id).risk === 'high' ? 'high risk' : null,
      rule,
    })),
    ...policy.targets.map(({ connectionId, operation, rule }) => ({
      key: `target ${connectionId} ${operation ?? ''}`,
      place: nameOf(connectionId),
      note:
        operation === null
          ? 'every operation on it'
          : operationContract(operation).title,
      rule,
    })),
  ];
}

function operationsOf(policy: PolicyDocument): [OperationId, PolicyRule][] {
  return operationId.options.flatMap((id) => {
    const rule = policy.operations[id];
    return rule === undefined ? [] : [[id, rule]];
  });
}
