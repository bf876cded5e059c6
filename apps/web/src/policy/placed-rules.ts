import {
  OPERATION_FACTS,
  OPERATION_IDS,
  type OperationId,
  type PolicyDocument,
  type PolicyRule,
} from '@keyward/contract';
import { say } from '@keyward/messages';

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
      place: say('policy.every-high-risk-operation'),
      note: say('policy.without-a-rule-of-its-own'),
      rule: policy.risk.high,
    },
    {
      key: 'risk standard',
      place: say('policy.every-other-operation'),
      note: say('policy.without-a-rule-of-its-own'),
      rule: policy.risk.standard,
    },
    ...operationsOf(policy).map(([id, rule]) => ({
      key: `operation ${id}`,
      place: OPERATION_FACTS[id].title,
      note:
        OPERATION_FACTS[id].risk === 'high' ? say('policy.high-risk') : null,
      rule,
    })),
    ...policy.targets.map(({ connectionId, operation, rule }) => ({
      key: `target ${connectionId} ${operation ?? ''}`,
      place: nameOf(connectionId),
      note:
        operation === null
          ? say('policy.every-operation-on-it')
          : OPERATION_FACTS[operation].title,
      rule,
    })),
  ];
}

function operationsOf(policy: PolicyDocument): [OperationId, PolicyRule][] {
  return OPERATION_IDS.flatMap((id) => {
    const rule = policy.operations[id];
    return rule === undefined ? [] : [[id, rule]];
  });
}
