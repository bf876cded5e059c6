import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { UpstreamError, type OntapClient } from '@keyward/ontap-client';
import { Secret } from '@keyward/secrets';
import { KEY_MANAGERS } from '../../src/ontap/initial-state.ts';
import {
  startTestEstate,
  type TestEstate,
} from '../estate/start-test-estate.ts';
import { addServers, connectOntap, noSecrets } from './connect-ontap.ts';

const DOCUMENTED_CODES = [
  ...[
    '65536038',
    '65536042',
    '65536600',
    '65536821',
    '65536822',
    '65536824',
    '65536828',
    '65536834',
    '65536852',
  ],
  ...[
    '65536870',
    '65536871',
    '65536921',
    '66060338',
    '66060339',
    '66060340',
    '66060341',
    '2',
    '4',
    '6',
  ],
];

describe('adding key servers to a key manager', () => {
  let estate: TestEstate;
  let client: OntapClient;
  const { cluster, finance, archive, lab, onboard } = KEY_MANAGERS;

  beforeAll(async () => {
    estate = await startTestEstate({ only: ['ontap-01'] });
    client = connectOntap(estate.entry('ontap-01'));
  });
  beforeEach(() => estate.control('ontap-01').reset());
  afterAll(async () => {
    await client.close();
    await estate.stop();
  });

  const add = (keyManager: string, body: unknown, secrets = noSecrets) =>
    client.sendFrozen(addServers(keyManager, body), secrets);
  const names = async (keyManager: string) =>
    (await client.listKeyServers(keyManager)).map(({ server }) => server);
  const effects = () => estate.control('ontap-01').effects();

  async function refusal(attempt: Promise<unknown>): Promise<UpstreamError> {
    const error = await attempt.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (!(error instanceof UpstreamError)) {
      throw new Error('expected the cluster to refuse', { cause: error });
    }
    return error;
  }

  it('answers 201 and stores one server in its normalised form', async () => {
    const answer = await add(finance, {
      server: 'KMS9.Corp.Example',
      timeout: -1,
      username: 'ontap',
    });
    expect(answer).toMatchObject({ status: 201, body: { num_records: 1 } });
    expect(
      await client.getKeyServer(finance, 'kms9.corp.example:5696'),
    ).toMatchObject({ timeout: -1, username: 'ontap' });
    expect(await effects()).toMatchObject([
      { seq: 1, operation: 'ontap.add-key-servers', object: finance },
    ]);
  });

  it('stores several records at once, all or nothing', async () => {
    await add(finance, {
      records: [
        { server: 'kms7.corp.example', timeout: 1 },
        { server: '[2001:DB8::7]:5697', timeout: 60 },
      ],
    });
    expect(await names(finance)).toEqual([
      'kms-finance.corp.example:5696',
      'kms7.corp.example:5696',
      '[2001:db8::7]:5697',
    ]);
    const error = await refusal(
      add(finance, {
        records: [
          { server: 'kms8.corp.example' },
          { server: 'KMS7.corp.example:5696' },
        ],
      }),
    );
    expect(error.facts.code).toBe('65536870');
    expect(await names(finance)).toHaveLength(3);
  });

  it.each([
    [
      'server and records together',
      { server: 'a.example', records: [{ server: 'b.example' }] },
      'records',
    ],
    ['neither of them', {}, 'server'],
    ['an unknown field', { server: 'a.example', colour: 'red' }, 'colour'],
    ['a timeout above 60', { server: 'a.example', timeout: 61 }, 'timeout'],
    ['a timeout below -1', { server: 'a.example', timeout: -2 }, 'timeout'],
    [
      'a timeout of 0 inside records',
      { records: [{ server: 'a.example', timeout: 0 }] },
      'records.timeout',
    ],
    [
      'a timeout that is text',
      { server: 'a.example', timeout: 'soon' },
      'timeout',
    ],
    ['a port out of range', { server: 'a.example:70000' }, 'server'],
    ['a host with a blank', { server: 'a example' }, 'server'],
    [
      'the port field of a later release',
      { server: 'a.example', port: 5696 },
      'port',
    ],
  ])(
    'refuses %s with code 2 and the field as target',
    async (_what, body, target) => {
      const error = await refusal(add(finance, body));
      expect(error.facts).toMatchObject({ httpStatus: 400, code: '2', target });
      expect(await effects()).toEqual([]);
    },
  );

  it.each([
    ['a fifth server', cluster, { server: 'kms5.corp.example' }, '65536038'],
    [
      'five records',
      finance,
      {
        records: ['a', 'b', 'c', 'd', 'e'].map((host) => ({
          server: `${host}.example`,
        })),
      },
      '65536038',
    ],
    [
      'a server that exists by case and default port',
      finance,
      { server: 'KMS-Finance.corp.example' },
      '65536870',
    ],
    [
      'duplicates in one request',
      finance,
      { records: [{ server: 'a.example' }, { server: 'A.example:5696' }] },
      '65536871',
    ],
    [
      'a server that is a secondary',
      archive,
      { server: 'kms-archive-c.corp.example' },
      '65536042',
    ],
    [
      'a key manager without certificate',
      lab,
      { server: 'a.example' },
      '65536821',
    ],
    ['the onboard key manager', onboard, { server: 'a.example' }, '65536828'],
  ])('refuses %s', async (_what, keyManager, body, code) => {
    const error = await refusal(add(keyManager, body));
    expect(error).toMatchObject({
      kind: 'refused',
      delivery: 'answered',
      facts: { code },
    });
    expect(await effects()).toEqual([]);
  });

  it.each(DOCUMENTED_CODES)(
    'answers exactly code %s for its sentinel server',
    async (code) => {
      const error = await refusal(
        add(finance, { server: `error-${code}.keyward.test` }),
      );
      expect(error.facts.code).toBe(code);
      expect(error.facts.messages[0]?.text).toMatch(/\w/);
      expect(await names(finance)).toHaveLength(1);
    },
  );

  it('waits for the slow sentinel before it answers', async () => {
    const before = performance.now();
    await add(finance, { server: 'slow-1.keyward.test' });
    expect(performance.now() - before).toBeGreaterThanOrEqual(990);
    expect(await names(finance)).toContain('slow-1.keyward.test:5696');
  });

  it('answers 201 without storing the lying sentinel, but stores its companion', async () => {
    const answer = await add(finance, {
      records: [
        { server: 'lie.keyward.test' },
        { server: 'kms7.corp.example' },
      ],
    });
    expect(answer.status).toBe(201);
    expect(await names(finance)).toEqual([
      'kms-finance.corp.example:5696',
      'kms7.corp.example:5696',
    ]);
  });

  it('stores the altering sentinel with another timeout', async () => {
    await add(finance, { server: 'altered.keyward.test', timeout: 10 });
    expect(
      await client.getKeyServer(finance, 'altered.keyward.test:5696'),
    ).toMatchObject({ timeout: 11 });
  });

  it('stores the dropping sentinel and cuts the connection before the answer', async () => {
    const error = await refusal(add(finance, { server: 'drop.keyward.test' }));
    expect(error).toMatchObject({
      kind: 'unreachable',
      delivery: 'maybe_sent',
    });
    expect(await names(finance)).toContain('drop.keyward.test:5696');
    expect(await effects()).toHaveLength(1);
  });

  it('puts the password in place of its placeholder and shows it nowhere', async () => {
    const pointer = '/input/servers/0/password';
    const secrets = new Map([[pointer, new Secret('kmip-canary-0815')]]);
    const answer = await add(
      finance,
      { server: 'kms9.corp.example', password: { $secret: pointer } },
      secrets,
    );
    expect(
      JSON.stringify([
        answer,
        await client.listKeyServers(finance),
        await effects(),
      ]),
    ).not.toContain('kmip-canary-0815');
  });
});
