import {
  OPERATION_IDS,
  OPERATIONS,
  operationContract,
  type Json,
  type OperationId,
  type PasskeyRule,
  type PolicyDocument,
  type PolicyRule,
  type Role,
} from '@keyward/contract';
import { say } from '@keyward/messages';

import { numberOf } from '../../form/number-field.tsx';

/** One rule as it is edited: numbers are text until they are sent. */
export interface RuleValues {
  approvals: string;
  windowHours: string;
  coolOffMinutes: string;
  maxExpiryHours: string;
  approverRoles: Role[];
}

export interface PolicyValues {
  passkey: PasskeyRule;
  privateKeys: NonNullable<PolicyDocument['privateKeys']>;
  high: RuleValues;
  standard: RuleValues;
  /** Every operation there is, in the order of the contract. */
  operations: { operation: OperationId; hasOwn: boolean; rule: RuleValues }[];
  /** An empty operation stands for every operation on the connection. */
  targets: { connectionId: string; operation: string; rule: RuleValues }[];
}

function ruleValues(rule: PolicyRule): RuleValues {
  return {
    approvals: String(rule.approvals),
    windowHours: String(rule.windowHours),
    coolOffMinutes: String(rule.coolOffMinutes),
    maxExpiryHours: String(rule.maxExpiryHours),
    approverRoles: rule.approverRoles,
  };
}

function numberIn(text: string): number {
  return numberOf(text) ?? Number.NaN;
}

export function ruleInput(values: RuleValues): PolicyRule {
  return {
    approvals: numberIn(values.approvals),
    approverRoles: values.approverRoles,
    coolOffMinutes: numberIn(values.coolOffMinutes),
    windowHours: numberIn(values.windowHours),
    maxExpiryHours: numberIn(values.maxExpiryHours),
  };
}

/** The form's values for a policy. */
export function policyValues(policy: PolicyDocument): PolicyValues {
  return {
    passkey: policy.passkey,
    privateKeys: policy.privateKeys ?? 'either',
    high: ruleValues(policy.risk.high),
    standard: ruleValues(policy.risk.standard),
    operations: OPERATION_IDS.map((operation) => {
      const own = policy.operations[operation];
      return {
        operation,
        hasOwn: own !== undefined,
        rule: ruleValues(own ?? policy.risk[operationContract(operation).risk]),
      };
    }),
    targets: policy.targets.map(({ connectionId, operation, rule }) => ({
      connectionId,
      operation: operation ?? '',
      rule: ruleValues(rule),
    })),
  };
}

/** The policy that the values stand for; not validated yet. */
export function policyInput(values: PolicyValues) {
  return {
    v: 2,
    passkey: values.passkey,
    // What a policy leaves out is left to the requester.
    ...(values.privateKeys === 'late' ? { privateKeys: 'late' } : {}),
    risk: {
      high: ruleInput(values.high),
      standard: ruleInput(values.standard),
    },
    operations: Object.fromEntries(
      values.operations
        .filter((each) => each.hasOwn)
        .map(({ operation, rule }) => [operation, ruleInput(rule)]),
    ),
    targets: values.targets.map(({ connectionId, operation, rule }) => ({
      connectionId,
      operation: operation === '' ? null : operation,
      rule: ruleInput(rule),
    })),
  };
}

/** The policy of a change that is copied, or null. */
export function copiedPolicy(copied: Json | null): PolicyDocument | null {
  const read = OPERATIONS['console.update-policy'].frozen.safeParse(copied);
  return read.success ? read.data.policy : null;
}

/** `/policy/operations/ontap.add-key-servers/approvals` is the field `operations.4.rule.approvals`. */
function fieldOf(pointer: string): string | null {
  const [, root, part, place, ...rest] = pointer.split('/');
  if (root !== 'policy') return null;
  if (part === 'risk' && (place === 'high' || place === 'standard')) {
    return [place, ...rest].join('.');
  }
  if (part === 'operations') {
    const index = OPERATION_IDS.findIndex((id) => id === place);
    return index < 0 ? null : ['operations', index, 'rule', ...rest].join('.');
  }
  if (part === 'targets' && place !== undefined) {
    return ['targets', place, ...rest].join('.');
  }
  return part === 'passkey' || part === 'privateKeys' ? part : null;
}

const COLUMN_NAMES: Readonly<Record<string, string>> = {
  approvals: say('console-update-policy.approvals-inline'),
  windowHours: say('console-update-policy.decided-within'),
  coolOffMinutes: say('console-update-policy.cool-off'),
  maxExpiryHours: say('console-update-policy.longest-life'),
  connectionId: say('console-update-policy.connection-inline'),
  operation: say('console-update-policy.operation-inline'),
};

function nameOf(path: string): string {
  const parts = path.split('.');
  const column = COLUMN_NAMES[parts.at(-1) ?? ''] ?? 'rule';
  const [first, index] = parts;
  if (first === 'high') {
    return say('console-update-policy.high-risk-column', { column });
  }
  if (first === 'standard') {
    return say('console-update-policy.standard-risk', { column });
  }
  if (first === 'targets') {
    return say('console-update-policy.target-rule', {
      count: Number(index) + 1,
      column,
    });
  }
  const operation = OPERATION_IDS[Number(index)];
  return first === 'operations' && operation !== undefined
    ? `${operationContract(operation).title}, ${column}`
    : say('console-update-policy.policy');
}

export const policyShape = {
  operation: 'console.update-policy',
  toInput: (values: PolicyValues): Json => ({ policy: policyInput(values) }),
  fieldOf,
  nameOf,
} as const;
