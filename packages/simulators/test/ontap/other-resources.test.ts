import { generateKeyPairSync, webcrypto } from 'node:crypto';
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  certificatePage,
  keyServer,
  ontapErrorBody,
} from '@keyward/ontap-client/wire';
import { CERTIFICATES } from '../../src/ontap/initial-certificates.ts';
import { KEY_MANAGERS } from '../../src/ontap/initial-state.ts';
import {
  startTestEstate,
  type TestEstate,
} from '../estate/start-test-estate.ts';
import { callRaw, type RawCall } from './call-raw.ts';

const KEY_MANAGERS_PATH = '/api/security/key-managers';
const CERTIFICATES_PATH = '/api/security/certificates';
const DAY_MS = 86_400_000;

describe('the other resources of the ONTAP simulator', () => {
  let estate: TestEstate;
  beforeAll(async () => {
    estate = await startTestEstate({
      only: ['ontap-01'],
      options: { taskSeconds: 1.5 },
    });
  });
  beforeEach(() => estate.control('ontap-01').reset());
  afterAll(() => estate.stop());

  const call = (target: string, options?: RawCall) =>
    callRaw(estate.entry('ontap-01'), target, options);
  const codeOf = async (target: string, options?: RawCall) =>
    ontapErrorBody.parse((await call(target, options)).body).error.code;

  describe('key servers', () => {
    const server = `${KEY_MANAGERS_PATH}/${KEY_MANAGERS.archive}/key-servers/kms-archive-a.corp.example%3A5696`;

    it('changes timeout, account and secondaries', async () => {
      const body = {
        timeout: 0,
        username: 'u',
        password: 'p',
        secondary_key_servers: ['Backup.Corp.Example'],
      };
      expect((await call(server, { method: 'PATCH', body })).status).toBe(200);
      expect(keyServer.parse((await call(server)).body)).toMatchObject({
        timeout: 0,
        username: 'u',
        secondary_key_servers: ['backup.corp.example:5696'],
      });
    });

    it.each([
      ['nothing', {}, '65536880'],
      ['a port on this release', { port: 5697 }, '65537002'],
      ['a user name without password', { username: 'u' }, '65536846'],
      ['a password without user name', { password: 'p' }, '65536845'],
      [
        'four secondaries',
        { secondary_key_servers: ['a', 'b', 'c', 'd'] },
        '65537400',
      ],
      [
        'itself as secondary',
        { secondary_key_servers: ['KMS-archive-a.corp.example'] },
        '65538407',
      ],
      [
        'a secondary twice',
        { secondary_key_servers: ['a', 'A:5696'] },
        '65538408',
      ],
      [
        'a secondary that is no address',
        { secondary_key_servers: ['a b'] },
        '65538413',
      ],
      [
        'a primary as secondary',
        { secondary_key_servers: ['kms-archive-b.corp.example:5697'] },
        '65538502',
      ],
      ['a timeout out of bounds', { timeout: 61 }, '2'],
    ])('refuses to change %s', async (_what, body, code) => {
      expect(await codeOf(server, { method: 'PATCH', body })).toBe(code);
    });

    it('deletes the last copy of keys only by force', async () => {
      const target = `${KEY_MANAGERS_PATH}/${KEY_MANAGERS.cluster}/key-servers/kms1.corp.example:5696`;
      expect(await codeOf(target, { method: 'DELETE' })).toBe('65536700');
      expect(
        (await call(`${target}?force=true`, { method: 'DELETE' })).status,
      ).toBe(200);
      expect(await codeOf(target)).toBe('4');
      expect(await codeOf(target, { method: 'DELETE' })).toBe('65536843');
    });
  });

  describe('key managers', () => {
    const ca = { uuid: CERTIFICATES.kmsAuthority };
    const client = { uuid: CERTIFICATES.clusterClient };
    const servers = [{ server: '10.0.0.1' }];

    it.each([
      ['neither kind', {}, '2'],
      ['both kinds', { external: {}, onboard: {} }, '2'],
      [
        'a second one for the cluster',
        {
          external: {
            client_certificate: client,
            server_ca_certificates: [ca],
            servers,
          },
        },
        '65539216',
      ],
      [
        'a second one for an SVM',
        { svm: { name: 'svm-finance' }, external: {} },
        '65536823',
      ],
      [
        'an external one without certificates',
        { svm: { name: 'svm-research' }, external: { servers } },
        '65536876',
      ],
      [
        'an SVM that is not there',
        { svm: { name: 'svm-nowhere' }, external: {} },
        '4',
      ],
      [
        'the onboard one for an SVM',
        {
          svm: { name: 'svm-research' },
          onboard: { passphrase: 'x'.repeat(32) },
        },
        '65536916',
      ],
    ])('refuses to create %s', async (_what, body, code) => {
      expect(await codeOf(KEY_MANAGERS_PATH, { method: 'POST', body })).toBe(
        code,
      );
    });

    it('keeps one with encrypted volumes', async () => {
      expect(
        await codeOf(`${KEY_MANAGERS_PATH}/${KEY_MANAGERS.finance}`, {
          method: 'DELETE',
        }),
      ).toBe('65536867');
    });

    it('changes the authorities, but not to a client certificate with another key', async () => {
      const target = `${KEY_MANAGERS_PATH}/${KEY_MANAGERS.cluster}`;
      const authorities = {
        external: {
          server_ca_certificates: [{ uuid: CERTIFICATES.spareAuthority }],
        },
      };
      expect(
        (await call(target, { method: 'PATCH', body: authorities })).status,
      ).toBe(200);
      expect((await call(target)).body).toMatchObject({
        external: { server_ca_certificates: [{ name: 'corp-kms-root-2031' }] },
      });
      const other = {
        external: { client_certificate: { uuid: CERTIFICATES.financeClient } },
      };
      expect(await codeOf(target, { method: 'PATCH', body: other })).toBe(
        '65536850',
      );
    });

    it('asks for both passphrases of the onboard one', async () => {
      const target = `${KEY_MANAGERS_PATH}/${KEY_MANAGERS.onboard}`;
      const next = 'x'.repeat(32);
      expect(
        await codeOf(target, {
          method: 'PATCH',
          body: { onboard: { passphrase: next } },
        }),
      ).toBe('65536917');
      const wrong = {
        onboard: { existing_passphrase: 'y'.repeat(32), passphrase: next },
      };
      expect(await codeOf(target, { method: 'PATCH', body: wrong })).toBe(
        '65536139',
      );
    });
  });

  describe('jobs', () => {
    it('follow a creation from running to success and can be neither paused nor cancelled', async () => {
      const body = {
        svm: { name: 'svm-research' },
        external: {
          client_certificate: { uuid: CERTIFICATES.clusterClient },
          server_ca_certificates: [{ uuid: CERTIFICATES.kmsAuthority }],
          servers: [{ server: '10.0.0.1' }],
        },
      };
      const started = await call(KEY_MANAGERS_PATH, { method: 'POST', body });
      const { job } = z
        .object({
          job: z.object({
            uuid: z.string(),
            _links: z.object({ self: z.object({ href: z.string() }) }),
          }),
        })
        .parse(started.body);
      const self = job._links.self.href;
      expect((await call(self)).body).toMatchObject({
        uuid: job.uuid,
        state: 'running',
      });
      expect(await codeOf(`${self}?action=cancel`, { method: 'PATCH' })).toBe(
        '458784',
      );
      await expect
        .poll(async () => (await call(self)).body, { timeout: 5000 })
        .toMatchObject({
          state: 'success',
          end_time: expect.any(String) as string,
        });
      expect(await codeOf(`${self}?action=pause`, { method: 'PATCH' })).toBe(
        '458762',
      );
      await estate.control('ontap-01').fault('forget_tasks');
      expect(await codeOf(self)).toBe('4');
    });
  });

  describe('certificates', () => {
    it('installs a client certificate with its key and deletes it again', async () => {
      const { pem, key } = await makeCertificate();
      const body = {
        type: 'client',
        public_certificate: pem,
        private_key: key,
        name: 'fresh',
      };
      const installed = await call(`${CERTIFICATES_PATH}?return_records=true`, {
        method: 'POST',
        body,
      });
      expect(installed.status).toBe(201);
      expect(installed.text).not.toContain('PRIVATE KEY');
      const found = certificatePage.parse(
        (await call(`${CERTIFICATES_PATH}?name=fresh&fields=*`)).body,
      ).records[0];
      expect(found).toMatchObject({
        common_name: 'fresh.example',
        type: 'client',
      });
      expect(
        (
          await call(`${CERTIFICATES_PATH}/${found?.uuid ?? ''}`, {
            method: 'DELETE',
          })
        ).status,
      ).toBe(200);
    });

    it('refuses what the vendor refuses', async () => {
      const { pem, key } = await makeCertificate();
      const { pem: expired, key: expiredKey } = await makeCertificate(-20, -10);
      const { pem: future, key: futureKey } = await makeCertificate(10, 20);
      const stranger = generateKeyPairSync('ec', {
        namedCurve: 'P-256',
        privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
        publicKeyEncoding: { type: 'spki', format: 'pem' },
      }).privateKey;
      const install = (body: object) =>
        codeOf(CERTIFICATES_PATH, { method: 'POST', body });
      expect(
        await install({
          type: 'client',
          public_certificate: 'no PEM',
          private_key: key,
        }),
      ).toBe('52559975');
      expect(
        await install({
          type: 'client',
          public_certificate: expired,
          private_key: expiredKey,
        }),
      ).toBe('52559973');
      expect(
        await install({
          type: 'client',
          public_certificate: future,
          private_key: futureKey,
        }),
      ).toBe('52559972');
      expect(
        await install({
          type: 'client',
          public_certificate: pem,
          private_key: stranger,
        }),
      ).toBe('52559976');
      expect(
        await install({
          type: 'client',
          public_certificate: pem,
          private_key: 'no key',
        }),
      ).toBe('52560123');
      expect(await install({ type: 'client', public_certificate: pem })).toBe(
        '3735693',
      );
      expect(
        await install({
          type: 'server_ca',
          public_certificate: pem,
          private_key: key,
        }),
      ).toBe('3735618');
      expect(await install({ type: 'root_ca', public_certificate: pem })).toBe(
        '3735622',
      );
    });

    it('keeps a certificate that a key manager uses', async () => {
      expect(
        await codeOf(`${CERTIFICATES_PATH}/${CERTIFICATES.clusterClient}`, {
          method: 'DELETE',
        }),
      ).toBe('3735683');
    });
  });

  it('answers unknown paths with code 4 and other methods with code 3', async () => {
    expect(await codeOf('/api/storage/volumes')).toBe('4');
    expect(await codeOf('/api/cluster', { method: 'DELETE' })).toBe('3');
  });
});

async function makeCertificate(
  fromDays = -1,
  toDays = 30,
): Promise<{ pem: string; key: string }> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, [
    'sign',
    'verify',
  ]);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    {
      name: 'CN=fresh.example',
      notBefore: new Date(Date.now() + fromDays * DAY_MS),
      notAfter: new Date(Date.now() + toDays * DAY_MS),
      keys,
      signingAlgorithm: algorithm,
    },
    webcrypto,
  );
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    pem: certificate.toString('pem'),
    key: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'),
  };
}
