import { policyDocument } from '@keyward/contract';
import { describe, expect, it } from 'vitest';

import { defaultPolicy, fromFirstForm, ruleFor } from './policy-document.ts';

describe('a policy document of the first form', () => {
  const stored = {
    'ontap.add-key-servers': { approvals: 2, approverRoles: ['reviewer'] },
  };

  it('keeps what it asked for, and gets the passkey rule of the mode', () => {
    const read = policyDocument.parse(fromFirstForm(stored, 'required'));
    expect(read.passkey).toBe('required');
    expect(ruleFor(read, 'ontap.add-key-servers', [])).toMatchObject({
      approvals: 2,
      approverRoles: ['reviewer'],
    });
  });

  it('is told from today’s, also after a round through the database', () => {
    const today = defaultPolicy('preferred');
    expect(fromFirstForm(today, 'required')).toBeNull();
    expect(
      fromFirstForm(JSON.parse(JSON.stringify(today)), 'required'),
    ).toBeNull();
  });
});
