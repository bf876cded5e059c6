import type { PolicyInForce, PolicyRule } from '@keyward/contract';

const AT = '2026-11-21T08:00:00.000Z';

export const RULE: PolicyRule = {
  approvals: 1,
  approverRoles: ['reviewer'],
  coolOffMinutes: 0,
  windowHours: 168,
  maxExpiryHours: 168,
};

/** The policy as an installation starts with it, after its set-up. */
export function aPolicy(over: Partial<PolicyInForce> = {}): PolicyInForce {
  return {
    version: 1,
    inForceFrom: AT,
    changeId: null,
    document: {
      v: 2,
      passkey: 'preferred',
      risk: { high: RULE, standard: RULE },
      operations: {
        'ontap.add-key-servers': RULE,
        'console.update-policy': RULE,
      },
      targets: [],
    },
    setUp: false,
    ...over,
  };
}
