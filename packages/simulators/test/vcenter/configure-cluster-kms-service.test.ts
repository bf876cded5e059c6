import { configureClusterKmsServiceRequest } from '@keyward/vcenter-client';
import type { KmsServiceSource, VcenterClient } from '@keyward/vcenter-client';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
} from 'vitest';
import { z } from 'zod';

import { startTestEstate } from '../estate/start-test-estate.ts';
import type { TestEstate } from '../estate/start-test-estate.ts';
import { STATUS_OF_ERROR } from '../../src/vapi/vapi-error.ts';
import {
  connectVcenter,
  endOf,
  failureOf,
  noSecrets,
} from './connect-vcenter.ts';

const FREE = 'domain-c21';
const CONFIGURED = 'domain-c8';

describe('configuring a cluster for a key provider service', () => {
  let estate: TestEstate;
  let client: VcenterClient;
  let service = '';

  beforeAll(async () => {
    estate = await startTestEstate({ only: ['vc-work'] });
  });
  // A client of its own for each test: after two refused sessions one tries no more for minutes.
  beforeEach(async () => {
    await estate.control('vc-work').reset();
    client = connectVcenter(estate.entry('vc-work'));
    service = (await client.kmsServices.query()).at(0)?.service ?? '';
  });
  afterEach(() => client.close());
  afterAll(() => estate.stop());

  const send = (cluster: string, source: KmsServiceSource) =>
    client.sendFrozen(
      configureClusterKmsServiceRequest(cluster, source),
      noSecrets,
    );
  const refusalOf = async (cluster: string, wanted: string) =>
    (await failureOf(send(cluster, { type: 'SERVICE', service: wanted })))
      .facts;
  const effects = () => estate.control('vc-work').effects();

  it('adds the service once and is seen by list, single read and applied configuration', async () => {
    const { status, taskId } = await send(FREE, { type: 'SERVICE', service });
    expect(status).toBe(202);
    const { task } = await endOf(client, z.string().parse(taskId));
    expect(task.result).toBe(service);
    expect(await client.trustedClusterKmsServices.query(FREE)).toMatchObject([
      { service },
    ]);
    const one = await client.trustedClusterKmsServices.get(FREE, service);
    expect(one?.trustedCertificates[0]).toContain('BEGIN CERTIFICATE');
    expect(
      await client.trustedClusterKmsAppliedConfig.query(FREE),
    ).toMatchObject([{ service, health: 'OK' }]);
    expect(await effects()).toMatchObject([
      {
        operation: 'trusted-cluster.kms-services.create',
        object: FREE,
        detail: { service },
      },
    ]);
  });

  it('adds every service of a Trust Authority cluster', async () => {
    const { taskId } = await send(FREE, {
      type: 'CLUSTER',
      trustAuthorityCluster: 'domain-c101',
    });
    await endOf(client, z.string().parse(taskId));
    expect(await client.trustedClusterKmsServices.query(FREE)).toHaveLength(2);
    expect(await effects()).toHaveLength(2);
  });

  it('refuses a service the cluster has already', async () => {
    expect(await refusalOf(CONFIGURED, service)).toMatchObject({
      httpStatus: 400,
      errorType: 'ALREADY_EXISTS',
    });
  });

  it('names the argument when the source is not valid', async () => {
    expect(await refusalOf(FREE, 'no-such-service')).toMatchObject({
      httpStatus: 400,
      errorType: 'INVALID_ARGUMENT',
      data: { primary: 'spec.service', secondary: [] },
    });
    const authority = await failureOf(
      send(FREE, { type: 'CLUSTER', trustAuthorityCluster: 'nowhere' }),
    );
    expect(authority.facts.data).toMatchObject({
      primary: 'spec.trust_authority_cluster',
    });
  });

  it('refuses an unknown cluster, hosts without the licence and an account without the privilege', async () => {
    expect(await refusalOf('domain-c404', service)).toMatchObject({
      httpStatus: 404,
      errorType: 'NOT_FOUND',
    });
    expect(await refusalOf('domain-c-unlicensed', service)).toMatchObject({
      httpStatus: 500,
      errorType: 'UNABLE_TO_ALLOCATE_RESOURCE',
    });
    expect(
      await refusalOf('domain-c-fail-unauthorized', service),
    ).toMatchObject({ httpStatus: 403, errorType: 'UNAUTHORIZED' });
  });

  it.each(Object.entries(STATUS_OF_ERROR))(
    'can be made to fail with %s',
    async (type, httpStatus) => {
      const facts = await refusalOf(
        FREE,
        `svc-fail-${type.toLowerCase().replaceAll('_', '-')}`,
      );
      expect(facts).toMatchObject({ errorType: type, httpStatus });
      expect(facts.messages[0]?.text).not.toBe('');
      const isChallenged = facts.challenge?.includes('SIGN realm') ?? false;
      expect(isChallenged).toBe(type === 'UNAUTHENTICATED');
      expect(await effects()).toEqual([]);
    },
  );

  it('tells refusals apart that carry no known type or no body', async () => {
    expect(await refusalOf(FREE, 'svc-fail-no-error-type')).toMatchObject({
      httpStatus: 500,
      messages: [{ text: 'An untyped failure.' }],
    });
    expect(await refusalOf(FREE, 'svc-fail-unknown-error-type')).toMatchObject({
      errorType: 'SOLAR_FLARE',
    });
    expect(await refusalOf(FREE, 'svc-fail-empty')).toEqual({
      system: 'vcenter',
      httpStatus: 500,
      messages: [],
    });
    expect(await refusalOf(FREE, 'svc-fail-html')).toEqual({
      system: 'vcenter',
      httpStatus: 502,
      messages: [],
    });
    expect(await refusalOf(FREE, 'svc-fail-other-status')).toMatchObject({
      httpStatus: 418,
    });
    const nested = await refusalOf(FREE, 'svc-fail-nested');
    expect(nested.messages.map(({ text }) => text)).toEqual([
      'The host agent failed.',
      'Host esx-11 did not answer.',
      'Connection timed out.',
    ]);
    expect(await refusalOf(FREE, 'svc-fail-transient')).toMatchObject({
      httpStatus: 503,
      data: { is_transient: true },
    });
  });

  it('may lose the answer after the work began', async () => {
    const failure = await failureOf(
      send(FREE, { type: 'SERVICE', service: 'svc-fail-drop' }),
    );
    expect(failure.delivery).toBe('maybe_sent');
    await expect.poll(effects).toHaveLength(1);
  });

  it('may report success and change nothing', async () => {
    const { taskId } = await send(FREE, {
      type: 'SERVICE',
      service: 'svc-fail-lie',
    });
    expect((await endOf(client, z.string().parse(taskId))).task.status).toBe(
      'SUCCEEDED',
    );
    await estate.control('vc-work').fault('lie');
    const lied = await send(FREE, { type: 'SERVICE', service });
    expect(
      (await endOf(client, z.string().parse(lied.taskId))).task.result,
    ).toBe(service);
    expect(await client.trustedClusterKmsServices.query(FREE)).toEqual([]);
    expect(await effects()).toEqual([]);
  });

  it('is not begun when the connection breaks before the work', async () => {
    await estate
      .control('vc-work')
      .fault('reset_before_work', { method: 'POST', path: 'trusted-clusters' });
    const failure = await failureOf(send(FREE, { type: 'SERVICE', service }));
    expect(failure.delivery).toBe('maybe_sent');
    expect(await effects()).toEqual([]);
  });

  it('is not sent at all while signing in fails', async () => {
    const fresh = connectVcenter(estate.entry('vc-work'));
    await estate
      .control('vc-work')
      .fault('reset_before_answer', { method: 'POST', path: '/api/session' });
    const request = configureClusterKmsServiceRequest(FREE, {
      type: 'SERVICE',
      service,
    });
    expect(
      (await failureOf(fresh.sendFrozen(request, noSecrets))).delivery,
    ).toBe('not_sent');
    await fresh.close();
  });

  it('refuses reads of the applied configuration while a change is under way', async () => {
    const { taskId } = await send(FREE, {
      type: 'SERVICE',
      service: 'svc-fail-slow',
    });
    const failure = await failureOf(
      client.trustedClusterKmsAppliedConfig.query(FREE),
    );
    expect(failure.facts.errorType).toBe('RESOURCE_BUSY');
    await client.tasks.cancel(z.string().parse(taskId));
  });

  it('shows drift as an applied address without a service', async () => {
    const applied =
      await client.trustedClusterKmsAppliedConfig.query('domain-c34');
    expect(applied.filter((each) => each.service === null)).toMatchObject([
      { address: { hostname: 'kms-old.trust.corp.example', port: 443 } },
    ]);
    const detail = await client.trustedClusterKmsAppliedConfig.get(
      'domain-c34',
      { hostname: 'kms-b1.trust.corp.example', port: 443 },
    );
    expect(detail).toMatchObject({
      health: 'ERROR',
      details: ['Host esx-31.corp.example cannot reach the service.'],
    });
  });

  it('never builds a path out of a dot segment', () => {
    const source = { type: 'SERVICE', service } as const;
    for (const cluster of ['', '.', '..']) {
      expect(() => configureClusterKmsServiceRequest(cluster, source)).toThrow(
        RangeError,
      );
    }
    expect(
      configureClusterKmsServiceRequest('a/../b?c', source).path,
    ).toContain('/a%2F..%2Fb%3Fc/');
  });
});
