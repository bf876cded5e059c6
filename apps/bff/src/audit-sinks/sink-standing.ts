import type { AuditSinkStanding } from '@keyward/contract';
import type { Database } from '@keyward/database';
import { sql } from 'kysely';

import type { AuditSink } from './audit-sink.ts';

/** How far each of these sinks is, as every replica sees it. */
export async function readStandings(
  db: Database,
  sinks: readonly Pick<AuditSink, 'name' | 'type' | 'cursor'>[],
): Promise<AuditSinkStanding[]> {
  if (sinks.length === 0) return [];
  const head = sql<number>`coalesce((select max(seq) from audit), 0)`;
  const rows = await db
    .selectFrom('audit_sink')
    .select(['name', 'after_seq', 'sent_at', 'failing_since', 'problem'])
    .select(head.as('head'))
    .where(
      'name',
      'in',
      sinks.map(({ cursor }) => cursor),
    )
    .execute();
  return sinks.flatMap(({ name, type, cursor }) => {
    const row = rows.find((each) => each.name === cursor);
    if (row === undefined) return [];
    return [
      {
        name,
        type,
        behind: Math.max(0, row.head - row.after_seq),
        sentAt: row.sent_at?.toISOString() ?? null,
        failingSince: row.failing_since?.toISOString() ?? null,
        problem: row.problem,
      },
    ];
  });
}
