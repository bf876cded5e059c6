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

describe('a refusal that only another call documents', () => {
  const explained = (httpStatus: number) =>
    explainUpstream('ontap.add-key-servers', {
      ...facts,
      httpStatus,
      system: 'ontap',
      code: '65536894',
    });

  it('has the words of that call', () => {
    expect(explained(400).sentence).toContain('MetroCluster');
    expect(explained(400).nextStep).toContain('partner cluster');
  });

  it('proves no more than its status does', () => {
    expect(explained(400).proof).toBe('nothing_happened');
    expect(explained(500).proof).toBe('look');
  });

  it('points at no field of another operation', () => {
    const ofConsole = explainUpstream('console.update-connection', {
      ...facts,
      system: 'ontap',
      code: '65536821',
    });
    expect(ofConsole.sentence).toContain('not installed');
    expect(ofConsole.field).toBeNull();
  });
});
