import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { newKey } from '../support/changes.ts';
import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from '../support/console-under-test.ts';
import { databaseText } from '../support/database-text.ts';
import { type Person, problemOf } from '../support/person.ts';
import { PRIVATE_KEYS, tracesOf } from './samples.ts';

let console: ConsoleUnderTest;
let admin: Person;
beforeAll(async () => {
  console = await startConsoleUnderTest({ estate: ['vc-ta'] });
  admin = await console.signIn('admin');
});
afterAll(() => console.stop());

function requests(
  text: string,
): [path: string, pointer: string, body: object][] {
  const input = {
    trustAuthorityCluster: 'domain-c101',
    provider: 'kmip-prod',
    certificate: 'x',
    keySource: { type: 'CSR' },
  };
  const target = {
    operation: 'vcenter.update-provider-client-certificate',
    connectionId: console.connectionId('vc-ta'),
  };
  const change = { ...target, input, reason: 'x' };
  return [
    [
      '/api/changes',
      '/input/certificate',
      { ...change, input: { ...input, certificate: text } },
    ],
    [
      '/api/changes/preview',
      '/input/certificate',
      { ...target, input: { ...input, certificate: text } },
    ],
    ['/api/changes', '/reason', { ...change, reason: text }],
    ['/api/changes', '/ticket', { ...change, ticket: text }],
    [
      '/api/connections',
      '/trust/pem',
      {
        name: 'x',
        kind: 'vcenter',
        host: 'vc.lab.test',
        port: 443,
        trust: { mode: 'ca', pem: text },
        credential: { username: 'x', password: 'y' },
      },
    ],
    [
      '/api/changes',
      '/input/trust/pem',
      {
        operation: 'console.update-connection',
        input: { trust: { mode: 'ca', pem: text } },
        reason: 'x',
      },
    ],
  ];
}

describe('a request with a private key in a public field', () => {
  it('is answered 422 with the field, and nothing of it is answered, logged or stored', async () => {
    for (const [what, text] of PRIVATE_KEYS) {
      for (const [path, pointer, body] of requests(text)) {
        const answer = await admin.call('POST', path, body, newKey());
        expect(answer.status, `${what} at ${pointer}`).toBe(422);
        expect(problemOf(answer)).toMatchObject({
          code: 'private_key_in_public_field',
          fieldErrors: [{ pointer, code: 'private_key_in_public_field' }],
        });
      }
    }
    const places = [
      console.answers.join('\n'),
      console.logged.join('\n'),
      await databaseText(console.db),
    ].map((place) => place.replaceAll('\\n', '\n'));
    for (const [what, text] of PRIVATE_KEYS) {
      for (const trace of tracesOf(text)) {
        const found = places.map((place) => place.includes(trace));
        expect([what, ...found]).toEqual([what, false, false, false]);
      }
    }
  });
});
