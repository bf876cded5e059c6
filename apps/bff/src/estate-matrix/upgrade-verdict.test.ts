import type { TrustAuthorityUse } from '@keyward/contract';
import { describe, expect, it } from 'vitest';

import { judgeUpgrade } from './upgrade-verdict.ts';

const NOTHING: TrustAuthorityUse = {
  trustedClusters: 0,
  keyProviderServices: 0,
  trustAuthorityClusters: 0,
  keyProviders: 0,
};
const vcenter = (version: string | null, uses: TrustAuthorityUse | null) =>
  judgeUpgrade({ kind: 'vcenter', version, uses });

describe('the way to vSphere 9', () => {
  it('is blocked by anything of Trust Authority that is in use, and says how much', () => {
    const uses = { ...NOTHING, trustedClusters: 2, keyProviders: 1 };
    const { verdict, because } = vcenter('8.0.3.0', uses);
    expect(verdict).toBe('blocks_upgrade');
    expect(because).toContain('2 trusted clusters, 1 trusted key provider.');
  });

  it.each(Object.keys(NOTHING))('is blocked by one of %s alone', (part) => {
    const uses = { ...NOTHING, [part]: 1 };
    expect(vcenter('8.0.3.0', uses).verdict).toBe('blocks_upgrade');
  });

  it('is free only when all of it was read', () => {
    expect(vcenter('8.0.3.0', NOTHING).verdict).toBe('ready');
    for (const part of Object.keys(NOTHING)) {
      const uses = { ...NOTHING, [part]: null };
      expect(vcenter('8.0.3.0', uses).verdict).toBe('unknown');
    }
    expect(vcenter('6.7.0.0', null).verdict).toBe('ready');
  });

  it('is blocked by what is known even when not all of it was read', () => {
    const uses = { ...NOTHING, trustedClusters: null, keyProviders: 3 };
    expect(vcenter('7.0.3.0', uses).verdict).toBe('blocks_upgrade');
  });

  it('is unknown without a version, and past from 9 on', () => {
    expect(vcenter(null, NOTHING).verdict).toBe('unknown');
    expect(vcenter('9.0.0.0', null).verdict).toBe('already_9');
    expect(vcenter('10.0', null).verdict).toBe('already_9');
  });

  it('is no matter of hosts and arrays', () => {
    for (const kind of ['esx', 'ontap'] as const) {
      const facts = { kind, version: '9.16.1', uses: null };
      expect(judgeUpgrade(facts).verdict).toBe('not_applicable');
    }
  });
});
