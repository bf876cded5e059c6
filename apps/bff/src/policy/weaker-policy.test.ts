import type { PolicyDocument, PolicyRule } from '@keyward/contract';
import { describe, expect, it } from 'vitest';

import { defaultPolicy } from './policy-document.ts';
import { whatIsWeaker } from './weaker-policy.ts';

const BASE = defaultPolicy('preferred');
const TWO: PolicyRule = { ...BASE.risk.high, approvals: 2, coolOffMinutes: 30 };
const ONE = BASE.risk.high;
const ON = '01990000-0000-7000-8000-000000000001';
const OPERATION = 'esx.create-native-provider';
const STRICT: PolicyDocument = { ...BASE, risk: { high: TWO, standard: TWO } };

function weaker(before: PolicyDocument, after: PolicyDocument): string[] {
  return whatIsWeaker(before, after, () => 'vc-ta');
}

describe('what a policy asks less for', () => {
  it('is nothing when nothing changes, or everything gets stricter', () => {
    expect(weaker(BASE, BASE)).toEqual([]);
    expect(weaker(BASE, STRICT)).toEqual([]);
    expect(weaker(BASE, { ...BASE, passkey: 'required' })).toEqual([]);
  });

  it('is said of every change when the rules for both risks are lowered', () => {
    expect(weaker(STRICT, BASE)).toEqual([
      'Every change: fewer approvals.',
      'Every change: a shorter cool-off.',
    ]);
  });

  it('is seen in a new rule for one operation', () => {
    const after = { ...STRICT, operations: { [OPERATION]: ONE } };
    expect(weaker(STRICT, after)).toEqual([
      'Create a native key provider on an ESX host: fewer approvals.',
      'Create a native key provider on an ESX host: a shorter cool-off.',
    ]);
  });

  it('is seen in a new rule for a connection, and in a strict one taken away', () => {
    const target = { connectionId: ON, operation: null };
    const lowered = { ...STRICT, targets: [{ ...target, rule: ONE }] };
    expect(weaker(STRICT, lowered)).toContain(
      'Every change on vc-ta: fewer approvals.',
    );
    const strictThere = { ...BASE, targets: [{ ...target, rule: TWO }] };
    expect(weaker(strictThere, BASE)).toContain(
      'Every change on vc-ta: fewer approvals.',
    );
  });

  it('is seen in a rule for where one connection leads', () => {
    const rule = {
      connectionId: ON,
      operation: 'console.update-connection' as const,
      rule: ONE,
    };
    expect(weaker(STRICT, { ...STRICT, targets: [rule] })).toEqual([
      'Change a connection’s address or trust on vc-ta: fewer approvals.',
      'Change a connection’s address or trust on vc-ta: a shorter cool-off.',
    ]);
  });

  it('is said once, not again for each connection', () => {
    const target = { connectionId: ON, operation: null };
    const before = { ...STRICT, targets: [{ ...target, rule: TWO }] };
    const after = { ...BASE, targets: [{ ...target, rule: ONE }] };
    expect(weaker(before, after)).toHaveLength(2);
  });

  it('is seen in more roles that may approve, and in passkeys that are no longer required', () => {
    const more: PolicyRule = {
      ...ONE,
      approverRoles: ['reviewer', 'security_admin'],
    };
    expect(
      weaker(
        { ...BASE, passkey: 'required' },
        { ...BASE, risk: { high: more, standard: more } },
      ),
    ).toEqual([
      'Passkeys are no longer required.',
      'Every change: more roles may approve.',
    ]);
  });

  it('is seen in private keys that may be kept again, and not in keys that may be no longer', () => {
    const late = { ...BASE, privateKeys: 'late' } as const;
    const words = ['Private keys may be kept again while approval waits.'];
    expect(weaker(late, { ...BASE, privateKeys: 'either' })).toEqual(words);
    expect(weaker(late, BASE)).toEqual(words);
    expect(weaker(BASE, late)).toEqual([]);
    expect(weaker({ ...BASE, privateKeys: 'either' }, BASE)).toEqual([]);
  });
});
