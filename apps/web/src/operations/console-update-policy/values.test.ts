import { describe, expect, it } from 'vitest';

import { aPolicy } from '../../testing/policy-fixtures.ts';
import { policyInput, policyValues } from './values.ts';

const { document } = aPolicy();

describe('the rule about private keys in the form of the policy', () => {
  it('stays what it is while another rule is edited', () => {
    const values = policyValues({ ...document, privateKeys: 'late' });
    const edited = { ...values, high: { ...values.high, approvals: '2' } };
    expect(policyInput(edited)).toMatchObject({
      privateKeys: 'late',
      risk: { high: { approvals: 2 } },
    });
  });

  it('is left out where the requester chooses, as a policy that never had it', () => {
    expect(policyInput(policyValues(document))).not.toHaveProperty(
      'privateKeys',
    );
    const either = policyValues({ ...document, privateKeys: 'either' });
    expect(policyInput(either)).toEqual(policyInput(policyValues(document)));
  });
});
