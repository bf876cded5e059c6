import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { job, keyManagerPage, keyServerPage } from '@keyward/ontap-client/wire';
import { KEY_MANAGERS } from '../../src/ontap/initial-state.ts';
import {
  startTestEstate,
  type TestEstate,
} from '../estate/start-test-estate.ts';
import { callRaw, type RawCall } from './call-raw.ts';

const KEY_MANAGERS_PATH = '/api/security/key-managers';

/** The calls of Ansible's na_ontap_security_key_manager 22.7.0, request by request: an independent client. */
describe("the call sequence of Ansible's key manager module", () => {
  let estate: TestEstate;
  beforeAll(async () => {
    estate = await startTestEstate({ only: ['ontap-01'] });
    // The module wants the cluster scope for itself.
    await call(`${KEY_MANAGERS_PATH}/${KEY_MANAGERS.onboard}`, {
      method: 'DELETE',
    });
  });
  afterAll(() => estate.stop());

  const call = (target: string, options?: RawCall) =>
    callRaw(estate.entry('ontap-01'), target, {
      headers: { accept: 'application/json' },
      ...options,
    });

  it('learns the version from its four members', async () => {
    const { body, headers } = await call('/api/cluster?fields=version');
    expect(headers['content-type']).toBe('application/json');
    expect(body).toMatchObject({
      version: {
        full: expect.stringContaining('NetApp Release 9.16.1') as string,
        generation: 9,
        major: 16,
        minor: 1,
      },
    });
  });

  it('finds the one key manager of the cluster scope', async () => {
    const { body } = await call(
      `${KEY_MANAGERS_PATH}?scope=cluster&fields=status,external,uuid,onboard`,
    );
    expect(body).toMatchObject({
      num_records: 1,
      records: [
        {
          uuid: KEY_MANAGERS.cluster,
          status: { code: 65537200 },
          external: { servers: expect.any(Array) as unknown },
        },
      ],
    });
    expect(JSON.stringify(body)).not.toContain('"_links":{"self"');
  });

  it('finds a certificate by name and scope', async () => {
    const { body } = await call(
      '/api/security/certificates?name=kmip-client-cluster&scope=cluster&fields=uuid,name,common_name,type',
    );
    expect(body).toMatchObject({
      num_records: 1,
      records: [
        {
          name: 'kmip-client-cluster',
          common_name: 'prod-cluster-01',
          type: 'client',
        },
      ],
    });
  });

  it('takes a raw colon in the server to delete and a return_timeout on key servers', async () => {
    const servers = `${KEY_MANAGERS_PATH}/${KEY_MANAGERS.cluster}/key-servers`;
    expect(
      (
        await call(`${servers}/kms2.corp.example:5696?return_timeout=30`, {
          method: 'DELETE',
        })
      ).status,
    ).toBe(200);
    const added = await call(`${servers}?return_timeout=30`, {
      method: 'POST',
      body: { server: '10.0.0.1:5696' },
    });
    expect(added.status).toBe(201);
    const listed = keyServerPage.parse((await call(servers)).body);
    expect(listed.records.map(({ server }) => server)).toContain(
      '10.0.0.1:5696',
    );
  });

  it('deletes and creates a key manager, waiting for the answer or for its job', async () => {
    const own = `${KEY_MANAGERS_PATH}/${KEY_MANAGERS.lab}`;
    expect((await call(own, { method: 'DELETE' })).status).toBe(200);
    const certificates = z.object({
      records: z.array(z.object({ uuid: z.string(), name: z.string() })),
    });
    const { body } = await call(
      '/api/security/certificates?name=kmip-client-cluster|corp-kms-root&scope=cluster&fields=uuid,name',
    );
    const uuidOf = (name: string) => ({
      uuid: certificates
        .parse(body)
        .records.find((record) => record.name === name)?.uuid,
    });
    const wanted = {
      svm: { name: 'svm-lab' },
      external: {
        client_certificate: uuidOf('kmip-client-cluster'),
        server_ca_certificates: [uuidOf('corp-kms-root')],
        servers: [{ server: '10.0.0.1:5696' }],
      },
    };
    const created = await call(`${KEY_MANAGERS_PATH}?return_timeout=30`, {
      method: 'POST',
      body: wanted,
    });
    expect(created.status).toBe(201);
    const location = String(created.headers['location']);
    expect((await call(location)).body).toMatchObject({
      svm: { name: 'svm-lab' },
    });

    const started = await call(KEY_MANAGERS_PATH, {
      method: 'POST',
      body: { ...wanted, svm: { name: 'svm-research' } },
    });
    expect(started.status).toBe(202);
    const jobUuid = z
      .object({ job: z.object({ uuid: z.string() }) })
      .parse(started.body).job.uuid;
    await expect
      .poll(
        async () =>
          job.parse((await call(`/api/cluster/jobs/${jobUuid}`)).body).state,
        { timeout: 5000 },
      )
      .toBe('success');
    const found = keyManagerPage.parse(
      (await call(`${KEY_MANAGERS_PATH}?svm.name=svm-research`)).body,
    );
    expect(found.records).toHaveLength(1);
  });
});
