import type { Database } from '@keyward/database';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { z } from 'zod';

/** A node of a plan, of which only this much is read. */
interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string | undefined;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number | undefined;
  'Rows Removed by Index Recheck'?: number | undefined;
  Plans?: PlanNode[] | undefined;
}

const planNode: z.ZodType<PlanNode> = z.lazy(() =>
  z.object({
    'Node Type': z.string(),
    'Relation Name': z.string().optional(),
    'Actual Rows': z.number(),
    'Actual Loops': z.number(),
    'Rows Removed by Filter': z.number().optional(),
    'Rows Removed by Index Recheck': z.number().optional(),
    Plans: z.array(planNode).optional(),
  }),
);
const explained = z.object({
  'QUERY PLAN': z.tuple([z.object({ Plan: planNode })]),
});

/** A statement as it was sent. */
export interface Sent {
  sql: string;
  parameters: readonly unknown[];
}

/** A database that keeps what is asked of it. */
export function watchedDatabase(url: string): {
  db: Database;
  sent: Sent[];
  close(): Promise<void>;
} {
  const sent: Sent[] = [];
  const types = new pg.TypeOverrides();
  types.setTypeParser(20, Number);
  const pool = new pg.Pool({ connectionString: url, max: 2, types });
  const db: Database = new Kysely({
    dialect: new PostgresDialect({ pool }),
    log({ query }) {
      sent.push({ sql: query.sql, parameters: query.parameters });
    },
  });
  return { db, sent, close: () => db.destroy() };
}

/** Rows of a table that PostgreSQL looked at to answer a statement, and whether it read the table from end to end. */
export async function lookedAt(
  db: Database,
  { sql: text, parameters }: Sent,
  tables: readonly string[],
): Promise<{ rows: number; isWhole: boolean }> {
  const { rows } = await db.executeQuery({
    ...sql`select`.compile(db),
    sql: `explain (analyze, format json) ${text}`,
    parameters,
  });
  const { Plan } = explained.parse(rows[0])['QUERY PLAN'][0];
  let seen = 0;
  let isWhole = false;
  const walk = (node: PlanNode): void => {
    if (tables.includes(node['Relation Name'] ?? '')) {
      const each =
        node['Actual Rows'] +
        (node['Rows Removed by Filter'] ?? 0) +
        (node['Rows Removed by Index Recheck'] ?? 0);
      seen += each * node['Actual Loops'];
      isWhole ||= node['Node Type'] === 'Seq Scan';
    }
    node.Plans?.forEach(walk);
  };
  walk(Plan);
  return { rows: Math.round(seen), isWhole };
}
