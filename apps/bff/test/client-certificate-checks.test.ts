import { readBundle } from '@keyward/pki/bundle';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { submit } from './support/changes.ts';
import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from './support/console-under-test.ts';
import { newPair, replaceCertificate } from './late-secrets/late-changes.ts';
import type { Person } from './support/person.ts';

let console: ConsoleUnderTest;
let admin: Person;
beforeAll(async () => {
  console = await startConsoleUnderTest({ estate: ['vc-ta'] });
  admin = await console.signIn('admin');
});
afterAll(() => console.stop());

describe('the checks of a client certificate', () => {
  it('say what the form said in the browser', async () => {
    const { certificate } = await newPair(console);
    const change = await submit(
      admin,
      replaceCertificate(console, certificate),
    );
    const inTheBrowser = await readBundle(
      [{ name: 'client.pem', bytes: new TextEncoder().encode(certificate) }],
      { slot: 'client', now: new Date() },
    );
    const shared = inTheBrowser.findings.filter(({ id }) =>
      change.checks.some((check) => check.id === id),
    );
    expect(shared.map(({ id }) => id).toSorted()).toEqual([
      'certificate-client-auth',
      'certificate-is-no-ca',
      'certificate-key',
      'certificate-key-usage',
      'certificate-lasts',
      'certificate-not-expired',
      'certificate-not-too-long',
      'certificate-signature',
      'certificate-valid-already',
      'chain-complete',
    ]);
    for (const { id, passed, sentence, severity } of shared) {
      const check = change.checks.find((each) => each.id === id);
      expect(check).toMatchObject({ passed, severity });
      expect(check?.evidence.startsWith(sentence)).toBe(true);
    }
  });

  it('tell an approver of certificates that are no chain', async () => {
    const [first, second] = [await newPair(console), await newPair(console)];
    const change = await submit(
      admin,
      replaceCertificate(console, first.certificate + second.certificate),
    );
    expect(change.checks).toContainEqual(
      expect.objectContaining({
        id: 'chain-in-order',
        severity: 'warning',
        passed: false,
        field: '/certificate',
      }),
    );
  });
});
