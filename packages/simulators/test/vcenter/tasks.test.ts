import {
  configureClusterKmsServiceRequest,
  TASK_NAMES,
} from '@keyward/vcenter-client';
import type { VcenterClient } from '@keyward/vcenter-client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';

import { startTestEstate } from '../estate/start-test-estate.ts';
import type { TestEstate } from '../estate/start-test-estate.ts';
import { callRaw } from '../ontap/call-raw.ts';
import {
  connectVcenter,
  endOf,
  failureOf,
  noSecrets,
} from './connect-vcenter.ts';

const CLUSTER = 'domain-c21';

describe('vCenter tasks', () => {
  let estate: TestEstate;
  let client: VcenterClient;

  beforeAll(async () => {
    estate = await startTestEstate({
      only: ['vc-work'],
      options: { taskSeconds: 0.4 },
    });
    client = connectVcenter(estate.entry('vc-work'));
  });
  beforeEach(() => estate.control('vc-work').reset());
  afterAll(async () => {
    await client.close();
    await estate.stop();
  });

  const start = async (service: string, cluster = CLUSTER) => {
    const request = configureClusterKmsServiceRequest(cluster, {
      type: 'SERVICE',
      service,
    });
    const { taskId } = await client.sendFrozen(request, noSecrets);
    return z.string().parse(taskId);
  };

  it('report growing progress and end with a result', async () => {
    const id = await start('svc-fail-slow');
    const { task, completed, statuses } = await endOf(client, id);
    expect([...statuses].at(-1)).toBe('SUCCEEDED');
    expect(statuses).toContain('RUNNING');
    expect(completed).toEqual(completed.toSorted((a, b) => a - b));
    expect(new Set(completed).size).toBeGreaterThan(2);
    expect(task).toMatchObject({
      result: 'svc-fail-slow',
      target: { type: 'ClusterComputeResource', id: CLUSTER },
      progress: { total: 100, completed: 100 },
      cancelable: false,
    });
  });

  it('can fail half-way, with the reason in error', async () => {
    const id = await start('svc-fail-midway');
    const { task } = await endOf(client, id);
    expect(task.error).toMatchObject({ error_type: 'ERROR' });
    expect(await estate.control('vc-work').effects()).toEqual([]);
    expect(await client.trustedClusterKmsServices.query(CLUSTER)).toEqual([]);
  });

  it('can fail without an error, with the reason in result', async () => {
    const { task } = await endOf(
      client,
      await start('svc-fail-midway-no-error'),
    );
    expect(task.error).toBeUndefined();
    expect(JSON.stringify(task.result)).toContain('host_failed');
  });

  it('can fail although the change was made', async () => {
    const { task } = await endOf(client, await start('svc-fail-partial'));
    expect(task.error).toMatchObject({ error_type: 'TIMED_OUT' });
    expect(await client.trustedClusterKmsServices.query(CLUSTER)).toHaveLength(
      1,
    );
  });

  it('can be cancelled in their first half, and then change nothing', async () => {
    const id = await start('svc-fail-slow');
    await client.tasks.cancel(id);
    const task = await client.tasks.get(id);
    expect(task).toMatchObject({
      status: 'FAILED',
      error: { error_type: 'CANCELED' },
    });
    expect(await client.trustedClusterKmsServices.query(CLUSTER)).toEqual([]);
    const failure = await failureOf(client.tasks.cancel(id));
    expect(failure.facts).toMatchObject({
      httpStatus: 400,
      errorType: 'UNSUPPORTED',
    });
  });

  it('can be forgotten', async () => {
    const id = await start('svc-fail-slow');
    await estate.control('vc-work').fault('forget_tasks');
    expect((await failureOf(client.tasks.get(id))).facts.httpStatus).toBe(404);
    expect(await client.tasks.listTasks([id])).toEqual({
      found: new Map(),
      missing: [id],
    });
  });

  it('survive a restart of vCenter and end with one effect', async () => {
    const id = await start('svc-fail-blocked');
    await estate.restart();
    const { task } = await endOf(client, id);
    expect(task.status).toBe('SUCCEEDED');
    expect(await estate.control('vc-work').effects()).toHaveLength(1);
  });

  it('are listed in as many calls as the limit of 1,000 needs', async () => {
    const id = await start('svc-fail-slow');
    // A call asks for tasks of one provider, which an id ends with.
    const provider = id.slice(id.indexOf(':'));
    const unknown = Array.from(
      { length: 1_024 },
      (_, at) => `task-${String(at)}${provider}`,
    );
    const { found, missing } = await client.tasks.listTasks([id, ...unknown]);
    expect([...found.keys()]).toEqual([id]);
    expect(missing.toSorted()).toEqual(unknown.toSorted());
    const requests = await estate.control('vc-work').requests();
    const lists = requests.filter(({ path }) => path.endsWith('/cis/tasks'));
    expect(lists).toHaveLength(2);
  });

  // A thousand tasks take a thousand connections to start.
  it.runIf(process.env['KEYWARD_TEST_SCALE'] === '1')(
    'are not listed by service when there are more than 1,000',
    async () => {
      const path = `/api/vcenter/trusted-infrastructure/trusted-clusters/${CLUSTER}/kms/services-applied-config`;
      const startRead = () =>
        client.sendFrozen(
          {
            method: 'POST',
            path,
            query: { action: 'query', 'vmw-task': 'true' },
            body: {},
          },
          noSecrets,
        );
      for (let batch = 0; batch < 41; batch += 1) {
        await Promise.all(Array.from({ length: 25 }, startRead));
      }
      const services = [
        'com.vmware.vcenter.trusted_infrastructure.trusted_clusters.kms.services_applied_config',
      ];
      const failure = await failureOf(
        client.tasks.listRecentTasks({ services }),
      );
      expect(failure.facts).toMatchObject({
        httpStatus: 500,
        errorType: 'RESOURCE_INACCESSIBLE',
      });
    },
    300_000,
  );

  it('are found again by service when the answer with their id was lost', async () => {
    await client.testSignIn();
    await estate.control('vc-work').fault('reset_before_answer', {
      method: 'POST',
      path: 'trusted-clusters',
    });
    const request = configureClusterKmsServiceRequest(CLUSTER, {
      type: 'SERVICE',
      service: 'svc-fail-blocked',
    });
    const failure = await failureOf(client.sendFrozen(request, noSecrets));
    expect(failure.delivery).toBe('maybe_sent');
    const { service, operation } = TASK_NAMES.configureClusterKmsService;
    const found = await client.tasks.listRecentTasks({
      services: [service],
      operations: [operation],
    });
    expect([...found.values()]).toMatchObject([{ target: { id: CLUSTER } }]);
    const byOther = await client.tasks.listRecentTasks({
      services: [service],
      users: ['somebody@else'],
    });
    expect(byOther.size).toBe(0);
  });

  it('are listed only with a filter, and not by GET', async () => {
    const entry = estate.entry('vc-work');
    const signedIn = await callRaw(entry, '/api/session', { method: 'POST' });
    const headers = {
      'vmware-api-session-id': z.string().parse(signedIn.body),
    };
    const list = (body: unknown) =>
      callRaw(entry, '/api/cis/tasks?action=list', {
        method: 'POST',
        headers,
        body,
      });
    expect((await list({})).status).toBe(400);
    expect(
      (await list({ filter_spec: { tasks: [], status: ['RUNNING'] } })).status,
    ).toBe(400);
    expect((await list({ filter_spec: { tasks: ['x'] } })).body).toEqual({});
    expect((await callRaw(entry, '/api/cis/tasks', { headers })).status).toBe(
      404,
    );
  });

  it('stop being waited for when the wait takes too long or is given up', async () => {
    const { path, body } = configureClusterKmsServiceRequest(CLUSTER, {
      type: 'SERVICE',
      service: 'svc-fail-slow',
    });
    const query = { 'vmw-task': 'true' };
    const failure = await failureOf(
      client.tasks.readThroughTask(
        { method: 'POST', path, query, body },
        { timeoutMs: 1 },
      ),
    );
    expect(failure.kind).toBe('timeout');
    expect(failure.facts.upstreamTaskId).toBeDefined();
    const givenUp = client.trustedClusterKmsAppliedConfig.query(CLUSTER, {
      signal: AbortSignal.abort(),
    });
    await expect(givenUp).rejects.toThrow();
  });
});
