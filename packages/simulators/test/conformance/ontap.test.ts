import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SimulatorAnswer } from '../../src/index.ts';
import { KEY_MANAGERS } from '../../src/ontap/initial-state.ts';
import { CERTIFICATES } from '../../src/ontap/initial-certificates.ts';
import {
  startTestEstate,
  type TestEstate,
} from '../estate/start-test-estate.ts';
import { callRaw, type RawCall } from '../ontap/call-raw.ts';
import { addServers, connectOntap, noSecrets } from '../ontap/connect-ontap.ts';
import { Conformance } from './conformance.ts';
import { createRecorder } from './record-exchanges.ts';
import { specFolder, WITH_SPECS } from './spec-folder.ts';

const FILES = ['ontap-security.json'];
const KEY_MANAGERS_PATH = '/api/security/key-managers';

describe.skipIf(specFolder === null)(
  `the ONTAP client and simulator against the vendor's description ${WITH_SPECS}`,
  () => {
    const recorder = createRecorder();
    let estate: TestEstate;
    let conformance: Conformance;
    beforeAll(async () => {
      conformance = new Conformance(specFolder ?? '', FILES, {
        allowedQuery: ['start.uuid'],
      });
      estate = await startTestEstate({
        only: ['ontap-01'],
        wrap: (simulator) => recorder.wrap(simulator),
      });
    });
    afterAll(() => estate.stop());

    const call = (target: string, options?: RawCall) =>
      callRaw(estate.entry('ontap-01'), target, options);

    it('agrees with it in everything the client does', async () => {
      const client = connectOntap(estate.entry('ontap-01'));
      await client.probe();
      await client.listKeyManagers({ pageSize: 2 });
      for (const uuid of Object.values(KEY_MANAGERS)) {
        await client.getKeyManager(uuid);
        await client.listKeyServers(uuid, { connectivity: true });
      }
      await client.getKeyServer(
        KEY_MANAGERS.finance,
        'kms-finance.corp.example:5696',
        { connectivity: true },
      );
      const installed = await client.listCertificates();
      await client.readPublicCertificates(installed.map(({ uuid }) => uuid));
      await client.listJobs(['00000000-0000-0000-0000-000000000001']);
      await client.sendFrozen(
        addServers(KEY_MANAGERS.finance, {
          server: 'a.example',
          timeout: -1,
          username: 'u',
        }),
        noSecrets,
      );
      await client.sendFrozen(
        addServers(KEY_MANAGERS.finance, {
          records: [
            { server: 'b.example', timeout: 60 },
            { server: 'c.example' },
          ],
        }),
        noSecrets,
      );
      for (const code of ['65536038', '65536870', '66060338', '4', '6']) {
        await expect(
          client.sendFrozen(
            addServers(KEY_MANAGERS.archive, {
              server: `error-${code}.keyward.test`,
            }),
            noSecrets,
          ),
        ).rejects.toThrow();
      }
      await client.close();
      expect(recorder.exchanges.length).toBeGreaterThan(20);
      expect(conformance.check(recorder.exchanges).violations).toEqual([]);
    });

    it('agrees with it in what only the simulator does, where it agrees with itself', async () => {
      const server = `${KEY_MANAGERS_PATH}/${KEY_MANAGERS.archive}/key-servers/kms-archive-a.corp.example%3A5696`;
      await call(server, {
        method: 'PATCH',
        body: { timeout: 5, secondary_key_servers: ['d.example'] },
      });
      await call(server, { method: 'DELETE' });
      await call(`${KEY_MANAGERS_PATH}?fields=**&max_records=2`);
      await call(`/api/security/certificates?fields=*&max_records=3`);
      await call(`/api/security/certificates/${CERTIFICATES.kmsAuthority}`);
      await call(`/api/security/certificates/${CERTIFICATES.spareAuthority}`, {
        method: 'DELETE',
      });
      await call(`/api/security/certificates`, {
        method: 'POST',
        body: { type: 'client' },
      });
      const external = {
        client_certificate: { uuid: CERTIFICATES.clusterClient },
        server_ca_certificates: [{ uuid: CERTIFICATES.kmsAuthority }],
      };
      await call(`${KEY_MANAGERS_PATH}/${KEY_MANAGERS.cluster}`, {
        method: 'PATCH',
        body: { external },
      });
      const body = {
        svm: { name: 'svm-research' },
        external: { ...external, servers: [{ server: 'e.example' }] },
      };
      const started = await call(KEY_MANAGERS_PATH, { method: 'POST', body });
      expect(started.status).toBe(202);
      await call(`/api/cluster/jobs?fields=*`);
      await call(`${KEY_MANAGERS_PATH}/${KEY_MANAGERS.onboard}`, {
        method: 'DELETE',
      });
      await call(`/api/cluster/jobs/00000000-0000-0000-0000-000000000001`);
      await call(
        `/api/cluster/jobs/00000000-0000-0000-0000-000000000001?action=cancel`,
        { method: 'PATCH' },
      );
      const { violations } = conformance.check(recorder.exchanges);
      expect(violations.map((text) => text.replaceAll(/\/\d+/g, '/n'))).toEqual(
        [
          // A stored server may wait for ever (-1); inside its key manager the description allows 1 to 60 only.
          'GET /api/security/key-managers: answer 200: answer/records/n/external/servers/n/timeout must be >= 1',
        ],
      );
    });

    it('would notice an invented field, a wrong type, an unknown parameter and an undescribed status', () => {
      const path = `${KEY_MANAGERS_PATH}/${KEY_MANAGERS.finance}/key-servers`;
      const request = {
        method: 'GET',
        path,
        headers: {},
        body: undefined,
        rawBody: '',
        lie: false,
        query: new URLSearchParams(),
      };
      const violationsOf = (answer: SimulatorAnswer, query = '') =>
        conformance.check([
          {
            request: { ...request, query: new URLSearchParams(query) },
            answer,
          },
        ]).violations;
      expect(violationsOf({ status: 200, body: { records: [] } })).toEqual([]);
      expect(
        violationsOf({
          status: 200,
          body: { records: [{ server: 'a', invented: 1 }] },
        })[0],
      ).toContain('(invented)');
      expect(
        violationsOf({ status: 200, body: { records: [{ server: 1 }] } })[0],
      ).toContain('must be string');
      expect(
        violationsOf({ status: 200, body: {} }, 'colour=red')[0],
      ).toContain('colour is not described');
      expect(violationsOf({ status: 204 })[0]).toContain(
        '204 is not described',
      );
    });

    it('leaves exactly this outside the comparison', () => {
      const { uncovered, notExercised } = conformance.check(recorder.exchanges);
      expect(uncovered).toEqual(['GET /api/cluster']);
      expect(notExercised).toEqual([
        'GET /api/security/key-managers/{security_key_manager.uuid}/keys/{node.uuid}/key-ids',
        'GET /api/security/key-managers/{security_key_manager.uuid}/keys/{node.uuid}/key-ids/{key_id}',
        'POST /api/security/certificates/{ca.uuid}/sign',
        'POST /api/security/key-managers/{security_key_manager.uuid}/restore',
      ]);
    });
  },
);
