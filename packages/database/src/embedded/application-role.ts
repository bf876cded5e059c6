import pg from 'pg';

/** Role and database that the product uses; the role may make databases and roles but rules nothing. */
const applicationName = 'keyward';

/** Makes the product's role and database where they are missing; safe to repeat after a kill. */
export async function ensureApplicationRole(
  client: pg.Client,
  password: string,
): Promise<void> {
  // A failing statement is otherwise written to the server's log, password included.
  await client.query('set log_min_error_statement = panic');
  const role = await client.query('select 1 from pg_roles where rolname = $1', [
    applicationName,
  ]);
  if (role.rowCount === 0) {
    await client.query(
      `create role ${applicationName} login createdb createrole password ${pg.escapeLiteral(password)}`,
    );
  }
  const database = await client.query(
    'select 1 from pg_database where datname = $1',
    [applicationName],
  );
  if (database.rowCount === 0) {
    await client.query(
      `create database ${applicationName} owner ${applicationName}`,
    );
  }
}

/** The connection string of the product's role. */
export function applicationUrl(port: number, password: string): string {
  return `postgresql://${applicationName}:${password}@127.0.0.1:${port}/${applicationName}`;
}
