import type { Database } from '@keyward/database';
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';

import { readAuditRows } from '../audit/audit-rows.ts';
import { describeError } from '../http/send-problem.ts';
import {
  asDeliveryProblem,
  DeliveryProblem,
} from '../deliveries/delivery-problem.ts';
import { SecretFileError } from '../secret-file.ts';
import type { AuditSink } from './audit-sink.ts';
import {
  advance,
  ensureCursor,
  giveBack,
  isDue,
  isOurs,
  noteFailure,
  takeLease,
} from './sink-cursor.ts';

export interface SinkParts {
  db: Database;
  log: Logger;
  sinks: readonly AuditSink[];
  /** This process, unlike any other. */
  owner: string;
  lookMs?: number;
  /** Called while a sink fails, at each try. */
  onFailing?: (sink: AuditSink, since: Date) => Promise<void>;
}

const LOOK_MS = 1_000;
const BATCH = 500;

/**
 * Sends every audit row to every sink, in order and each sink by itself. The audit table is the queue: nothing is kept
 * in memory, nothing waits for a sink, and one that was down gets what it missed. Returns a function that stops it.
 */
export function startAuditSinks(parts: SinkParts): () => Promise<void> {
  const stopping = new AbortController();
  const loops = parts.sinks.map((sink) => follow(parts, sink, stopping.signal));
  return async () => {
    stopping.abort();
    await Promise.all(loops);
    await Promise.all(parts.sinks.map((sink) => sink.close()));
  };
}

async function follow(
  parts: SinkParts,
  sink: AuditSink,
  signal: AbortSignal,
): Promise<void> {
  const { db, log, owner, lookMs = LOOK_MS } = parts;
  let isKnown = false;
  while (!signal.aborted) {
    try {
      if (!isKnown) await ensureCursor(db, sink);
      isKnown = true;
      if (await sendNext(parts, sink, signal)) continue;
    } catch (error) {
      log.warn(
        { sink: sink.name, error: describeError(error) },
        'How far an audit sink is could not be read or written.',
      );
    }
    await wait(lookMs, undefined, { signal, ref: false }).catch(
      () => undefined,
    );
  }
  await giveBack(db, sink, owner).catch(() => undefined);
}

/** @returns whether there may be more to send at once */
async function sendNext(
  parts: SinkParts,
  sink: AuditSink,
  signal: AbortSignal,
): Promise<boolean> {
  const { db, owner } = parts;
  if (!(await isDue(db, sink, owner))) return false;
  const has = await takeLease(db, sink, owner);
  if (has === null) return false;
  const held = await tried(parts, sink, signal, () => sink.held());
  if (held === FAILED) return false;
  if (held !== null && held.seq > has && (await isOurs(db, held))) {
    return advance(db, sink, owner, has, held.seq);
  }
  const rows = await readAuditRows(db, { sort: 'oldest' }, has, BATCH);
  const last = rows.at(-1);
  if (last === undefined) return false;
  const sent = await tried(parts, sink, signal, () => sink.send(rows, signal));
  return sent !== FAILED && advance(db, sink, owner, has, last.seq);
}

const FAILED = Symbol('failed');

/** What the sink itself answers; its failure is noted, and is none of the database's. */
async function tried<R>(
  parts: SinkParts,
  sink: AuditSink,
  signal: AbortSignal,
  work: () => Promise<R>,
): Promise<R | typeof FAILED> {
  try {
    return await work();
  } catch (error) {
    // Cut off by the stop: whoever comes next sends it again.
    if (!signal.aborted) await fail(parts, sink, error);
    return FAILED;
  }
}

async function fail(
  { db, log, owner, onFailing }: SinkParts,
  sink: AuditSink,
  error: unknown,
): Promise<void> {
  const problem =
    error instanceof SecretFileError
      ? new DeliveryProblem('its secret file cannot be used')
      : asDeliveryProblem(error);
  const failing = await noteFailure(db, sink, owner, problem.message);
  if (failing === null) return;
  const { since, tries } = failing;
  // The tries of an outage get rarer, down to one a minute.
  log[tries === 1 ? 'warn' : 'error'](
    { sink: sink.name, problem: problem.message, since, tries },
    'An audit sink does not take rows; they wait in the database and are sent when it does.',
  );
  await onFailing?.(sink, since);
}
