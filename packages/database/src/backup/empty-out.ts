import type { ClientBase } from 'pg';

/** Everything that migrations make in the default schema, and nothing that belongs to an extension. */
const OURS = `
  select case c.relkind when 'S' then 'sequence' when 'v' then 'view' else 'table' end as kind,
         c.oid::regclass::text as name
    from pg_class c
   where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p', 'v', 'S')
     and c.relname not in ('kysely_migration', 'kysely_migration_lock')
     and not exists (select from pg_depend d where d.objid = c.oid and d.deptype in ('e', 'i', 'a'))
  union all
  select 'routine', p.oid::regprocedure::text
    from pg_proc p
   where p.pronamespace = current_schema()::regnamespace
     and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`;

/** Drops what migrations made, so that they can run from the first one; their own record stays. */
export async function emptyOut(
  session: ClientBase,
  dropSchemas: readonly string[],
): Promise<void> {
  const { rows } = await session.query<{ kind: string; name: string }>(OURS);
  for (const { kind, name } of rows) {
    await session.query(`drop ${kind} if exists ${name} cascade`);
  }
  for (const schema of dropSchemas) {
    await session.query(
      `drop schema if exists ${session.escapeIdentifier(schema)} cascade`,
    );
  }
}
