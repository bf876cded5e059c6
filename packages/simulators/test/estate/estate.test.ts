import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KEY_MANAGERS } from '../../src/ontap/initial-state.ts';
import { estatePath, estateSchema, startEstate } from '../../src/index.ts';
import { callRaw } from '../ontap/call-raw.ts';
import { addServers, connectOntap, noSecrets } from '../ontap/connect-ontap.ts';
import { startTestEstate, type TestEstate } from './start-test-estate.ts';

describe('the simulated estate', () => {
  let estate: TestEstate;
  beforeAll(async () => {
    estate = await startTestEstate({ only: ['ontap-01'] });
  });
  afterAll(() => estate.stop());

  async function withClient<R>(
    use: (client: ReturnType<typeof connectOntap>) => Promise<R>,
  ): Promise<R> {
    const client = connectOntap(estate.entry('ontap-01'));
    try {
      return await use(client);
    } finally {
      await client.close();
    }
  }
  const serverCount = () =>
    withClient(
      async (client) =>
        (await client.listKeyServers(KEY_MANAGERS.finance)).length,
    );
  const addServer = (server: string) =>
    withClient((client) =>
      client.sendFrozen(
        addServers(KEY_MANAGERS.finance, { server }),
        noSecrets,
      ),
    );

  it('writes where the simulators are, readable by its owner only', () => {
    const written = estateSchema.parse(
      JSON.parse(readFileSync(estatePath(estate.dataDir), 'utf8')),
    );
    expect(written).toEqual(estate.started().estate);
    expect(statSync(estatePath(estate.dataDir)).mode & 0o777).toBe(0o600);
    expect(
      statSync(join(estate.dataDir, 'ontap-01', 'identity.json')).mode & 0o777,
    ).toBe(0o600);
  });

  it('keeps port, certificate, account and state over a restart', async () => {
    const before = estate.entry('ontap-01');
    await addServer('kms9.corp.example');
    await estate.restart();
    expect(estate.entry('ontap-01')).toEqual(before);
    expect(await serverCount()).toBe(2);
  });

  it('forgets changes, effects and requests on reset', async () => {
    await addServer('kms10.corp.example');
    await estate.control('ontap-01').reset();
    expect(await serverCount()).toBe(1);
    expect(await estate.control('ontap-01').effects()).toEqual([]);
    await estate.restart();
    expect(await serverCount()).toBe(1);
  });

  it('refuses the control plane without its token', async () => {
    const answer = await callRaw(
      estate.entry('ontap-01'),
      '/__simulator/effects',
      { headers: { 'x-simulator-control': 'guess' } },
    );
    expect(answer.status).toBe(403);
  });

  it('presents another certificate after a rotation, so that the old pin fails', async () => {
    const old = connectOntap(estate.entry('ontap-01'));
    const rotated = await estate.control('ontap-01').rotateCertificate();
    await expect(old.testSignIn()).rejects.toMatchObject({
      kind: 'tls',
      tlsReason: 'pin_mismatch',
    });
    await old.close();
    expect(estate.entry('ontap-01').sha256).toBe(rotated.sha256);
    expect(await serverCount()).toBe(1);
    await estate.restart();
    expect(estate.entry('ontap-01').sha256).toBe(rotated.sha256);
  });

  it('names the taken port when the same estate is started twice', async () => {
    const { port } = estate.entry('ontap-01');
    await expect(
      startEstate({ dataDir: estate.dataDir, only: ['ontap-01'] }),
    ).rejects.toThrow(
      `the simulator ontap-01 cannot listen on 127.0.0.1:${port}`,
    );
    expect(await serverCount()).toBe(1);
  });
});
