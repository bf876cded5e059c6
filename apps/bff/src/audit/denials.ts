import type { ErrorCode } from '@keyward/contract';
import { type Database, transact } from '@keyward/database';
import type { Logger } from 'pino';

import { forgetOldest } from '../forget-oldest.ts';
import type { Origin } from '../http/handler.ts';
import { describeError } from '../http/send-problem.ts';
import type { Caller } from '../people/caller.ts';
import { audit } from './note.ts';

interface Denial {
  /** Null when nobody is signed in: such a refusal is logged, never chained. */
  caller: Caller | null;
  origin: Origin;
  code: ErrorCode;
  /** Name of the route, never its path: a path may hold what a person typed. */
  route: string;
  /** What it was about, when the refusal says so. */
  about?: { object: string | null; reason: string } | undefined;
}

export interface DenialNotes {
  /** Notes a denial; never throws and never makes the answer wait. */
  note: (denial: Denial) => void;
  /** Resolves when everything noted so far is written. */
  settled: () => Promise<void>;
}

export interface DenialParts {
  db: Database;
  log: Logger;
  burstMs?: number;
  maxBursts?: number;
}

/**
 * Writes denials of signed-in people to the audit log, once per burst: the same person, code and route within a
 * minute is one row, so that nobody can fill the log by trying again.
 */
export function createDenialNotes(parts: DenialParts): DenialNotes {
  const { db, log, burstMs = 60_000, maxBursts = 10_000 } = parts;
  /** When each burst began. */
  const bursts = new Map<string, number>();
  const writing = new Set<Promise<void>>();

  function isRepeated(key: string): boolean {
    const now = performance.now();
    const began = bursts.get(key);
    if (began !== undefined && now - began < burstMs) return true;
    bursts.delete(key);
    bursts.set(key, now);
    forgetOldest(bursts, maxBursts);
    return false;
  }

  async function write(key: string, denial: Denial): Promise<void> {
    const { caller, origin, code, route, about } = denial;
    try {
      await transact(db, async (journal) =>
        audit(journal, {
          code: 'access.denied',
          caller,
          origin,
          action: route,
          object: about?.object ?? null,
          outcome: 'denied',
          detail: about === undefined ? code : `${code}: ${about.reason}`,
        }),
      );
    } catch (error) {
      bursts.delete(key);
      log.error({ error: describeError(error) }, 'a denial was not audited');
    }
  }

  return {
    note(denial) {
      const { caller, origin, code, route, about } = denial;
      const { requestId, ip } = origin;
      log.info({ requestId, ip, code, route, reason: about?.reason }, 'denied');
      if (caller === null) return;
      const key = [
        caller.person.id,
        code,
        route,
        about?.object ?? '',
        about?.reason ?? '',
      ].join('|');
      if (isRepeated(key)) return;
      const written = write(key, denial).finally(() => writing.delete(written));
      writing.add(written);
    },
    async settled() {
      await Promise.all(writing);
    },
  };
}
