import { auditQuery } from '@keyward/contract';
import { connectDatabase, migrate } from '@keyward/database';
import { sql } from 'kysely';

import { exportAudit } from '../apps/bff/src/audit/export-audit.ts';
import { listAudit } from '../apps/bff/src/audit/list-audit.ts';
import { encodeCursor } from '../apps/bff/src/lists/cursor.ts';
import { makeCaller } from '../apps/bff/test/live/make-caller.ts';
import { fillAudit } from '../apps/bff/test/lists/large-lists.ts';
import { quantile } from './measure/quantiles.ts';
import { ratioText, report } from './measure/report.ts';
import { startScratchPostgres } from './measure/scratch-postgres.ts';

const ROWS = Number(process.argv[2] ?? 1_000_000);
const DEPTH = Math.round(ROWS * 0.99);
const ROUNDS = 7;
const REPEATS = 30;
const WARM_UP = 10;
const MOST_EXPORT_MB = 150;

const postgres = await startScratchPostgres();
const database = connectDatabase(await postgres.create('audit'));
const { db } = database;

/** Milliseconds of one call, the median of several: the machine's hiccups are no page's. */
async function timed(
  work: () => Promise<unknown>,
  repeats = REPEATS,
): Promise<number> {
  const values: number[] = [];
  for (let each = 0; each < repeats; each += 1) {
    const begin = performance.now();
    await work();
    values.push(performance.now() - begin);
  }
  return quantile(values, 0.5);
}

/** Medians of several calls that take turns, so that a busy moment meets them all. */
async function takingTurns<K extends string>(
  works: Record<K, () => Promise<unknown>>,
): Promise<Map<string, number>> {
  const values = new Map<string, number[]>();
  for (let each = 0; each < REPEATS; each += 1) {
    for (const [name, work] of Object.entries<() => Promise<unknown>>(works)) {
      const begin = performance.now();
      await work();
      const ms = performance.now() - begin;
      values.set(name, [...(values.get(name) ?? []), ms]);
    }
  }
  return new Map([...values].map(([name, all]) => [name, quantile(all, 0.5)]));
}

/** A later page, which counts nothing: first and deep pages are compared alike. */
const pageAt = (depth: number) => {
  const cursor = encodeCursor({}, [ROWS - depth + 1]);
  return () => listAudit(db, auditQuery.parse({ cursor }));
};
const filtered = (filters: Record<string, string>) => {
  const cursor = encodeCursor(filters, [ROWS + 1]);
  return () => listAudit(db, auditQuery.parse({ ...filters, cursor }));
};
const byOffset = () =>
  sql`select row from audit order by seq desc offset ${DEPTH} limit 51`.execute(
    db,
  );
const firstWithCount = () => listAudit(db, auditQuery.parse({}));
const exactCount = () => sql`select count(*) from audit`.execute(db);
const FILTERS: Record<string, Record<string, string>> = {
  'a code that is half of everything': { code: 'change.approved' },
  'a rare code': { code: 'access.denied' },
  'a code that is nowhere': { code: 'no.such' },
  'a person': { personId: 'person-7' },
  'a person who did nothing': { personId: 'nobody' },
  'an object': { object: 'thing-3' },
  'an object that is nowhere': { object: 'nothing' },
  'an outcome that is nowhere': { outcome: 'failure' },
  'a time to come': { from: '2999-01-01T00:00:00Z' },
  'a time before the first row': { to: '1999-01-01T00:00:00Z' },
};

/** Megabytes by which the process grows at most while it exports everything, and how many rows came. */
async function exportEverything(): Promise<{ rows: number; grownMb: number }> {
  const { content } = await exportAudit(db, 'csv', {}, makeCaller(), {
    requestId: 'bench',
    ip: '127.0.0.1',
  });
  let rows = -1;
  let before = 0;
  let highest = 0;
  for await (const chunk of content) {
    rows += chunk.split('\r\n').length - 1;
    const { rss } = process.memoryUsage();
    // What the runtime takes once for the first rows is not growth.
    if (rows <= ROWS / 20) before = Math.max(before, rss);
    else highest = Math.max(highest, rss);
  }
  return { rows, grownMb: (highest - before) / 1_000_000 };
}

try {
  await migrate(db);
  await fillAudit(db, ROWS);
  await sql`vacuum analyze audit`.execute(db);
  const all = {
    one: () => sql`select 1`.execute(db),
    first: pageAt(0),
    deep: pageAt(DEPTH),
    counted: firstWithCount,
  };
  const filters = Object.entries(FILTERS).map(
    ([what, each]) => [what, filtered(each)] as const,
  );
  for (const work of [
    ...Object.values(all),
    ...filters.map(([, each]) => each),
  ]) {
    await timed(work, WARM_UP);
  }
  const ms = {
    one: [0],
    first: [0],
    deep: [0],
    counted: [0],
    offset: [0],
    exact: [0],
  };
  for (const values of Object.values(ms)) values.length = 0;
  const byFilter = new Map(filters.map(([what]) => [what, [] as number[]])); // An empty list has no element type.
  for (let round = 0; round < ROUNDS; round += 1) {
    const turns = await takingTurns(all);
    for (const name of ['one', 'first', 'deep', 'counted'] as const) {
      ms[name].push(turns.get(name) ?? Number.NaN);
    }
    ms.offset.push(await timed(byOffset, 1));
    ms.exact.push(await timed(exactCount, 1));
    for (const [what, work] of filters) {
      byFilter.get(what)?.push(await timed(work, 10));
    }
  }
  const over = (subject: number[], control: number[]): number[] =>
    subject.map((value, index) => value / (control[index] ?? Number.NaN));
  const deep = over(ms.deep, ms.first);
  const offset = over(ms.offset, ms.deep);
  const toOne = over(ms.first, ms.one);
  const counted = over(ms.counted, ms.first);
  const worst = [...byFilter]
    .map(([what, values]) => ({ what, ratios: over(values, ms.first) }))
    .toSorted((a, b) => quantile(b.ratios, 0.5) - quantile(a.ratios, 0.5))[0];
  if (worst === undefined) throw new Error('No filter was measured.');
  const exported = await exportEverything();
  await report({
    bench: 'audit-page',
    says: `Pages of fifty of ${ROWS.toLocaleString('en')} audit rows, parsed and ready to send, in one process with PostgreSQL beside it (${String(ROUNDS)} rounds). Known to be bad: OFFSET to the same depth, and an exact count.`,
    figures: [
      {
        what: 'page 1 (control)',
        value: `${quantile(ms.first, 0.5).toFixed(2)} ms`,
      },
      {
        what: `page at depth ${DEPTH.toLocaleString('en')} / page 1`,
        value: ratioText(deep),
        goal: '≤ 1.2x',
        isMet: quantile(deep, 0.5) <= 1.2,
      },
      {
        what: 'OFFSET at that depth (known to be bad) / the page',
        value: ratioText(offset),
        goal: ROWS >= 1_000_000 ? '≥ 300x' : undefined,
        isMet: ROWS >= 1_000_000 ? quantile(offset, 0.5) >= 300 : undefined,
      },
      {
        what: 'page 1 / SELECT 1',
        value: ratioText(toOne),
        goal: '≤ 10x',
        isMet: quantile(toOne, 0.5) <= 10,
      },
      {
        what: `slowest of ${String(byFilter.size)} filters (${worst.what}) / page 1`,
        value: ratioText(worst.ratios),
        goal: '≤ 3x',
        isMet: quantile(worst.ratios, 0.5) <= 3,
      },
      {
        what: 'page 1 with its count to ten thousand / page 1',
        value: ratioText(counted),
        goal: '≤ 1 + 3x',
        isMet: quantile(counted, 0.5) <= 4,
      },
      {
        what: 'exact count (known to be bad) / page 1',
        value: ratioText(over(ms.exact, ms.first)),
      },
      {
        what: `CSV of ${exported.rows.toLocaleString('en')} rows: memory grown after the first twentieth`,
        value: `${exported.grownMb.toFixed(0)} MB`,
        goal: `≤ ${String(MOST_EXPORT_MB)} MB`,
        isMet: exported.grownMb <= MOST_EXPORT_MB && exported.rows >= ROWS,
      },
    ].map(({ goal, isMet, ...figure }) => ({
      ...figure,
      ...(goal === undefined ? {} : { goal }),
      ...(isMet === undefined ? {} : { isMet }),
    })),
  });
} finally {
  await database.close();
  await postgres.stop();
}
