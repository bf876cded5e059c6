import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

import { databaseText } from '../support/database-text.ts';
import type { Canary } from './canary-book.ts';
import { type Leak, LeakScanner } from './leak-scanner.ts';
import { readEverything } from './read-everything.ts';
import type { CanaryStage } from './stage.ts';

/** One place where a secret could come out. */
export interface Sink {
  name: string;
  pieces: { from: string; bytes: Buffer }[];
  /** What must stand in it: a sink that was not filled would hold no secret either. */
  mustHold: string;
  /** Whether a secret belongs there. */
  admits?: (canary: Canary) => boolean;
}

/** A word that everybody may read, in the reason of a change: it must turn up wherever changes are kept. */
export interface Marker {
  reason: string;
  changeId: string;
}

const sink = (name: string, mustHold: string, text: string): Sink => ({
  name,
  mustHold,
  pieces: [{ from: name, bytes: Buffer.from(text) }],
});

/** Everything that the running console has said, sent and stored so far. */
export async function collectRunning(
  stage: CanaryStage,
  { reason, changeId }: Marker,
  readAbout: Readonly<Record<string, string>>,
): Promise<Sink[]> {
  const { system, exports } = await readEverything(stage, readAbout);
  const { recorder, streams, mail, hook } = stage;
  const audit = await stage.db.selectFrom('audit').selectAll().execute();
  const cluster = join(stage.databaseHome(), 'cluster');
  return [
    sink('bodies of answers', reason, recorder.bodies.join('\n')),
    sink(
      'headers of answers',
      'content-security-policy',
      recorder.headers.join('\n'),
    ),
    sink(
      'event streams',
      changeId,
      streams
        .flatMap(({ frames }) => frames.map(({ text }) => text))
        .join('\n'),
    ),
    sink('every row as text', reason, await databaseText(stage.db)),
    sink(
      'audit rows and exports',
      changeId,
      `${JSON.stringify(audit)}\n${exports}`,
    ),
    sink('metrics, health, API description', 'openapi', system),
    sink('e-mail', changeId, mail.mails.map(({ raw }) => raw).join('\n')),
    sink(
      'webhooks',
      changeId,
      hook.received.map((each) => JSON.stringify(each)).join('\n'),
    ),
    ...stage.targets.map((target) => ({
      ...sink(
        `bytes that ${target.name} received`,
        'authorization',
        target.everything.join('\n'),
      ),
      admits: ({ home }: Canary) => home === target.name,
    })),
    await files('copy of the database, running', cluster, reason, () => false),
    await files(
      'write-ahead log, running',
      join(cluster, 'pg_wal'),
      reason,
      () => false,
    ),
  ];
}

/** What a console leaves behind when it was stopped, and what it wrote in all its runs. */
export async function collectStopped(
  stage: CanaryStage,
  { reason }: Marker,
): Promise<Sink[]> {
  const home = stage.databaseHome();
  return [
    sink(
      'standard output and error',
      'keyward ready',
      stage.process.written.join(''),
    ),
    await files(
      'copy of the database, stopped',
      join(home, 'cluster'),
      reason,
      () => false,
    ),
    await files(
      'other files of the data directory',
      stage.dataDir,
      'keyward/audit/',
      (path) => path.startsWith('postgres/cluster'),
    ),
  ];
}

async function files(
  name: string,
  folder: string,
  mustHold: string,
  isElsewhere: (path: string) => boolean,
): Promise<Sink> {
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  const pieces: Sink['pieces'] = [];
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    const from = relative(folder, path);
    if (!entry.isFile() || isElsewhere(from)) continue;
    // What a running database removes while it is copied is in the next copy.
    const bytes = await readFile(path).catch(() => null);
    if (bytes !== null) pieces.push({ from, bytes });
  }
  return { name, mustHold, pieces };
}

export interface SinkLeak extends Leak {
  sink: string;
  file: string;
}

/** One scanner for all sinks, and one of its own for each that admits something. */
export function scannersFor(canaries: readonly Canary[]) {
  const everything = new LeakScanner(canaries);
  return ({ admits }: Sink): LeakScanner =>
    admits === undefined
      ? everything
      : new LeakScanner(canaries.filter((each) => !admits(each)));
}

/** Every secret that stands where it does not belong. */
export function leaksIn(
  sinks: readonly Sink[],
  scannerFor: (sink: Sink) => LeakScanner,
): SinkLeak[] {
  return sinks.flatMap((sink) => {
    const scanner = scannerFor(sink);
    return sink.pieces.flatMap(({ from, bytes }) =>
      scanner
        .find(bytes)
        .map((leak) => ({ sink: sink.name, file: from, ...leak })),
    );
  });
}

export function holdsIts({ pieces, mustHold }: Sink): boolean {
  return pieces.some(({ bytes }) => bytes.includes(mustHold));
}
