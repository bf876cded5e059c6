import { z } from 'zod';

import { isImmediate } from './operations/operation-id.ts';
import { operationId } from './operations/read-operation-id.ts';
import { passkeyRule } from './passkey.ts';
import { id, timestamp } from './primitives.ts';
import { PERMISSIONS, role } from './roles.ts';

const WHOLE = 'Fill in a whole number.';
const NOT_NEGATIVE = 'Not less than 0.';
const count = z.number(WHOLE).int(WHOLE);

/** Who decides on a change, and in which time. */
export const policyRule = z.strictObject({
  /** How many different people must approve. 0 only where an operation runs at once. */
  approvals: count.min(0, NOT_NEGATIVE).max(5, 'At most 5 approvals.'),
  approverRoles: z
    .array(role)
    .min(1, 'Choose at least one role.')
    .refine(
      (roles) =>
        roles.every((each) => canDecide(each)) &&
        new Set(roles).size === roles.length,
      'Only roles that decide on changes, each once.',
    ),
  /** Minutes between the last approval and the earliest start; any security admin can cancel meanwhile. */
  coolOffMinutes: count.min(0, NOT_NEGATIVE).max(10_080, 'At most 7 days.'),
  /** Hours after submitting in which the approvals have to come together. */
  windowHours: count.min(1, 'At least 1 hour.').max(168, 'At most 7 days.'),
  /** Hours a change may live at most, from submitting to its start. */
  maxExpiryHours: count.min(1, 'At least 1 hour.').max(168, 'At most 7 days.'),
});
export type PolicyRule = z.infer<typeof policyRule>;

function canDecide(of: z.infer<typeof role>): boolean {
  return (PERMISSIONS[of] as readonly string[]).includes('changes:decide');
}

const targetRule = z.strictObject({
  connectionId: id,
  /** Null: every operation on this connection. */
  operation: operationId.nullable(),
  rule: policyRule,
});

/**
 * The whole policy. The most specific rule counts: connection and operation, then connection, then operation, then the
 * operation's risk.
 */
export const policyDocument = z
  .strictObject({
    v: z.literal(2),
    passkey: passkeyRule,
    risk: z.strictObject({ high: policyRule, standard: policyRule }),
    operations: z.partialRecord(operationId, policyRule),
    targets: z.array(targetRule).max(200),
    /** `late`: private keys are never kept while approval waits. Absent: as the requester chooses. */
    privateKeys: z.enum(['either', 'late']).optional(),
  })
  .superRefine((document, context) => {
    for (const [path, operation, rule] of rulesOf(document)) {
      if (rule.approvals > 0) continue;
      if (operation !== null && isImmediate(operation)) continue;
      context.addIssue({
        code: 'custom',
        path: [...path, 'approvals'],
        message: 'At least one other person must approve.',
      });
    }
  });
export type PolicyDocument = z.infer<typeof policyDocument>;

type PlacedRule = [
  path: (string | number)[],
  operation: z.infer<typeof operationId> | null,
  rule: PolicyRule,
];

function rulesOf(document: {
  risk: Record<'high' | 'standard', PolicyRule>;
  operations: Partial<Record<z.infer<typeof operationId>, PolicyRule>>;
  targets: z.infer<typeof targetRule>[];
}): PlacedRule[] {
  return [
    [['risk', 'high'], null, document.risk.high],
    [['risk', 'standard'], null, document.risk.standard],
    ...Object.entries(document.operations).map(
      ([operation, rule]): PlacedRule => [
        ['operations', operation],
        operationId.parse(operation),
        rule,
      ],
    ),
    ...document.targets.map((target, index): PlacedRule => [
      ['targets', index, 'rule'],
      target.operation,
      target.rule,
    ]),
  ];
}

/** The policy in force. */
export const policyInForce = z.object({
  version: z.number().int(),
  inForceFrom: timestamp,
  /** The change that brought it; null for the first version. */
  changeId: id.nullable(),
  document: policyDocument,
  /** True until two people could decide on each other's changes: until then roles and policy change at once. */
  setUp: z.boolean(),
});
export type PolicyInForce = z.infer<typeof policyInForce>;
