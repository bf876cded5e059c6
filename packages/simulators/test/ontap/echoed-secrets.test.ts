import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OntapClient } from '@keyward/ontap-client';
import { Secret } from '@keyward/secrets';
import { KEY_MANAGERS } from '../../src/ontap/initial-state.ts';
import {
  startTestEstate,
  type TestEstate,
} from '../estate/start-test-estate.ts';
import { callRaw } from './call-raw.ts';
import { addServers, connectOntap } from './connect-ontap.ts';

const CANARY = 'kmip-canary-4711';
const POINTER = '/input/servers/0/password';

describe('a cluster that echoes passwords', () => {
  let estate: TestEstate;
  let client: OntapClient;
  beforeAll(async () => {
    estate = await startTestEstate({
      only: ['ontap-01'],
      options: { echoSecrets: true },
    });
    client = connectOntap(estate.entry('ontap-01'));
  });
  afterAll(async () => {
    await client.close();
    await estate.stop();
  });

  const send = (server: string) =>
    client.sendFrozen(
      addServers(KEY_MANAGERS.finance, {
        server,
        username: 'ontap',
        password: { $secret: POINTER },
      }),
      new Map([[POINTER, new Secret(CANARY)]]),
    );

  it('does repeat them on the wire', async () => {
    const path = `/api/security/key-managers/${KEY_MANAGERS.archive}/key-servers`;
    const stored = await callRaw(estate.entry('ontap-01'), path, {
      method: 'POST',
      body: { server: 'a.example', password: CANARY },
    });
    const refused = await callRaw(estate.entry('ontap-01'), path, {
      method: 'POST',
      body: { server: 'a.example', password: CANARY },
    });
    expect([stored.status, refused.status]).toEqual([201, 409]);
    expect(stored.text).toContain(CANARY);
    expect(refused.text).toContain(CANARY);
  });

  it('gives none of them to the caller in an answer', async () => {
    const answer = await send('kms9.corp.example');
    expect(answer.body).toMatchObject({
      num_records: 1,
      records: [{ server: 'kms9.corp.example:5696' }],
    });
    expect(JSON.stringify(answer)).not.toContain(CANARY);
    expect(
      JSON.stringify(await client.listKeyServers(KEY_MANAGERS.finance)),
    ).not.toContain(CANARY);
  });

  it('gives none of them to the caller in a refusal', async () => {
    const error: unknown = await send('error-65536921.keyward.test').catch(
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({ facts: { code: '65536921' } });
    expect(JSON.stringify(error)).not.toContain(CANARY);
    expect(String(error)).not.toContain(CANARY);
  });

  it('does not give back the account it was signed in to with', async () => {
    const entry = estate.entry('ontap-01');
    const stranger = connectOntap(entry, {
      credential: {
        username: 'keyward',
        password: new Secret('account-canary-1'),
      },
    });
    const error: unknown = await stranger
      .testSignIn()
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ kind: 'unauthenticated' });
    expect(JSON.stringify(error)).not.toContain('account-canary-1');
    await stranger.close();
  });
});
