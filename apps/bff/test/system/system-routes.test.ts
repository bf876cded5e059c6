import { connectDatabase, type DatabaseHandle } from '@keyward/database';
import {
  createTestDatabase,
  NEWEST_SCHEMA,
  type TestDatabase,
} from '@keyward/database/test-database';
import { keyEncryptionKeyFromBytes } from '@keyward/secrets';
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UpstreamError } from '@keyward/upstream-http';
import { sql } from 'kysely';
import { z } from 'zod';

import type { HandlerRequest } from '../../src/http/handler.ts';
import { createMetrics, type Metrics } from '../../src/metrics/metrics.ts';
import {
  createUpstreamFigures,
  type UpstreamFigures,
} from '../../src/metrics/upstream-figures.ts';
import { systemRoutes } from '../../src/routes/system-routes.ts';

let testDatabase: TestDatabase;
let database: DatabaseHandle;
let metrics: Metrics;
let upstream: UpstreamFigures;

beforeEach(async () => {
  testDatabase = await createTestDatabase(NEWEST_SCHEMA);
  database = connectDatabase(testDatabase.url);
  const kek = keyEncryptionKeyFromBytes(randomBytes(32));
  upstream = createUpstreamFigures();
  metrics = createMetrics({
    database,
    streams: () => ({
      open: 3,
      catchingUp: 1,
      head: 7,
      lagMs: 250,
      replaysMade: 0,
    }),
    upstream,
    keys: { sealed: null, current: () => kek },
  });
});
afterEach(async () => {
  await database.close();
  await testDatabase.drop();
});

function routes() {
  return systemRoutes({
    db: database.db,
    mode: 'demo',
    egressLoopback: true,
    version: '1.2.3',
    metrics,
    sealedBecause: () => null,
  });
}

const plain = {
  params: undefined,
  body: undefined,
  caller: null,
  idempotencyKey: null,
  signal: new AbortController().signal,
  cookie: null,
  cookies: '',
  device: '',
  looksOnly: false,
  isAskedHere: true,
};

function from<Q>(ip: string, query: Q) {
  return { ...plain, query, origin: { requestId: 'request-1', ip } };
}

const scrape = (isAskedHere: boolean): HandlerRequest<'metrics'> => ({
  ...from('127.0.0.1', undefined),
  isAskedHere,
});

describe('the probes', () => {
  it('are healthy as soon as the process answers', async () => {
    const { body } = await routes().health(from('10.0.0.1', {}));
    expect(body).toEqual({ status: 'ok', mode: 'demo', egressLoopback: true });
  });

  it('are ready with the database', async () => {
    const reply = await routes().readiness(from('10.0.0.1', {}));
    expect(reply).toEqual({
      status: 200,
      body: { status: 'ready', database: true, sealed: false },
    });
  });

  it('are not ready without the database', async () => {
    const gone = connectDatabase('postgres://nobody@127.0.0.1:9/none');
    const { readiness } = systemRoutes({
      db: gone.db,
      mode: 'demo',
      egressLoopback: true,
      sealedBecause: () => null,
      version: '1.2.3',
      metrics,
    });
    const reply = await readiness(from('10.0.0.1', {}));
    expect(reply).toMatchObject({ status: 503, body: { database: false } });
    await gone.close();
  });
});

describe('the metrics', () => {
  it('are shown on this machine only', async () => {
    const { text } = await routes().metrics(scrape(true));
    expect(text?.type).toMatch(/^text\/plain/);
    await expect(routes().metrics(scrape(false))).rejects.toThrow('not_found');
  });

  it('count answers by route and class, refusals by code, and open streams', async () => {
    metrics.observe('listAudit', 200);
    metrics.observe('listAudit', 403);
    metrics.observe('listAudit', 404);
    metrics.refused('forbidden');
    const text = await metrics.text();
    expect(text).toContain(
      'keyward_http_requests_total{route="listAudit",class="2xx"} 1',
    );
    expect(text).toContain(
      'keyward_http_requests_total{route="listAudit",class="4xx"} 2',
    );
    expect(text).toContain('keyward_refusals_total{code="forbidden"} 1');
    expect(text).toContain('keyward_event_streams 3');
    expect(text).toContain('keyward_unsettled_tasks{state="queued"} 0');
    expect(text).toContain('nodejs_eventloop_lag_seconds');
  });

  it('tell how long targets take by connection, and how calls to them end', async () => {
    const call = {
      system: 'esx',
      connectionId: 'c-1',
      method: 'GET',
      label: 'GET /api/x',
    } as const;
    const { observer } = upstream;
    await observer.after(call, { status: 200, headers: {}, tookMs: 300 });
    await observer.after(call, { status: 503, headers: {}, tookMs: 20 });
    await observer.after(
      { ...call, connectionId: null },
      {
        error: new UpstreamError({
          kind: 'timeout',
          delivery: 'maybe_sent',
          message: 'Silent.',
          facts: { system: 'esx', messages: [] },
        }),
        tookMs: 60_000,
      },
    );
    const text = await metrics.text();
    expect(text).toContain(
      'keyward_upstream_seconds_bucket{le="0.5",connection="c-1"} 2',
    );
    expect(text).toContain(
      'keyward_upstream_calls_total{connection="c-1",outcome="failed"} 1',
    );
    expect(text).toContain(
      'keyward_upstream_calls_total{connection="none",outcome="no_answer"} 1',
    );
  });

  it('tell the age of the oldest task of each kind, the lag of events, and the pool', async () => {
    await sql`alter table task alter column change_id drop not null`.execute(
      database.db,
    );
    await sql`insert into task (id, operation, state, search, created_at)
      values (gen_random_uuid(), 'x', 'queued', '', now() - interval '90 seconds')`.execute(
      database.db,
    );
    const text = await metrics.text();
    const age = /keyward_oldest_task_seconds\{state="queued"\} ([\d.]+)/.exec(
      text,
    )?.[1];
    expect(Number(age)).toBeGreaterThanOrEqual(90);
    expect(Number(age)).toBeLessThan(120);
    expect(text).toContain('keyward_unsettled_tasks{state="queued"} 1');
    expect(text).toContain('keyward_oldest_task_seconds{state="running"} 0');
    expect(text).toContain('keyward_event_lag_seconds 0.25');
    expect(text).toContain('keyward_event_streams_behind 1');
    expect(text).toMatch(/keyward_database_connections\{state="idle"\} \d/);
  });

  it('are there without the database as well', async () => {
    await database.db.schema.dropTable('task').cascade().execute();
    const text = await metrics.text();
    expect(text).toContain('keyward_event_streams 3');
    expect(text).not.toContain('keyward_unsettled_tasks{');
  });
});

describe('the interface document', () => {
  it('names every route and is made once', async () => {
    const { openapi } = routes();
    const first = await openapi(from('10.0.0.1', {}));
    const again = await openapi(from('10.0.0.1', {}));
    expect(again.text?.content).toBe(first.text?.content);
    const content = z.string().parse(first.text?.content);
    const document: unknown = JSON.parse(content);
    expect(document).toMatchObject({
      openapi: '3.1.0',
      info: { version: '1.2.3' },
      paths: { '/api/audit': {}, '/api/events': {}, '/readyz': {} },
    });
    expect(content).not.toContain('$schema');
  });
});
