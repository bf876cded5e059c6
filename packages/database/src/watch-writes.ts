import type pg from 'pg';

/**
 * Sees every durable write of a pool: called with the tables just before the write's commit is sent; what it returns is
 * called once the server has answered that the write is durable.
 */
export type WriteWatch = (tables: readonly string[]) => () => void;

/** Verb and table of whatever writes rows; `for update` and `do update` are parts of other statements. */
const WRITES =
  /(?<!\b(?:for|for no key|do) )\b(?:insert into|update|delete from|merge into)\s+(?:only\s+)?((?:"?\w+"?\.)?"?\w+"?)/gi;

/**
 * Calls `watch` around every transaction that wrote something, and around every single statement that does. Nothing needs
 * to be marked, so no write can be left out. For tests: it reads the text of every statement.
 */
export function watchWrites(pool: pg.Pool, watch: WriteWatch): void {
  const watched = new WeakSet<pg.PoolClient>();
  pool.on('acquire', (client) => {
    if (watched.has(client)) return;
    watched.add(client);
    watchClient(client, watch);
  });
}

function watchClient(client: pg.PoolClient, watch: WriteWatch): void {
  const query: unknown = client.query.bind(client);
  if (typeof query !== 'function') return;
  /** Tables that the open transaction wrote; null outside one. */
  let written: Set<string> | null = null;

  /** What becomes durable when this statement succeeds. */
  function durableAfter(text: string): readonly string[] {
    const verb = /^\s*(begin|start|commit|rollback(?! to))\b/i.exec(text)?.[1];
    if (verb !== undefined) {
      const open = [...(written ?? [])].toSorted();
      const isBegin = /begin|start/i.test(verb);
      written = isBegin ? new Set() : null;
      return /commit/i.test(verb) ? open : [];
    }
    const tables = tablesWritten(text);
    if (written === null) return tables;
    for (const table of tables) written.add(table);
    return [];
  }

  Object.defineProperty(client, 'query', {
    configurable: true,
    value: (...given: unknown[]): unknown => {
      const tables = durableAfter(textOf(given[0]));
      const after = tables.length === 0 ? undefined : watch(tables);
      const answer: unknown = Reflect.apply(query, client, given);
      if (after === undefined || !(answer instanceof Promise)) return answer;
      return answer.then((result: unknown) => {
        after();
        return result;
      });
    },
  });
}

/** The tables that a statement writes, each once, in alphabetical order. */
function tablesWritten(text: string): readonly string[] {
  const names = [...text.matchAll(WRITES)].map((match) =>
    (match[1] ?? '').replaceAll('"', ''),
  );
  return [...new Set(names)].toSorted();
}

function textOf(statement: unknown): string {
  if (typeof statement === 'string') return statement;
  const isNamed =
    typeof statement === 'object' && statement !== null && 'text' in statement;
  return isNamed && typeof statement.text === 'string' ? statement.text : '';
}
