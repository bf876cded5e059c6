import { readFile } from 'node:fs/promises';
import {
  afterAll,
  afterEach,
  beforeAll,
  describe,
  expect,
  it,
  vi,
} from 'vitest';
import { z } from 'zod';

import { ConfigError } from '../../src/config-error.ts';
import { waitFor } from '../support/wait-for.ts';
import {
  openOutboxStage,
  type OutboxStage,
  PUBLIC_URL,
  type Replica,
} from './outbox-stage.ts';
import {
  openWebhookSink,
  type Received,
  type WebhookSink,
} from './webhook-sink.ts';

const SECRET = 'a-secret-of-this-test-only';
const MOST_AGE_SECONDS = 300;

let stage: OutboxStage;
let sink: WebhookSink;
let somebody: string;
let replica: Replica;

beforeAll(async () => {
  isFromKeyward = await readCheck();
  stage = await openOutboxStage();
  somebody = await stage.person(null);
});
afterAll(() => stage.close());

async function open(): Promise<void> {
  sink = await openWebhookSink();
  replica = stage.replica({
    webhooks: [{ url: sink.url, secretFile: await stage.secretFile(SECRET) }],
  });
}
afterEach(async () => {
  await stage.clear();
  await sink.close();
});

type Check = (
  headers: Received['headers'],
  body: string,
  secret: string,
) => boolean;

let isFromKeyward: Check;

/** The check that the operations guide gives to receivers, run as it stands there. */
async function readCheck(): Promise<Check> {
  const guide = await readFile(
    new URL('../../../../docs/operations-guide.md', import.meta.url),
    'utf8',
  );
  const source = guide
    .split('```')
    .find((block) => block.startsWith('js\n') && block.includes('isFromKey'));
  const module = z.object({ isFromKeyward: z.custom<Check>() });
  return module.parse(
    await import(
      `data:text/javascript,${encodeURIComponent(source?.slice(3) ?? '')}`
    ),
  ).isFromKeyward;
}

/** As a receiver with this secret sees it so many seconds later. */
function isGenuine(
  { headers, body }: Received,
  { secret = SECRET, secondsLater = 0 } = {},
): boolean {
  const now = Date.now();
  vi.spyOn(Date, 'now').mockReturnValue(now + secondsLater * 1000);
  try {
    return isFromKeyward(headers, body, secret);
  } finally {
    vi.restoreAllMocks();
  }
}

const firstOf = (): Promise<Received> =>
  waitFor('a delivery', async () => sink.received[0]);

describe('a webhook', () => {
  it('carries a link, a title, the deadline and the phrase, once for everybody who is told', async () => {
    await open();
    const other = await stage.person(null);
    await replica.tell('one', [somebody, other]);
    const { body, headers } = await firstOf();
    const row = await stage.deliveryWhen((each) => each.sent_at !== null);
    expect(JSON.parse(body)).toEqual({
      id: row.id,
      kind: 'needs_decision',
      title: 'CHG-1 needs a decision: one',
      link: `${PUBLIC_URL}/`,
      deadline: '2027-01-02T03:04:05.000Z',
      phrase: 'river lamp stone bird',
      at: z.object({ at: z.string() }).parse(JSON.parse(body)).at,
    });
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'keyward-delivery': row.id,
    });
    expect(replica.counted).toEqual(['webhook sent']);
  });

  it('is signed over its time and its body, and a receiver refuses what is altered, moved or old', async () => {
    await open();
    await replica.tell('signed', [somebody]);
    const received = await firstOf();
    const { headers, body } = received;
    const now = Number(headers['keyward-timestamp']);
    expect(isGenuine(received)).toBe(true);
    expect(
      isGenuine({ ...received, body: body.replace('CHG-1', 'CHG-2') }),
    ).toBe(false);
    expect(
      isGenuine({
        ...received,
        headers: { ...headers, 'keyward-timestamp': String(now + 1) },
      }),
    ).toBe(false);
    expect(isGenuine(received, { secret: `${SECRET}r` })).toBe(false);
    expect(isGenuine(received, { secondsLater: MOST_AGE_SECONDS - 5 })).toBe(
      true,
    );
    expect(isGenuine(received, { secondsLater: MOST_AGE_SECONDS + 1 })).toBe(
      false,
    );
  });

  it('comes again after a 500 with the same id and a signature of its own', async () => {
    await open();
    sink.answerWith((response) => void response.writeHead(500).end('no'));
    await replica.tell('again', [somebody]);
    const failed = await stage.deliveryWhen((row) => row.last_problem !== null);
    expect(failed.last_problem).toBe('HTTP 500');
    expect(failed.due_at?.getTime()).toBeGreaterThan(Date.now() + 5_000);
    sink.answerWith((response) => void response.writeHead(200).end());
    await stage.hurry();
    const sent = await stage.deliveryWhen((row) => row.sent_at !== null);
    expect([sent.attempts, sent.due_at, sent.last_problem]).toEqual([
      2,
      null,
      null,
    ]);
    expect(sink.received).toHaveLength(2);
    expect(sink.received.every((each) => isGenuine(each))).toBe(true);
    const ids = sink.received.map((each) => each.headers['keyward-delivery']);
    expect(new Set(ids)).toEqual(new Set([sent.id]));
    expect(replica.counted).toEqual(['webhook failed', 'webhook sent']);
  });

  it('does not follow a redirect', async () => {
    await open();
    const other = await openWebhookSink();
    sink.answerWith(
      (response) => void response.writeHead(307, { location: other.url }).end(),
    );
    await replica.tell('elsewhere', [somebody]);
    const row = await stage.deliveryWhen((each) => each.last_problem !== null);
    expect(row.last_problem).toBe('HTTP 307');
    expect(other.received).toEqual([]);
    await other.close();
  });

  it('does not wait for ever for an answer', async () => {
    await open();
    sink.answerWith(() => undefined);
    await replica.tell('silence', [somebody]);
    const row = await stage.deliveryWhen((each) => each.last_problem !== null);
    expect(row.last_problem).toMatch(/no answer in time|TIMEOUT/);
  });

  it('reads no more of an answer than a little', async () => {
    await open();
    let written = 0;
    sink.answerWith((response) => {
      response.writeHead(200);
      const more = (): void => {
        while (!response.destroyed && written < 64 * 1024 * 1024) {
          written += 65_536;
          if (!response.write(Buffer.alloc(65_536))) {
            response.once('drain', more);
            return;
          }
        }
        response.end();
      };
      more();
    });
    await replica.tell('flood', [somebody]);
    await stage.deliveryWhen((row) => row.sent_at !== null);
    expect(written).toBeLessThan(32 * 1024 * 1024);
  });

  it('says nothing of its address or its secret in the outbox and the log', async () => {
    await open();
    sink.answerWith((response) => void response.writeHead(403).end(SECRET));
    await replica.tell('quiet', [somebody]);
    const row = await stage.deliveryWhen((each) => each.last_problem !== null);
    const text = JSON.stringify(row) + stage.logged.join('\n');
    expect(text).not.toContain(SECRET);
    expect(text).not.toContain(new URL(sink.url).host);
  });
});

describe('the settings of a webhook', () => {
  const settings = async (
    url: string,
    secret = SECRET,
    mode = 0o600,
  ): Promise<{ webhooks: { url: string; secretFile: string }[] }> => ({
    webhooks: [{ url, secretFile: await stage.secretFile(secret, mode) }],
  });

  it.each([
    ['http to another machine', 'http://hooks.example/x', SECRET, 0o600, true],
    ['http in production', 'http://127.0.0.1:9/x', SECRET, 0o600, false],
    ['a readable secret', 'https://hooks.example/x', SECRET, 0o644, true],
    ['a short secret', 'https://hooks.example/x', 'short', 0o600, true],
  ])('are refused with %s', async (_what, url, secret, mode, isDemo) => {
    await open();
    const file = await settings(url, secret, mode);
    expect(() => stage.replica(file, isDemo)).toThrow(ConfigError);
    expect(() => stage.replica(file, isDemo)).not.toThrow(secret);
  });
});
