import { hashAuditRow } from '@keyward/database';
import { sql } from 'kysely';

import type { FaultStage } from './fault-stage.ts';

/** Reads the journal on from where the last look ended. */
export interface JournalInspector {
  /** What is wrong with the events and audit rows written since the last look; nothing, when all is well. */
  faults(): Promise<string[]>;
}

/** Events are numbered without a gap, those of one subject too; every audit row is chained to the one before. */
export function inspectJournal({
  db,
}: Pick<FaultStage, 'db'>): JournalInspector {
  let eventSeq = 0;
  let auditSeq = 0;
  let previous: string | null = null;
  const versions = new Map<string, number>();
  return {
    async faults() {
      const found: string[] = [];
      const events = await db
        .selectFrom('event')
        .select(['seq', 'type', 'subject', 'v'])
        .where('seq', '>', eventSeq)
        .orderBy('seq')
        .execute();
      for (const { seq, type, subject, v } of events) {
        if (seq !== eventSeq + 1) {
          found.push(`event ${String(seq)} after a gap`);
        }
        eventSeq = seq;
        if (type !== 'task') continue;
        if (v !== (versions.get(subject) ?? 0) + 1) {
          found.push(`version ${String(v)} of task ${subject} out of order`);
        }
        versions.set(subject, v);
      }
      const rows = await db
        .selectFrom('audit')
        .select(['seq', 'row', 'hash'])
        .where('seq', '>', auditSeq)
        .orderBy('seq')
        .execute();
      for (const { seq, row, hash } of rows) {
        const { hash: stored, ...body } = withHash(row);
        const isChained =
          seq === auditSeq + 1 &&
          (previous === null || body.prevHash === previous);
        if (!isChained || stored !== hash || hashAuditRow(body) !== hash) {
          found.push(`audit row ${String(seq)} is not chained`);
        }
        auditSeq = seq;
        previous = hash;
      }
      return found;
    },
  };
}

function withHash(row: unknown): { hash: unknown; prevHash: unknown } {
  if (typeof row !== 'object' || row === null) return withHash({});
  return { hash: undefined, prevHash: undefined, ...row };
}

/** Tasks that have not ended, though nobody is at work on them any more. */
export async function openTasks({
  db,
}: Pick<FaultStage, 'db'>): Promise<string[]> {
  const { rows } = await sql<{ id: string; state: string }>`
    select id, state from task where state in ('queued', 'running')`.execute(
    db,
  );
  return rows.map(({ id, state }) => `${id} ${state}`);
}

/** How often the console itself carried a change out. */
export async function consoleEffects(
  { db }: Pick<FaultStage, 'db'>,
  changeId: string,
): Promise<number> {
  const rows = await db
    .selectFrom('console_effect')
    .select('change_id')
    .where('change_id', '=', changeId)
    .execute();
  return rows.length;
}
