import { describe, expect, it } from 'vitest';

import { sameAsChange } from './of-change.ts';
import { exampleOf } from './sources.testing.ts';

const { request, target } = exampleOf('ontap.add-key-servers');
const plan = { before: {}, after: {}, sentences: [], differences: [], request };
const frozenTarget = {
  type: 'connection' as const,
  connectionId: '0',
  account: 'keyward',
  ...target,
};

describe('a change for other tools', () => {
  it('names the SVM that was observed', () => {
    const texts = (before: { svm: string | null }): string | undefined =>
      sameAsChange({
        operation: 'ontap.add-key-servers',
        plan: { ...plan, before },
        frozenTarget,
      })[1]?.text;
    expect(texts({ svm: 'svm-7' })).toContain('-vserver svm-7 ');
    expect(texts({ svm: null })).toContain('-vserver <cluster> ');
  });

  it('goes to the address that was approved', () => {
    const [curl] = sameAsChange({
      operation: 'ontap.add-key-servers',
      plan,
      frozenTarget: { ...frozenTarget, host: '2001:db8::5', port: 8443 },
    });
    expect(curl?.text).toContain("'https://[2001:db8::5]:8443/api/security/");
    expect(curl?.text).toContain('--globoff');
  });

  it('is no other tool’s when it is about the console', () => {
    expect(
      sameAsChange({
        operation: 'console.update-policy',
        plan,
        frozenTarget: { type: 'console' },
      }),
    ).toEqual([]);
  });
});
