import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startTestEstate } from '../estate/start-test-estate.ts';
import type { TestEstate } from '../estate/start-test-estate.ts';
import { connectVcenter, failureOf } from './connect-vcenter.ts';

describe('probing a vCenter', () => {
  let estate: TestEstate;

  beforeAll(async () => {
    estate = await startTestEstate({ only: ['vc-ta', 'vc-work', 'vc-91'] });
  });
  afterAll(() => estate.stop());

  const probe = async (name: string) => {
    const client = connectVcenter(estate.entry(name));
    try {
      return await client.probe();
    } finally {
      await client.close();
    }
  };

  it('tells the three releases and roles apart', async () => {
    expect(await probe('vc-ta')).toMatchObject({
      version: '8.0.3.0',
      capabilities: [
        'trusted-clusters',
        'key-provider-services',
        'trust-authority',
      ],
    });
    expect(await probe('vc-work')).toMatchObject({
      version: '8.0.3.0',
      capabilities: ['trusted-clusters', 'key-provider-services'],
    });
    expect(await probe('vc-91')).toMatchObject({
      version: '9.1.0.0',
      capabilities: ['registered-tokens'],
    });
  });

  it('falls back to the appliance version when hello is refused', async () => {
    await estate
      .control('vc-work')
      .fault('status:404', { path: '/api/vcenter/system' });
    expect(await probe('vc-work')).toMatchObject({
      version: '8.0.3.00400',
      capabilities: ['trusted-clusters', 'key-provider-services'],
      facts: { apiRelease: null },
    });
  });

  it('asks the services themselves when no version can be read', async () => {
    for (const [name, path, capabilities] of [
      ['vc-work', '/api/', ['trusted-clusters', 'key-provider-services']],
      ['vc-91', '/api/', []],
    ] as const) {
      await estate
        .control(name)
        .fault('status:404', { path: `${path}vcenter/system` });
      await estate
        .control(name)
        .fault('status:503', { path: `${path}appliance` });
      const found = await probe(name);
      expect(found).toMatchObject({ version: null, capabilities });
      expect(found.facts.unread).toHaveProperty('appliance version');
    }
  });

  it('fails when the certificate has changed since it was pinned', async () => {
    const pinned = estate.entry('vc-91');
    const { sha256, certificatePem } = pinned;
    await estate.control('vc-91').rotateCertificate();
    const failure = await failureOf(
      connectVcenter({ ...pinned, sha256, certificatePem }).probe(),
    );
    expect(failure.kind).toBe('tls');
    expect(failure.delivery).toBe('not_sent');
  });
});
