import { type Database, transact } from '@keyward/database';
import type { Logger } from 'pino';

import { noteChangeEvent } from '../changes/change-events.ts';
import { getChange } from '../changes/change-record.ts';
import { describeError } from '../http/send-problem.ts';
import { giveUp, stillRunning } from './handshake-rows.ts';
import {
  type LookOutcome,
  type LookParts,
  lookAtServers,
} from './look-at-servers.ts';
import { createTurnstile } from '../turnstile.ts';

const SERVERS_AT_ONCE = 2;
const HEARTBEAT_MS = 20_000;

/** Looks at key servers beside the requests that ask for it. */
export interface HandshakeRunner {
  /** Begins in the background; whoever calls has marked it as begun, and so knows that nobody else is at it. */
  begin(changeId: string): void;
  close(): Promise<void>;
}

/** A look that is lost with its process shows as interrupted; a person runs it again. */
export function createHandshakeRunner(
  parts: LookParts & { log: Logger },
): HandshakeRunner {
  const { db, log } = parts;
  const running = new Map<string, Promise<void>>();
  const ending = new AbortController();
  const turnstile = createTurnstile(SERVERS_AT_ONCE);
  const heartbeat = setInterval(() => {
    void stillRunning(db, [...running.keys()]).catch(() => undefined);
  }, HEARTBEAT_MS).unref();

  async function look(changeId: string): Promise<void> {
    try {
      const { signal } = ending;
      const outcome = await lookAtServers(parts, changeId, {
        signal,
        through: turnstile.through,
      });
      await tell(db, changeId, outcome);
    } catch (error) {
      await giveUp(db, changeId).catch(() => undefined);
      if (ending.signal.aborted) return;
      log.error(
        { error: describeError(error), changeId },
        'A look at key servers failed.',
      );
    }
  }

  return {
    begin(changeId) {
      if (ending.signal.aborted) return;
      // One that is just telling its end may still be here; the new one comes after it.
      const before = running.get(changeId) ?? Promise.resolve();
      const mine = before
        .then(() => look(changeId))
        .finally(() => {
          if (running.get(changeId) === mine) running.delete(changeId);
        });
      running.set(changeId, mine);
    },
    async close() {
      clearInterval(heartbeat);
      ending.abort(new Error('The console stops.'));
      await Promise.all(running.values());
    },
  };
}

/** Browsers that show the change read it again. The text is for everybody, so it names no server. */
async function tell(
  db: Database,
  changeId: string,
  { tried, failed }: LookOutcome,
): Promise<void> {
  await transact(db, async (journal) => {
    await noteChangeEvent(
      journal,
      await getChange(journal.tx, changeId),
      'checks',
      tried === 0
        ? 'Its key servers were looked for from Keyward; none was tried.'
        : `Its key servers were tried from Keyward: ${failed === 0 ? `no fault found at ${String(tried)}` : `faults found at ${String(failed)} of ${String(tried)}`}.`,
    );
  });
}
