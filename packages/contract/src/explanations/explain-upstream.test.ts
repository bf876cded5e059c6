import { describe, expect, it } from 'vitest';

import { explainUpstream } from './index.ts';

const facts = { messages: [], httpStatus: 400 };

describe('a refusal that no vendor documents', () => {
  it.each(['99999999', 'unspecified'])('keeps its code: %s', (code) => {
    const explained = explainUpstream('ontap.add-key-servers', {
      ...facts,
      system: 'ontap',
      code,
    });
    expect(explained.code).toBe(code);
  });

  it.each([
    '{"server":"kms-1.corp.example"}',
    'kms-1.corp.example',
    '1'.repeat(21),
    '__proto__',
    'constructor',
    'toString',
  ])('never repeats text in place of a code: %s', (text) => {
    const ontap = explainUpstream('ontap.add-key-servers', {
      ...facts,
      system: 'ontap',
      code: text,
    });
    const vcenter = explainUpstream('vcenter.configure-cluster-kms-service', {
      ...facts,
      system: 'vcenter',
      errorType: text,
    });
    expect(ontap.code).toBe('undocumented');
    expect(ontap.sentence).toContain('does not know');
    expect(vcenter.sentence).toContain('does not know');
    expect(vcenter.code).not.toMatch(/[^A-Za-z_]/);
  });
});
