import { Secret } from '@keyward/secrets';
import type { VcenterClient } from '@keyward/vcenter-client';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  onTestFinished,
} from 'vitest';

import { z } from 'zod';

import { startTestEstate } from '../estate/start-test-estate.ts';
import type { TestEstate } from '../estate/start-test-estate.ts';
import { callRaw } from '../ontap/call-raw.ts';
import { connectVcenter, failureOf } from './connect-vcenter.ts';

const LEGACY = '/rest/com/vmware/cis/session';

describe('the vCenter session', () => {
  let estate: TestEstate;
  let client: VcenterClient;

  beforeAll(async () => {
    estate = await startTestEstate({
      only: ['vc-work'],
      options: { echoSecrets: true },
    });
  });
  beforeEach(async () => {
    await estate.control('vc-work').reset();
    client = connectVcenter(estate.entry('vc-work'));
  });
  afterEach(() => client.close());
  afterAll(() => estate.stop());

  const signIns = async () =>
    (await estate.control('vc-work').requests()).filter(
      ({ method, path }) => method === 'POST' && path === '/api/session',
    );

  it('is opened once for requests at the same time, and closed', async () => {
    await Promise.all([
      client.clusters.list(),
      client.kmsServices.query(),
      client.clusters.list(),
    ]);
    expect(await signIns()).toHaveLength(1);
    await client.close();
    const requests = await estate.control('vc-work').requests();
    expect(requests.at(-1)).toEqual({
      method: 'DELETE',
      path: '/api/session',
      status: 204,
    });
  });

  it('is renewed once when vCenter has ended it', async () => {
    await client.clusters.list();
    await estate.control('vc-work').fault('expire_sessions');
    await expect(client.clusters.list()).resolves.not.toHaveLength(0);
    expect(await signIns()).toHaveLength(2);
  });

  it('is renewed after a restart of vCenter, which keeps no session', async () => {
    await client.clusters.list();
    await estate.restart();
    await expect(client.clusters.list()).resolves.not.toHaveLength(0);
  });

  it('is not given up when a read meets a broken connection once', async () => {
    const cluster = { path: '/api/vcenter/cluster' };
    await client.clusters.list();
    await estate.control('vc-work').fault('reset_before_answer', cluster);
    await expect(client.clusters.list()).resolves.not.toHaveLength(0);
    await estate
      .control('vc-work')
      .fault('reset_before_answer', { ...cluster, times: 2 });
    const failure = await failureOf(client.clusters.list());
    expect(failure.kind).toBe('unreachable');
    expect(await signIns()).toHaveLength(1);
  });

  it('is given up after a second 401', async () => {
    await client.clusters.list();
    await estate
      .control('vc-work')
      .fault('unauthorized', { times: 2, path: '/api/vcenter/cluster' });
    const failure = await failureOf(client.clusters.list());
    expect(failure.kind).toBe('unauthenticated');
    expect(failure.facts.challenge).toContain('Basic realm="vCenter"');
    expect(await signIns()).toHaveLength(2);
  });

  it('is asked for at most twice with a wrong password, whatever is tried', async () => {
    const password = new Secret('canary-wrong-password');
    const stranger = connectVcenter(estate.entry('vc-work'), {
      credential: { username: 'keyward@vsphere.local', password },
    });
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const failure = await failureOf(stranger.clusters.list());
      expect(failure.kind).toBe('unauthenticated');
      expect(failure.delivery).toBe('not_sent');
      expect(failure.facts.messages[0]?.text).toContain('Received');
      expect(JSON.stringify(failure)).not.toContain('canary');
    }
    expect(await signIns()).toHaveLength(2);
    await stranger.close();
  });

  it('shows the reason when the account has too many sessions', async () => {
    await estate.control('vc-work').call('POST', '/sessions/fill');
    const failure = await failureOf(client.testSignIn());
    expect(failure.facts.httpStatus).toBe(503);
    expect(failure.facts.errorType).toBe('SERVICE_UNAVAILABLE');
    expect(failure.facts.messages[0]?.id).toBe(
      'com.vmware.vapi.endpoint.failedToLoginMaxUserSessionCountReached',
    );
    expect(failure.delivery).toBe('not_sent');
  });

  it('is also given by the legacy sign-in, and tells who is signed in', async () => {
    const entry = estate.entry('vc-work');
    const legacy = await callRaw(entry, LEGACY, { method: 'POST' });
    expect(legacy.status).toBe(200);
    const token = z.object({ value: z.string() }).parse(legacy.body).value;
    const headers = { 'vmware-api-session-id': token };
    const who = await callRaw(entry, '/api/session', { headers });
    expect(who.body).toMatchObject({ user: entry.username });
    expect(
      (await callRaw(entry, LEGACY, { method: 'DELETE', headers })).status,
    ).toBe(200);
    expect((await callRaw(entry, '/api/session', { headers })).status).toBe(
      401,
    );
  });

  it('ends by idling', async () => {
    let idledMs = 0;
    const resting = await startTestEstate({
      only: ['vc-91'],
      options: { sessionIdleSeconds: 60 },
      now: () => Date.now() + idledMs,
    });
    const idle = connectVcenter(resting.entry('vc-91'));
    onTestFinished(async () => {
      await idle.close();
      await resting.stop();
    });
    const opened = async () =>
      (await resting.control('vc-91').requests()).filter(
        ({ path, status }) => path === '/api/session' && status === 201,
      ).length;
    await idle.clusters.list();
    await idle.clusters.list();
    expect(await opened()).toBe(1);
    idledMs = 61_000;
    await idle.clusters.list();
    expect(await opened()).toBe(2);
  });
});
