import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { submit, trySubmit } from '../support/changes.ts';
import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from '../support/console-under-test.ts';
import { type Person, refusalOf } from '../support/person.ts';
import type { BadInput } from './bad-input/bad-input.ts';
import { BAD_NATIVE_PROVIDERS } from './bad-input/esx-create-native-provider.ts';
import { BAD_KEY_SERVERS } from './bad-input/ontap-add-key-servers.ts';
import { LACKING_OPERATIONS } from './bad-input/operations-that-a-target-lacks.ts';
import { BAD_CLUSTER_SOURCES } from './bad-input/vcenter-configure-cluster-kms-service.ts';
import { BAD_CERTIFICATES } from './bad-input/vcenter-update-provider-client-certificate.ts';
import { countRows } from './count-rows.ts';
import { ESTATE, type Requests, requestsTo } from './requests.ts';

const BAD_INPUT: BadInput[] = [
  ...BAD_KEY_SERVERS,
  ...BAD_NATIVE_PROVIDERS,
  ...BAD_CLUSTER_SOURCES,
  ...BAD_CERTIFICATES,
  ...LACKING_OPERATIONS,
];

let console: ConsoleUnderTest;
let admin: Person;
let requests: Requests;

beforeAll(async () => {
  console = await startConsoleUnderTest({ estate: ESTATE });
  requests = requestsTo(console);
  admin = await console.signIn('admin');
});
afterAll(() => console.stop());
beforeEach(async () => {
  for (const name of ESTATE) await console.control(name).reset();
});

describe('bad input', () => {
  it.each(BAD_INPUT)(
    'names its field and changes nothing: %s',
    async (_what, make, code, fields) => {
      const before = await countRows(console.db);
      const answer = await trySubmit(admin, await make(requests));
      expect(refusalOf(answer)).toEqual({ code, fields });
      expect(await countRows(console.db)).toEqual(before);
    },
  );

  it.each([
    ['no-client-auth', 'no clientAuth'],
    ['no-usage', 'no extended key usage'],
  ])(
    'that only may be wrong is a warning with its reason: %s',
    async (kind, reason) => {
      const change = await submit(admin, await requests.replacePair(kind));
      const check = change.checks.find(
        (each) => each.id === 'certificate-client-auth',
      );
      expect(check).toMatchObject({
        severity: 'warning',
        passed: false,
        field: '/certificate',
      });
      expect(check?.evidence).toContain(reason);
    },
  );

  it('that answers no signing request is a warning', async () => {
    const { certificate } = await requests.certificateOf('valid');
    const change = await submit(
      admin,
      requests.replaceCertificate(certificate, { type: 'CSR' }),
    );
    expect(change.checks).toContainEqual(
      expect.objectContaining({
        id: 'answers-csr',
        severity: 'warning',
        passed: false,
      }),
    );
  });

  it('leaves random keys unread: a key of 32 bytes passes without a word', async () => {
    const change = await submit(
      admin,
      requests.newProvider({
        keyDerivationKey: randomBytes(32).toString('base64'),
      }),
    );
    const failed = change.checks.filter((each) => !each.passed);
    expect(failed.map((each) => each.id)).toEqual(['feature-in-development']);
  });
});
