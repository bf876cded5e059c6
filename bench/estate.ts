import { generateKeyEncryptionKeyFile } from '@keyward/secrets';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

import { json, startTaskTarget } from '../apps/bff/test/polling/task-target.ts';
import { signIn } from '../apps/bff/test/support/person.ts';
import { type Answer, send } from '../apps/bff/test/support/send.ts';
import { quantile } from './measure/quantiles.ts';
import { ratioText, report } from './measure/report.ts';
import { startScratchPostgres } from './measure/scratch-postgres.ts';

/** Argument 1: reads in a round; 2: rounds. */
const READS = Number(process.argv[2] ?? 3_000);
const ROUNDS = Number(process.argv[3] ?? 7);
/** The same for everybody, whatever they cost. */
const WARM_UP_READS = 5_000;
const READERS = 32;
const GOAL = 1.5;
/** As many as make an answer of about 24 kB. */
const SERVICES = 150;
const PASSWORD = 'keyward-demo';
const WIDE = 1_000_000;

const services = Array.from({ length: SERVICES }, (_, each) => ({
  service: `service-${String(each)}`,
  address: { hostname: `kms-${String(each)}.example.org`, port: 443 },
  group: `group-${String(each % 7)}`,
  trust_authority_cluster: `cluster-${String(each % 3)}`,
}));

const target = await startTaskTarget();
target.misbehave(({ path }, response) => {
  if (!path.includes('/kms/services')) return false;
  json(response, 200, services);
  return true;
});
const postgres = await startScratchPostgres();
const folder = mkdtempSync(join(tmpdir(), 'keyward-bench-estate-'));
const at = (name: string): string => join(folder, name);
mkdirSync(at('web'));
writeFileSync(at('web/index.html'), '<!doctype html><p>Keyward</p>');
writeFileSync(
  at('estate.json'),
  JSON.stringify({
    simulators: [
      {
        name: 'target',
        kind: 'vcenter',
        host: '127.0.0.1',
        port: target.port,
        sha256: target.identity.sha256,
        certificatePem: target.identity.certificatePem,
        username: 'keyward',
        password: 'a password of the benchmark',
      },
    ],
  }),
);
writeFileSync(
  at('config.json'),
  JSON.stringify({
    limits: { readsPer10Seconds: WIDE, strangersPer10Seconds: WIDE },
  }),
  { mode: 0o600 },
);
await generateKeyEncryptionKeyFile(at('kek'));
const databaseUrl = await postgres.create('bench_estate');

const children: ChildProcess[] = [];
async function start(variant: string): Promise<ChildProcess> {
  mkdirSync(at(variant));
  const child = fork(
    fileURLToPath(new URL('measure/estate-server.ts', import.meta.url)),
    [variant],
    {
      env: {
        PATH: process.env['PATH'],
        PORT: '0',
        KEYWARD_MODE: 'demo',
        DATABASE_URL: databaseUrl,
        KEYWARD_DATA_DIR: at(variant),
        KEYWARD_KEK_FILE: at('kek'),
        KEYWARD_CONFIG_FILE: at('config.json'),
        KEYWARD_ESTATE_FILE: at('estate.json'),
        KEYWARD_WEB_DIR: at('web'),
      },
    },
  );
  children.push(child);
  return child;
}

async function heard<T>(child: ChildProcess, schema: z.ZodType<T>): Promise<T> {
  const stop = new AbortController();
  const { signal } = stop;
  try {
    const message: unknown = await Promise.race([
      once(child, 'message', { signal }).then(([first]: unknown[]) => first),
      once(child, 'exit', { signal }).then(() => {
        throw new Error('A server of the benchmark ended early.');
      }),
    ]);
    return schema.parse(message);
  } finally {
    stop.abort();
  }
}
const portMessage = z.object({ port: z.number() });
const usageMessage = z.object({ cpuMicros: z.number() });

async function cpuOf(child: ChildProcess): Promise<number> {
  child.send({ usage: true });
  return (await heard(child, usageMessage)).cpuMicros;
}

interface Subject {
  child: ChildProcess;
  read(): Promise<Answer>;
  /** Length of its answer. */
  length: number;
}

const agent = new Agent({ keepAlive: true, maxSockets: READERS });

async function readMany(subject: Subject, reads: number): Promise<void> {
  let left = reads;
  await Promise.all(
    Array.from({ length: READERS }, async () => {
      while (left > 0) {
        left -= 1;
        const { status, text } = await subject.read();
        if (status !== 200 || text.length !== subject.length) {
          throw new Error(`Somebody was told ${String(status)} ${text}`);
        }
      }
    }),
  );
}

/** Processor time of the server, in µs a read. */
async function measure(subject: Subject): Promise<number> {
  const before = await cpuOf(subject.child);
  await readMany(subject, READS);
  return ((await cpuOf(subject.child)) - before) / READS;
}

interface Opened {
  one: Subject;
  /** The same collection of every connection that has it. */
  all: Subject;
}

async function openConsole(variant: string): Promise<Opened> {
  const child = await start(variant);
  const { port } = await heard(child, portMessage);
  const line = { port, heard: () => undefined };
  const admin = await signIn(line, 'admin', PASSWORD);
  const list = z
    .object({ items: z.array(z.object({ id: z.string() })) })
    .parse((await admin.call('GET', '/api/connections')).body);
  const headers = { cookie: admin.cookie };
  const subject = async (path: string): Promise<Subject> => {
    const read = () => send(port, { method: 'GET', path, headers });
    return { child, read, length: (await read()).text.length };
  };
  return {
    one: await subject(
      `/api/connections/${list.items[0]?.id ?? ''}/estate/key-provider-services`,
    ),
    all: await subject('/api/estate/key-provider-services'),
  };
}

try {
  const { one: memory, all } = await openConsole('memory');
  const { one: express } = await openConsole('express');
  const example = await memory.read();
  const { length } = memory;
  const child = await start('static');
  await heard(child, z.object({ waiting: z.literal(true) }));
  child.send({
    static: {
      body: example.text,
      headers: Object.fromEntries(
        Object.entries(example.headers).filter(
          (entry): entry is [string, string] => typeof entry[1] === 'string',
        ),
      ),
    },
  });
  const { port } = await heard(child, portMessage);
  const bytes: Subject = {
    child,
    length,
    read: () => send(port, { method: 'GET', path: '/' }),
  };
  const withHeaders: Subject = {
    child,
    length,
    read: () => send(port, { method: 'GET', path: '/headers' }),
  };
  const subjects = { bytes, withHeaders, memory, express, all };
  for (const each of Object.values(subjects)) {
    await readMany(each, WARM_UP_READS);
  }
  const costs = {
    bytes: [] as number[], // An empty list has no element type; the same below.
    withHeaders: [] as number[],
    memory: [] as number[],
    express: [] as number[],
    all: [] as number[],
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    costs.bytes.push(await measure(bytes));
    costs.memory.push(await measure(memory));
    costs.withHeaders.push(await measure(withHeaders));
    costs.express.push(await measure(express));
    costs.all.push(await measure(all));
  }
  const against = (
    name: keyof typeof costs,
    other: keyof typeof costs,
  ): number[] =>
    costs[name].map((cost, index) => cost / (costs[other][index] ?? 1));
  const micros = (name: keyof typeof costs): string =>
    `${quantile(costs[name], 0.5).toFixed(0)} µs`;
  const ratios = against('memory', 'bytes');
  await report({
    bench: 'estate',
    says: `Processor time of a server for one read of fresh estate, ${(length / 1_000).toFixed(1)} kB, with a session that is checked: ${READS.toLocaleString('en')} reads a round over ${String(READERS)} connections, ${String(ROUNDS)} rounds by turns, each server in a process of its own, the console whole. Control: the same bytes, ready, from bare node:http. Known to be bad: the same read through Express, with its look-ups in the database.`,
    figures: [
      {
        what: 'from memory / ready bytes',
        value: ratioText(ratios),
        goal: `≤ ${String(GOAL)}x`,
        isMet: quantile(ratios, 0.5) <= GOAL,
      },
      {
        what: 'from memory / ready bytes with the same headers',
        value: ratioText(against('memory', 'withHeaders')),
      },
      {
        what: 'through Express (known to be bad) / ready bytes',
        value: ratioText(against('express', 'bytes')),
      },
      {
        what: 'of all connections at once, looked up in the database / through Express',
        value: ratioText(against('all', 'express')),
      },
      {
        what: 'ready bytes · with the same headers · from memory · through Express · of all connections',
        value: `${micros('bytes')} · ${micros('withHeaders')} · ${micros('memory')} · ${micros('express')} · ${micros('all')}`,
      },
    ],
  });
} finally {
  agent.destroy();
  for (const child of children) child.disconnect();
  await target.close();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
