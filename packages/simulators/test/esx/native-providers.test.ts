import { randomBytes, randomUUID } from 'node:crypto';

import { createNativeProviderRequest } from '@keyward/esx-client';
import type { EsxClient } from '@keyward/esx-client';
import { Secret } from '@keyward/secrets';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
} from 'vitest';

import { failureOf } from '../vcenter/connect-vcenter.ts';
import { connectEsx } from './connect-esx.ts';
import { startHost } from './start-host.ts';
import type { SimulatedHost } from './start-host.ts';

const POINTER = '/keyDerivationKey';

describe.each(['basic', 'api-session', 'vi-json'] as const)(
  'native key providers, signed in by %s',
  (esxAuth) => {
    let host: SimulatedHost;
    let client: EsxClient;

    beforeAll(async () => {
      host = await startHost(esxAuth);
    });
    beforeEach(async () => {
      await host.control.reset();
      client = connectEsx(host.entry);
    });
    afterEach(() => client.close());
    afterAll(() => host.stop());

    const newKey = () => randomBytes(32).toString('base64');
    const send = (
      provider: string,
      { keyId = String(randomUUID()), key = newKey() } = {},
    ) =>
      client.sendFrozen(
        createNativeProviderRequest(provider, keyId, POINTER),
        new Map([[POINTER, new Secret(key)]]),
      );
    const effects = () => host.control.effects();

    it('are made once and read back without their key', async () => {
      const keyId = randomUUID();
      expect(await client.getNativeProvider('nkp-lab')).toBeNull();
      expect(await send('nkp-lab', { keyId })).toEqual({
        status: 204,
        body: undefined,
      });
      expect(await client.getNativeProvider('nkp-lab')).toEqual({
        type: 'NATIVE',
        keyId,
      });
      expect(await effects()).toMatchObject([
        { operation: 'native-provider.create', object: 'nkp-lab' },
      ]);
    });

    it('are refused when the name is taken, and the echoed key stays out of the error', async () => {
      const key = newKey();
      const failure = await failureOf(send('nkp-cluster', { key }));
      expect(failure.facts).toMatchObject({
        httpStatus: 400,
        errorType: 'ALREADY_EXISTS',
      });
      expect(failure.facts.messages).toHaveLength(2);
      expect(JSON.stringify(failure)).not.toContain(key);
    });

    it('are refused with the argument named when key id or key are not valid', async () => {
      const byKeyId = await failureOf(send('new', { keyId: 'no-uuid' }));
      expect(byKeyId.facts).toMatchObject({
        errorType: 'INVALID_ARGUMENT',
        data: { primary: 'spec.native_spec.key_id' },
      });
      const byKey = await failureOf(send('new', { key: 'c2hvcnQ=' }));
      expect(byKey.facts.data).toMatchObject({
        primary: 'spec.native_spec.key_derivation_key',
      });
      expect(await effects()).toEqual([]);
    });

    it.each([
      ['already-exists', 400, 'ALREADY_EXISTS'],
      ['invalid-argument', 400, 'INVALID_ARGUMENT'],
      ['unauthenticated', 401, 'UNAUTHENTICATED'],
      ['unauthorized', 403, 'UNAUTHORIZED'],
      ['500', 500, 'ERROR'],
    ])(
      'can be made to fail by the name fail-%s',
      async (word, httpStatus, errorType) => {
        expect(await client.getNativeProvider(`fail-${word}`)).toBeNull();
        expect((await failureOf(send(`fail-${word}`))).facts).toMatchObject({
          httpStatus,
          errorType,
        });
        expect(await effects()).toEqual([]);
      },
    );

    it('may be made although the answer is lost, or not be made although it was promised', async () => {
      expect((await failureOf(send('fail-drop'))).delivery).toBe('maybe_sent');
      expect(await client.getNativeProvider('fail-drop')).toMatchObject({
        type: 'NATIVE',
      });
      expect((await send('fail-lie')).status).toBe(204);
      expect(await client.getNativeProvider('fail-lie')).toBeNull();
      expect(await effects()).toHaveLength(1);
    });

    it('are a capability of the host', async () => {
      expect(await client.probe()).toEqual({
        version: null,
        capabilities: ['native-providers'],
        facts: { nativeProviders: null },
      });
    });

    it('are read again after the host has ended its sessions', async () => {
      await client.testSignIn();
      await host.control.fault('expire_sessions');
      expect(await client.getNativeProvider('trusted-kms')).toEqual({
        type: 'TRUST_AUTHORITY',
        keyId: null,
      });
    });

    it('are out of reach with a wrong password, which is tried twice at most', async () => {
      const { username } = host.entry;
      const stranger = connectEsx(host.entry, {
        credential: { username, password: new Secret('canary-wrong') },
      });
      for (let attempt = 0; attempt < 4; attempt += 1) {
        const failure = await failureOf(stranger.getNativeProvider('x'));
        expect(failure.kind).toBe('unauthenticated');
        expect(JSON.stringify(failure)).not.toContain('canary');
      }
      await stranger.close();
      expect(await host.control.requests()).toHaveLength(2);
    });

    it('are refused to an account that may not administer them', async () => {
      const { password } = host.entry;
      const reader = connectEsx(host.entry, {
        credential: { username: 'readonly', password: new Secret(password) },
      });
      const request = createNativeProviderRequest('new', randomUUID(), POINTER);
      const failure = await failureOf(
        reader.sendFrozen(request, new Map([[POINTER, new Secret(newKey())]])),
      );
      expect(failure.facts).toMatchObject({
        httpStatus: 403,
        errorType: 'UNAUTHORIZED',
      });
      await reader.close();
    });

    it('need the way of signing in that the host accepts', async () => {
      const other = esxAuth === 'basic' ? 'api-session' : 'basic';
      const wrong = connectEsx(host.entry, { esxAuth: other });
      expect((await failureOf(wrong.testSignIn())).delivery).toBe('not_sent');
      await wrong.close();
    });
  },
);
