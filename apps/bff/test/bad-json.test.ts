import { type RouteContract, ROUTES } from '@keyward/contract';
import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { newKey, newProvider } from './support/changes.ts';
import {
  type ConsoleUnderTest,
  startConsoleUnderTest,
} from './support/console-under-test.ts';
import {
  PAGE_HEADERS,
  type Person,
  problemOf,
  refusalOf,
} from './support/person.ts';
import type { Answer } from './support/send.ts';

const scale = Number(process.env['KEYWARD_TEST_SCALE'] ?? '0.05');
const runs = (full: number): number => Math.max(20, Math.ceil(full * scale));

let console: ConsoleUnderTest;
let admin: Person;

beforeAll(async () => {
  console = await startConsoleUnderTest({ estate: ['esx-01'] });
  admin = await console.signIn('admin');
});
afterAll(() => console.stop());

function post(
  path: string,
  body: string | Buffer,
  headers: Record<string, string> = {},
): Promise<Answer> {
  return console.send({
    method: 'POST',
    path,
    body,
    headers: {
      ...PAGE_HEADERS,
      ...newKey(),
      cookie: admin.cookie,
      ...headers,
    },
  });
}

const submitText = (): string => JSON.stringify(newProvider(console));

function nested(depth: number): string {
  return `${'['.repeat(depth)}${']'.repeat(depth)}`;
}

/** A good submission with one member's text replaced. */
function withMember(name: string, text: string): string {
  const rest = Object.entries(newProvider(console)).filter(
    ([member]) => member !== name,
  );
  return `{${JSON.stringify(name)}:${text},${JSON.stringify(Object.fromEntries(rest)).slice(1)}`;
}

async function storedRows(): Promise<number[]> {
  const count = async (
    table: 'change' | 'change_secret' | 'idempotency' | 'task',
  ): Promise<number> => {
    const row = await console.db
      .selectFrom(table)
      .select((query) => query.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    return row.count;
  };
  return Promise.all([
    count('change'),
    count('change_secret'),
    count('idempotency'),
    count('task'),
  ]);
}

describe('text that is no JSON of ours', () => {
  it.each<[string, () => string | Buffer]>([
    ['broken off', () => submitText().slice(0, -5)],
    ['followed by more', () => `${submitText()}{}`],
    ['in single quotes', () => submitText().replaceAll('"', "'")],
    ['with a comma too many', () => submitText().replace(/}$/, ',}')],
    ['only a blank', () => ' '],
    ['with a byte order mark', () => `\ufeff${submitText()}`],
    ['deep', () => withMember('input', nested(21))],
    ['very deep', () => nested(30_000)],
    [
      'of more than 500 members',
      () =>
        JSON.stringify(
          Object.fromEntries(Array.from({ length: 501 }, (_, i) => [i, i])),
        ),
    ],
    ['with a member twice', () => withMember('reason', '"a","reason":"b"')],
    [
      'with a member twice, once escaped',
      () => withMember('reason', '"a","re\\u0061son":"b"'),
    ],
    ['with __proto__', () => withMember('__proto__', '{"isAdmin":true}')],
    [
      'with an escaped __proto__',
      () => withMember('reason', '"a","\\u005f_proto__":{}'),
    ],
    ['with constructor', () => withMember('constructor', '{"prototype":{}}')],
    [
      'with a number that loses digits',
      () => withMember('expiresInHours', '9007199254740993'),
    ],
    ['with a number beyond all', () => withMember('expiresInHours', '1e400')],
    ['with a lone surrogate', () => withMember('reason', '"\\ud800"')],
    [
      'of bytes that are no UTF-8',
      () => Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]),
    ],
    ['in UTF-16', () => Buffer.from(submitText(), 'utf16le')],
  ])('is malformed_json: %s', async (_what, body) => {
    const before = await storedRows();
    const answer = await post('/api/changes', body());
    expect(refusalOf(answer)).toEqual({ code: 'malformed_json', fields: [] });
    expect(await storedRows()).toEqual(before);
  });

  it.each([
    '{"input": "KWCANARY-open',
    '{"input": "KWCANARY-word" oops}',
    '{"KWCANARY-name": }',
    '{"input": KWCANARY}',
    '"KWCANARY-text" "more"',
  ])('never comes back in the answer or the log: %s', async (text) => {
    const answer = await post('/api/changes', text);
    expect(problemOf(answer).code).toBe('malformed_json');
    expect(answer.text).not.toContain('KWCANARY');
    expect(console.logged.join('')).not.toContain('KWCANARY');
  });

  it('is refused compressed', async () => {
    for (const encoding of ['gzip', 'br', 'deflate', 'identity, gzip']) {
      const answer = await post('/api/changes', gzipSync(submitText()), {
        'content-encoding': encoding,
      });
      expect(problemOf(answer).code).toBe('unsupported_media_type');
    }
  });
});

describe('a body that is too large', () => {
  const large = JSON.stringify({ reason: 'x'.repeat(300_000) });

  it('is refused by its declared length', async () => {
    const answer = await post('/api/changes', large);
    expect(problemOf(answer).code).toBe('payload_too_large');
  });

  it('is refused by what really comes', async () => {
    const answer = await post('/api/changes', large, {
      'transfer-encoding': 'chunked',
    });
    expect(problemOf(answer).code).toBe('payload_too_large');
  });

  it('may be larger where certificates travel', async () => {
    const text = JSON.stringify({ reason: 'x'.repeat(100_000) });
    expect(problemOf(await post('/api/changes', text)).code).toBe(
      'validation_failed',
    );
    expect(problemOf(await post('/api/session', text)).code).toBe(
      'payload_too_large',
    );
  });

  it('costs the next request on the connection nothing', async () => {
    await post('/api/changes', large);
    expect((await admin.call('GET', '/api/session')).status).toBe(200);
  });
});

describe('a well-formed body of the wrong shape', () => {
  it.each<[string, unknown, string[]]>([
    ['nothing', {}, ['/operation', '/input', '/reason', '/connectionId']],
    ['a list', [], ['']],
    ['a text', 'x', ['']],
    ['null', null, ['']],
    ['a number', 1, ['']],
  ])('names every field: %s', async (_what, body, fields) => {
    const answer = await post('/api/changes', JSON.stringify(body));
    expect(refusalOf(answer)).toEqual({ code: 'validation_failed', fields });
  });

  it.each<[string, Record<string, unknown>, string]>([
    [
      'an operation nobody knows',
      { operation: 'vcenter.delete-all' },
      '/operation',
    ],
    ['an id that is none', { connectionId: 'esx-01' }, '/connectionId'],
    [
      'a connection that is not there',
      { connectionId: '019b0000-0000-7000-8000-000000000000' },
      '/connectionId',
    ],
    ['no reason', { reason: '' }, '/reason'],
    ['a blank reason', { reason: ' \n\t ' }, '/reason'],
    ['a reason without end', { reason: 'x'.repeat(2001) }, '/reason'],
    ['control characters', { reason: 'a\u0000b' }, '/reason'],
    ['a ticket that is too long', { ticket: 'x'.repeat(65) }, '/ticket'],
    ['a ticket of another type', { ticket: 7 }, '/ticket'],
    ['no time to decide', { expiresInHours: 0 }, '/expiresInHours'],
    ['too much time to decide', { expiresInHours: 169 }, '/expiresInHours'],
    ['part of an hour', { expiresInHours: 1.5 }, '/expiresInHours'],
    ['a digest that is none', { planDigest: 'abc' }, '/planDigest'],
    ['an unknown field', { approved: true }, '/approved'],
    // A name that no field has is not said back: it may be a secret in the wrong place.
    ['an unknown field with a slash', { 'a/b~c': true }, ''],
    ['input that is a list', { input: [] }, '/input'],
    ['input that is nothing', { input: null }, '/input'],
  ])('names the field: %s', async (_what, change, field) => {
    const before = await storedRows();
    const answer = await post(
      '/api/changes',
      JSON.stringify({ ...newProvider(console), ...change }),
    );
    expect(refusalOf(answer)).toEqual({
      code: 'validation_failed',
      fields: [field],
    });
    expect(await storedRows()).toEqual(before);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['an unknown field of the input', { colour: 'red' }, '/input/colour'],
    ['an empty name', { provider: '' }, '/input/provider'],
    ['a name with blanks around it', { provider: ' x ' }, '/input/provider'],
    ['a name that is a path', { provider: '..' }, '/input/provider'],
    ['a name of another type', { provider: ['x'] }, '/input/provider'],
    ['an empty key id', { keyId: '' }, '/input/keyId'],
    ['an empty key', { keyDerivationKey: '' }, '/input/keyDerivationKey'],
    [
      'an announced secret instead of one',
      { keyDerivationKey: { $secret: true } },
      '/input/keyDerivationKey',
    ],
  ])('names the field of the operation: %s', async (_what, input, field) => {
    const answer = await post(
      '/api/changes',
      JSON.stringify(newProvider(console, input)),
    );
    expect(refusalOf(answer)).toEqual({
      code: 'validation_failed',
      fields: [field],
    });
  });

  it('leaves no prototype changed', () => {
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
    expect('isAdmin' in {}).toBe(false);
  });
});

describe('a query that is wrong', () => {
  it.each([
    ['/api/changes?limit=0', '/limit'],
    ['/api/changes?limit=201', '/limit'],
    ['/api/changes?limit=abc', '/limit'],
    ['/api/changes?state=asleep', '/state/0'],
    ['/api/changes?operation=x', '/operation/0'],
    ['/api/changes?awaiting=you', '/awaiting'],
    ['/api/changes?colour=red', '/colour'],
    ['/api/changes?limit=1&limit=2', '/limit'],
    ['/api/changes?connectionId=x', '/connectionId'],
    ['/api/tasks?state=asleep', '/state/0'],
    ['/api/audit?outcome=maybe', '/outcome'],
    ['/api/audit?from=yesterday', '/from'],
    ['/api/session?x=1', '/x'],
    ['/api/changes?__proto__=1', '/__proto__'],
    ['/api/changes?q=%00', '/q'],
    ['/api/changes?requester=a%00', '/requester'],
    ['/api/tasks?host=a%00b', '/host'],
    ['/api/audit?object=%00', '/object'],
    ['/api/audit/export?code=%00', '/code'],
    ['/api/audit?from=0000-01-01T00:00:00Z', '/from'],
    ['/api/audit/export?to=0000-12-31T23:59:59Z', '/to'],
  ])('names the parameter: %s', async (path, field) => {
    const answer = await admin.call('GET', path);
    expect(refusalOf(answer)).toEqual({
      code: 'validation_failed',
      fields: [field],
    });
  });
});

describe('whatever JSON is posted', () => {
  // What removes something takes no body and would end the next try.
  const POSTS = Object.values<RouteContract>(ROUTES).filter(
    ({ method }) => method === 'POST' || method === 'PATCH',
  );
  const MEMBERS = [
    'operation',
    'connectionId',
    'input',
    'reason',
    'digest',
    'comment',
    'username',
    'password',
    'name',
    'kind',
    'host',
    'port',
    'trust',
    'credential',
    'outcome',
    'keyManager',
    'servers',
    'ticket',
    'planDigest',
  ];

  it('no route answers 5xx, and every refusal is a problem', async () => {
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom<unknown>(
          null,
          true,
          '',
          'ontap.add-key-servers',
          'vcenter',
        ),
        fc.double({ noNaN: true }),
        fc.string({ unit: 'grapheme' }),
        fc.integer(),
        fc.array(tie('any'), { maxLength: 4 }),
        fc.dictionary(
          fc.oneof(fc.constantFrom(...MEMBERS), fc.string()),
          tie('any'),
          { maxKeys: 6 },
        ),
      ),
    })).any;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...POSTS),
        value,
        async ({ method, path }, body) => {
          const answer = await console.send({
            method,
            path: path.replace(':id', console.connectionId('esx-01')),
            headers: { ...PAGE_HEADERS, ...newKey(), cookie: admin.cookie },
            body: JSON.stringify(body),
          });
          expect(answer.status).toBeLessThan(500);
          if (answer.status === 204) return;
          expect(answer.headers['content-type']).toMatch(
            answer.status < 400
              ? /^application\/json/
              : /^application\/problem\+json$/,
          );
        },
      ),
      { numRuns: runs(10_000) },
    );
  });

  it('a submission whose members are swapped for anything stores nothing', async () => {
    const before = await storedRows();
    const members = [
      'operation',
      'connectionId',
      'input',
      'reason',
      'expiresInHours',
      'planDigest',
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...members),
        fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.double(), fc.string()),
        async (member, value) => {
          fc.pre(!(member === 'reason' && typeof value === 'string'));
          const answer = await post(
            '/api/changes',
            JSON.stringify({ ...newProvider(console), [member]: value }),
          );
          expect(answer.status).toBeGreaterThanOrEqual(400);
          expect(answer.status).toBeLessThan(500);
        },
      ),
      { numRuns: runs(4_000) },
    );
    expect(await storedRows()).toEqual(before);
  });
});
