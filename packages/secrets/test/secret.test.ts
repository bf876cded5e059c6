import { Writable } from 'node:stream';
import { format, inspect } from 'node:util';
import { serialize } from 'node:v8';

import pino from 'pino';
import { describe, expect, it } from 'vitest';

import { Secret, commitment, randomSecret } from '../src/index.ts';
import { SecretPlaceholderError, reveal, revealBody } from '../src/reveal.ts';

const CANARY = 'canary-5f1c';
const secret = new Secret(CANARY);
// Code that takes a secret for text: the types forbid it, so the test needs one deliberate cast.
const careless = secret as unknown as string;
const holder = {
  user: 'keyward',
  password: secret,
  list: [secret],
  map: new Map([['k', secret]]),
};

/** What pino writes for a call. */
function logged(write: (log: pino.Logger) => void): string {
  const lines: string[] = [];
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  write(pino({ level: 'trace' }, sink));
  return lines.join('');
}

const error = new Error('failed', {
  cause: Object.assign(new Error(`cause ${String(secret)}`), {
    config: holder,
  }),
});

describe('a secret', () => {
  it.each<[where: string, text: () => string]>([
    ['inspection', () => inspect(holder, { depth: null, showHidden: true })],
    [
      'inspection with getters and proxies',
      () =>
        inspect(secret, { getters: true, showProxy: true, showHidden: true }),
    ],
    [
      'a format string',
      () => format('%s %o %O %j %d', secret, secret, secret, secret, secret),
    ],
    ['JSON', () => JSON.stringify(holder)],
    ['a template', () => `${String(secret)} ${careless}`],
    ['concatenation', () => ''.concat('a', careless)],
    ['a number', () => String(Number(secret))],
    ['joining', () => [secret, secret].join()],
    ['spreading', () => inspect({ ...secret }) + JSON.stringify({ ...secret })],
    ['Object.assign', () => inspect(Object.assign({}, secret))],
    [
      'structuredClone',
      () =>
        inspect(structuredClone({ secret })) +
        JSON.stringify(structuredClone({ secret })),
    ],
    ['serialisation', () => serialize({ secret }).toString('latin1')],
    [
      'own properties',
      () =>
        inspect(Reflect.ownKeys(secret)) +
        inspect(Object.getOwnPropertyDescriptors(secret)),
    ],
    ['valueOf', () => inspect(secret.valueOf())],
    [
      'an error with a cause',
      () => inspect(error, { depth: null }) + String(error.stack),
    ],
    [
      'a log line',
      () => logged((log) => log.info(holder, 'sent %s %j', secret, secret)),
    ],
    [
      'a logged error',
      () => logged((log) => log.error({ err: error, deep: { er: holder } })),
    ],
    ['a logged child', () => logged((log) => log.child({ holder }).warn('x'))],
    [
      'headers',
      () =>
        [
          ...new Headers({
            authorization: careless,
          }).values(),
        ].join(),
    ],
    ['a URL', () => new URLSearchParams({ p: careless }).toString()],
  ])('stays out of %s', (_where, text) => {
    expect(text()).not.toContain('canary');
  });

  it('prints as a word that tells nothing, not even its length', () => {
    const longer = new Secret(CANARY.repeat(9));
    expect([String(secret), JSON.stringify(secret), inspect(secret)]).toEqual([
      '[secret]',
      '"[secret]"',
      '[secret]',
    ]);
    expect(inspect(longer)).toBe(inspect(secret));
    expect('length' in secret).toBe(false);
  });

  it('is told apart from everything that looks like one', () => {
    expect(Secret.isSecret(secret)).toBe(true);
    const lookAlikes = [
      { ...secret },
      Object.create(Secret.prototype),
      structuredClone(secret),
      '[secret]',
      null,
      undefined,
      7,
    ];
    expect(lookAlikes.map((candidate) => Secret.isSecret(candidate))).toEqual(
      lookAlikes.map(() => false),
    );
  });

  it('compares by value', () => {
    expect(secret.equals(new Secret(CANARY))).toBe(true);
    expect(secret.equals(new Secret(`${CANARY} `))).toBe(false);
    expect(new Secret('').equals(new Secret(''))).toBe(true);
  });

  it('is well-formed text or nothing, and the refusal does not repeat it', () => {
    expect(() => new Secret(`${CANARY}\ud800`)).toThrow(TypeError);
    expect(() => new Secret(`${CANARY}\ud800`)).not.toThrow(/canary/);
  });

  it('comes fresh from the random generator in the size asked for', () => {
    const made = Array.from({ length: 50 }, () => reveal(randomSecret(32)));
    expect(new Set(made).size).toBe(50);
    expect(made.map((text) => Buffer.from(text, 'base64').length)).toEqual(
      made.map(() => 32),
    );
    expect(() => randomSecret(8)).toThrow(RangeError);
  });
});

describe('a commitment', () => {
  const key = randomSecret(32);
  it('is the same for the same place and secret, and differs in every other case', () => {
    const base = commitment(key, 'change', '/password', secret);
    expect(base).toMatch(/^[0-9a-f]{64}$/);
    expect(commitment(key, 'change', '/password', new Secret(CANARY))).toBe(
      base,
    );
    const others = [
      commitment(randomSecret(32), 'change', '/password', secret),
      commitment(key, 'other', '/password', secret),
      commitment(key, 'change', '/other', secret),
      commitment(key, 'change', '/password', new Secret('other')),
      commitment(key, 'chang', 'e/password', secret),
    ];
    expect(new Set([base, ...others]).size).toBe(6);
    expect(() => commitment(key, 'a\0b', '/c', secret)).toThrow(TypeError);
  });
});

describe('revealing', () => {
  const secrets = new Map([
    ['/a', secret],
    ['/b/0', new Secret('second')],
  ]);

  it('replaces placeholders at any depth and leaves the frozen body as it is', () => {
    const body = Object.freeze({
      x: { $secret: '/a' },
      list: [1, null, { y: { $secret: '/b/0' } }],
      text: '$secret',
      ['__proto__']: 1,
    });
    const revealed = revealBody(body, secrets);
    expect(JSON.stringify(revealed)).toBe(
      '{"x":"canary-5f1c","list":[1,null,{"y":"second"}],"text":"$secret","__proto__":1}',
    );
    expect(JSON.stringify(body)).not.toContain('canary');
  });

  it.each([
    [{ $secret: '/missing' }, '/missing'],
    [{ $secret: '/a', more: 1 }, null],
    [{ $secret: 7 }, null],
    [[{ $secret: secret }], null],
  ])('refuses %j', (body, pointer) => {
    const refuse = () => revealBody(body, secrets);
    expect(refuse).toThrow(SecretPlaceholderError);
    expect(refuse).toThrow(expect.objectContaining({ pointer }) as Error);
  });
});
