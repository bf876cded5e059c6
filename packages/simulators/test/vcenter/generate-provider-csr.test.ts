import { webcrypto } from 'node:crypto';
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { Secret } from '@keyward/secrets';
import {
  generateProviderCsrRequest,
  readGeneratedCsr,
  updateProviderClientCertificateRequest,
} from '@keyward/vcenter-client';
import type { TaskInfo, VcenterClient } from '@keyward/vcenter-client';
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
import {
  answerCsr,
  makeIssuer,
} from '../../src/vcenter/throwaway-certificates.ts';
import type { Issuer } from '../../src/vcenter/throwaway-certificates.ts';
import { connectVcenter, endOf, failureOf } from './connect-vcenter.ts';

const CLUSTER = 'domain-c101';
const keyOf = (csr: string): string =>
  Buffer.from(
    new x509.Pkcs10CertificateRequest(csr).publicKey.rawData,
  ).toString('hex');
const NO_SECRETS = new Map<string, Secret>();

describe('making a new CSR for a key provider', () => {
  let estate: TestEstate;
  let client: VcenterClient;
  let issuer: Issuer;

  beforeAll(async () => {
    estate = await startTestEstate({ only: ['vc-ta'] });
    issuer = await makeIssuer('Test CA');
  });
  // A client of its own for each test: after two refused sessions one tries no more for minutes.
  beforeEach(async () => {
    await estate.control('vc-ta').reset();
    client = connectVcenter(estate.entry('vc-ta'));
  });
  afterEach(() => client.close());
  afterAll(() => estate.stop());

  const send = (provider: string) =>
    client.sendFrozen(
      generateProviderCsrRequest(CLUSTER, provider),
      NO_SECRETS,
    );
  const taskOf = async (provider: string): Promise<TaskInfo> => {
    const { taskId } = await send(provider);
    return (await endOf(client, z.string().parse(taskId))).task;
  };
  const generate = async (provider: string): Promise<string> => {
    const task = await taskOf(provider);
    expect(task.status).toBe('SUCCEEDED');
    return z.string().parse(readGeneratedCsr(task.result));
  };
  const present = (provider: string) =>
    client.providerClientCertificate.getCsr(CLUSTER, provider);
  const install = (provider: string, certificate: string) =>
    client.sendFrozen(
      updateProviderClientCertificateRequest(
        CLUSTER,
        provider,
        certificate,
        null,
      ),
      NO_SECRETS,
    );
  const effects = () => estate.control('vc-ta').effects();

  it('ends with the CSR as the result of its task, and keeps the certificate', async () => {
    const before = await client.providerClientCertificate.get(
      CLUSTER,
      'kmip-prod',
    );
    const csr = await generate('kmip-prod');
    const read = new x509.Pkcs10CertificateRequest(csr);
    expect(read.subject).toContain('CN=kmip-prod.domain-c101');
    expect(await read.verify(webcrypto)).toBe(true);
    expect(await present('kmip-prod')).toBe(csr);
    expect(
      await client.providerClientCertificate.get(CLUSTER, 'kmip-prod'),
    ).toBe(before);
    expect(await effects()).toMatchObject([
      {
        operation: 'client-certificate.csr.create',
        object: `${CLUSTER}/kmip-prod`,
      },
    ]);
  });

  it('makes another key each time, so that only the last CSR can be answered', async () => {
    const first = await generate('kmip-dr');
    const second = await generate('kmip-dr');
    expect(keyOf(first)).not.toBe(keyOf(second));
    const late = await failureOf(
      install('kmip-dr', await answerCsr(first, issuer)),
    );
    expect(late.facts).toMatchObject({
      errorType: 'INVALID_ARGUMENT',
      data: { primary: 'spec.certificate' },
    });
    const { taskId } = await install(
      'kmip-dr',
      await answerCsr(second, issuer),
    );
    expect((await endOf(client, z.string().parse(taskId))).task.status).toBe(
      'SUCCEEDED',
    );
  });

  it('has a CSR that a person brings signed by a throw-away authority', async () => {
    const sign = (csr: string) =>
      estate.control('vc-ta').call('POST', '/demo-certificate', { csr });
    const { certificate } = z
      .object({ certificate: z.string() })
      .parse(await sign(await generate('kmip-prod')));
    expect((await install('kmip-prod', certificate)).status).toBe(202);
    await expect(sign('hello')).rejects.toThrow();
  });

  it('refuses unknown providers and accounts without the privilege', async () => {
    expect((await failureOf(send('no-such-provider'))).facts).toMatchObject({
      httpStatus: 404,
      errorType: 'NOT_FOUND',
    });
    const readonly = connectVcenter(estate.entry('vc-ta'), {
      credential: {
        username: 'readonly@vsphere.local',
        password: new Secret(estate.entry('vc-ta').password),
      },
    });
    const failure = await failureOf(
      readonly.sendFrozen(
        generateProviderCsrRequest(CLUSTER, 'kmip-prod'),
        NO_SECRETS,
      ),
    );
    expect(failure.facts).toMatchObject({
      httpStatus: 403,
      errorType: 'UNAUTHORIZED',
    });
    await readonly.close();
  });

  it.each(['unauthenticated', 'unauthorized', 'error', 'empty'])(
    'can be made to fail by the provider fail-%s',
    async (word) => {
      expect(
        (await failureOf(send(`fail-${word}`))).facts.httpStatus,
      ).toBeGreaterThanOrEqual(400);
      expect(await effects()).toEqual([]);
    },
  );

  it('can fail half-way and makes nothing then', async () => {
    expect((await taskOf('fail-midway')).status).toBe('FAILED');
    expect(await present('fail-midway')).toBeNull();
  });

  it('can lie: its task hands out a CSR that the provider does not have', async () => {
    const before = await present('kmip-dr');
    await estate
      .control('vc-ta')
      .fault('lie', { times: 1, method: 'POST', path: '/csr' });
    const said = await generate('kmip-dr');
    expect(said).not.toBe(before);
    expect(await present('kmip-dr')).toBe(before);
  });
});
