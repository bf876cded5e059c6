import pg from 'pg';
import { superuserName } from './init-cluster.ts';

/** Runs one piece of work as the superuser on the server at a port of this machine. */
export async function withSupervisorSession<T>(
  port: number,
  password: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: superuserName,
    password,
    database: 'postgres',
    connectionTimeoutMillis: 5_000,
  });
  // A server that goes away while we are connected must not end this process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The folder that the server behind a connection works on. */
export async function dataDirectoryOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ data_directory: string }>(
    'show data_directory',
  );
  return rows[0]?.data_directory ?? '';
}
