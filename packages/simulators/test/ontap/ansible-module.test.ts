import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { keyServerPage } from '@keyward/ontap-client/wire';
import { KEY_MANAGERS } from '../../src/ontap/initial-state.ts';
import {
  startTestEstate,
  type TestEstate,
} from '../estate/start-test-estate.ts';
import { callRaw } from './call-raw.ts';

const packages =
  process.env['KEYWARD_ANSIBLE_PATH'] ?? '/usr/lib/python3/dist-packages';
const module = join(
  packages,
  'ansible_collections/netapp/ontap/plugins/modules/na_ontap_security_key_manager.py',
);
const isWanted = process.env['KEYWARD_ANSIBLE'] === '1' && existsSync(module);

const outcome = z.looseObject({
  failed: z.boolean().default(false),
  changed: z.boolean().optional(),
  msg: z.string().optional(),
});

/** Debian's `ansible` package ships the module; it also runs from an unpacked package (KEYWARD_ANSIBLE_PATH). */
describe.skipIf(!isWanted)(
  "Ansible's key manager module itself (needs KEYWARD_ANSIBLE=1 and the ansible package)",
  () => {
    let estate: TestEstate;
    beforeAll(async () => {
      estate = await startTestEstate({ only: ['ontap-01'] });
    });
    afterAll(() => estate.stop());

    async function runModule(args: object) {
      const { host, port, username, password } = estate.entry('ontap-01');
      const common = {
        hostname: host,
        http_port: port,
        https: true,
        validate_certs: false,
        use_rest: 'always',
        username,
        password,
      };
      const running = promisify(execFile)('python3', ['-W', 'ignore', module], {
        env: { ...process.env, PYTHONPATH: packages },
        timeout: 60_000,
      });
      running.child.stdin?.end(
        JSON.stringify({ ANSIBLE_MODULE_ARGS: { ...common, ...args } }),
      );
      const { stdout } = await running;
      const [line = ''] = stdout.trim().split('\n').slice(-1);
      return outcome.parse(JSON.parse(line));
    }

    const servers = async () => {
      const { body } = await callRaw(
        estate.entry('ontap-01'),
        `/api/security/key-managers/${KEY_MANAGERS.finance}/key-servers`,
      );
      return keyServerPage.parse(body).records.map(({ server }) => server);
    };
    const finance = (...names: string[]) => ({
      vserver: 'svm-finance',
      external: {
        client_certificate: 'kmip-client-finance',
        server_ca_certificates: ['corp-kms-root'],
        servers: names,
      },
    });

    it('adds and removes key servers', async () => {
      expect(
        await runModule(
          finance('kms-finance.corp.example:5696', '10.0.0.1:5696'),
        ),
      ).toMatchObject({ failed: false, changed: true });
      expect(await servers()).toEqual([
        'kms-finance.corp.example:5696',
        '10.0.0.1:5696',
      ]);
      expect(await runModule(finance('10.0.0.1:5696'))).toMatchObject({
        failed: false,
        changed: true,
      });
      expect(await servers()).toEqual(['10.0.0.1:5696']);
    }, 120_000);

    it('removes a key manager', async () => {
      expect(
        await runModule({ state: 'absent', vserver: 'svm-lab' }),
      ).toMatchObject({ failed: false, changed: true });
      const { status } = await callRaw(
        estate.entry('ontap-01'),
        `/api/security/key-managers/${KEY_MANAGERS.lab}`,
      );
      expect(status).toBe(404);
    }, 60_000);
  },
);
