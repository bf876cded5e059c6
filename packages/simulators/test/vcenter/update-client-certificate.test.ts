import { Secret } from '@keyward/secrets';
import { updateProviderClientCertificateRequest } from '@keyward/vcenter-client';
import type { VcenterClient } from '@keyward/vcenter-client';
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
  makeCertificate,
  makeIssuer,
} from '../../src/vcenter/throwaway-certificates.ts';
import type {
  CertificateRequest,
  Issuer,
} from '../../src/vcenter/throwaway-certificates.ts';
import { connectVcenter, endOf, failureOf } from './connect-vcenter.ts';

const CLUSTER = 'domain-c101';
const POINTER = '/keySource/privateKey';

describe('replacing the client certificate of a key provider', () => {
  let estate: TestEstate;
  let client: VcenterClient;
  let issuer: Issuer;

  beforeAll(async () => {
    estate = await startTestEstate({
      only: ['vc-ta'],
      options: { echoSecrets: true },
    });
    issuer = await makeIssuer('Test CA');
  });
  // A client of its own for each test: after two refused sessions one tries no more for minutes.
  beforeEach(async () => {
    await estate.control('vc-ta').reset();
    client = connectVcenter(estate.entry('vc-ta'));
  });
  afterEach(() => client.close());
  afterAll(() => estate.stop());

  const pair = async (changes: Partial<CertificateRequest> = {}) => {
    const { certificatePem, privateKeyPem } = await makeCertificate({
      subject: 'CN=new-client',
      issuer,
      ...changes,
    });
    return { certificate: certificatePem, key: privateKeyPem ?? '' };
  };
  const send = (provider: string, certificate: string, key: string | null) =>
    client.sendFrozen(
      updateProviderClientCertificateRequest(
        CLUSTER,
        provider,
        certificate,
        key === null ? null : POINTER,
      ),
      new Map(key === null ? [] : [[POINTER, new Secret(key)]]),
    );
  const refusalOf = async (
    provider: string,
    certificate: string,
    key: string | null,
  ) => (await failureOf(send(provider, certificate, key))).facts;
  const effects = () => estate.control('vc-ta').effects();

  it('accepts a certificate with its key', async () => {
    const { certificate, key } = await pair();
    const { taskId } = await send('kmip-prod', certificate, key);
    const { task } = await endOf(client, z.string().parse(taskId));
    expect(task).toMatchObject({ status: 'SUCCEEDED', cancelable: false });
    expect(
      await client.providerClientCertificate.get(CLUSTER, 'kmip-prod'),
    ).toBe(certificate);
    expect(await effects()).toMatchObject([
      {
        operation: 'client-certificate.update',
        object: `${CLUSTER}/kmip-prod`,
      },
    ]);
  });

  it('accepts the answer to the last signing request', async () => {
    const csr = await client.providerClientCertificate.getCsr(
      CLUSTER,
      'kmip-dr',
    );
    const certificate = await answerCsr(csr ?? '', issuer);
    const { taskId } = await send('kmip-dr', certificate, null);
    expect((await endOf(client, z.string().parse(taskId))).task.status).toBe(
      'SUCCEEDED',
    );
    expect(await client.providerClientCertificate.get(CLUSTER, 'kmip-dr')).toBe(
      certificate,
    );
  });

  it('refuses a certificate that does not belong to its key, and never lets the echoed key through', async () => {
    const { certificate } = await pair();
    const other = await pair();
    const facts = await refusalOf('kmip-prod', certificate, other.key);
    expect(facts).toMatchObject({
      httpStatus: 400,
      errorType: 'INVALID_ARGUMENT',
      data: { primary: 'spec.private_key', secondary: [] },
    });
    expect(facts.messages).toHaveLength(2);
    for (const line of other.key
      .split('\n')
      .filter((text) => text.length > 30)) {
      expect(JSON.stringify(facts)).not.toContain(line);
    }
  });

  it('does not show the key that an upstream task repeats', async () => {
    const { certificate, key } = await pair();
    const { taskId } = await send('kmip-prod', certificate, key);
    const { task } = await endOf(client, z.string().parse(taskId));
    expect(task.description?.args).toHaveLength(2);
    expect(JSON.stringify(task)).not.toContain(key.split('\n')[1] ?? 'no key');
  });

  it.each([
    [
      'no certificate at all',
      async () => ({ certificate: 'hello', key: (await pair()).key }),
      'spec.certificate',
    ],
    [
      'an expired certificate',
      () => pair({ validDays: -1 }),
      'spec.certificate',
    ],
    [
      'a certificate that is not valid yet',
      () => pair({ startsInDays: 2 }),
      'spec.certificate',
    ],
    [
      'a certification authority',
      () => pair({ isCa: true }),
      'spec.certificate',
    ],
    [
      'a key that cannot be read',
      async () => ({ ...(await pair()), key: 'hello' }),
      'spec.private_key',
    ],
  ])('refuses %s and names the argument', async (_name, make, primary) => {
    const { certificate, key } = await make();
    const facts = await refusalOf('kmip-prod', certificate, key);
    expect(facts).toMatchObject({
      errorType: 'INVALID_ARGUMENT',
      data: { primary },
    });
    expect(await effects()).toEqual([]);
  });

  it('refuses a certificate without key when there is no signing request, or another one', async () => {
    const { certificate } = await pair();
    for (const provider of ['kmip-prod', 'kmip-dr']) {
      const facts = await refusalOf(provider, certificate, null);
      expect(facts).toMatchObject({
        errorType: 'INVALID_ARGUMENT',
        data: { primary: 'spec.certificate' },
      });
    }
  });

  it('refuses unknown clusters and providers, and accounts without the privilege', async () => {
    const { certificate, key } = await pair();
    expect(await refusalOf('no-such-provider', certificate, key)).toMatchObject(
      { httpStatus: 404, errorType: 'NOT_FOUND' },
    );
    const readonly = connectVcenter(estate.entry('vc-ta'), {
      credential: {
        username: 'readonly@vsphere.local',
        password: new Secret(estate.entry('vc-ta').password),
      },
    });
    const request = updateProviderClientCertificateRequest(
      CLUSTER,
      'kmip-prod',
      certificate,
      null,
    );
    const failure = await failureOf(readonly.sendFrozen(request, new Map()));
    expect(failure.facts).toMatchObject({
      httpStatus: 403,
      errorType: 'UNAUTHORIZED',
    });
    expect(failure.facts.messages[0]?.text).toContain(
      'TrustedAdmin.ManageKMSTrust',
    );
    await readonly.close();
  });

  it.each([
    'unauthenticated',
    'unauthorized',
    'error',
    'service-unavailable',
    'empty',
  ])('can be made to fail by the provider fail-%s', async (word) => {
    const { certificate, key } = await pair();
    expect(
      await client.providerClientCertificate.get(CLUSTER, `fail-${word}`),
    ).toContain('BEGIN CERTIFICATE');
    expect(
      (await refusalOf(`fail-${word}`, certificate, key)).httpStatus,
    ).toBeGreaterThanOrEqual(400);
    expect(await effects()).toEqual([]);
  });

  it('can fail half-way and leaves the old certificate', async () => {
    const before = await client.providerClientCertificate.get(
      CLUSTER,
      'fail-midway',
    );
    const { certificate, key } = await pair();
    const { taskId } = await send('fail-midway', certificate, key);
    expect((await endOf(client, z.string().parse(taskId))).task.status).toBe(
      'FAILED',
    );
    expect(
      await client.providerClientCertificate.get(CLUSTER, 'fail-midway'),
    ).toBe(before);
  });

  it('reads providers with both halves of trust and what their servers show', async () => {
    expect(await client.trustAuthorityKmsProviders.list(CLUSTER)).toEqual([
      { provider: 'kmip-prod', health: 'OK' },
      { provider: 'kmip-dr', health: 'WARNING' },
    ]);
    const provider = await client.trustAuthorityKmsProviders.get(
      CLUSTER,
      'kmip-dr',
    );
    expect(
      provider?.servers.map(({ serverTrustsClient }) => serverTrustsClient),
    ).toEqual([true, false]);
    expect(
      await client.trustAuthorityKmsProviders.get(CLUSTER, 'none'),
    ).toBeNull();
    const peers =
      await client.trustAuthorityKmsProviders.currentPeerCertificates(
        'domain-c102',
        'kmip-archive',
      );
    expect(peers).toMatchObject([
      {
        certificate: null,
        trusted: false,
        errors: ['The server cannot be reached.'],
      },
    ]);
    expect(
      await client.providerClientCertificate.get('domain-c102', 'kmip-new'),
    ).toBeNull();
    expect(
      await client.providerClientCertificate.getCsr(CLUSTER, 'kmip-prod'),
    ).toBeNull();
  });

  it('hands a person certificates to try it with', async () => {
    const control = estate.control('vc-ta');
    const answered = z
      .object({ certificate: z.string() })
      .parse(
        await control.call(
          'GET',
          `/demo-certificate?cluster=${CLUSTER}&provider=kmip-dr`,
        ),
      );
    const { taskId } = await send('kmip-dr', answered.certificate, null);
    expect((await endOf(client, z.string().parse(taskId))).task.status).toBe(
      'SUCCEEDED',
    );
    const made = z
      .object({ certificate: z.string(), privateKey: z.string() })
      .parse(await control.call('GET', '/demo-certificate'));
    expect(
      (await send('kmip-prod', made.certificate, made.privateKey)).status,
    ).toBe(202);
  });
});
