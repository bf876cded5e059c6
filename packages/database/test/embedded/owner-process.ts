// A process that owns an embedded PostgreSQL, for tests that kill it or run it as another user.
// Prints one JSON line when the server is ready or refused, and stops cleanly on SIGTERM.
import {
  EmbeddedPostgresError,
  startEmbeddedPostgres,
} from '../../src/embedded/index.ts';

const [dataDir = '', pgBin] = process.argv.slice(2);

try {
  const server = await startEmbeddedPostgres({ dataDir, pgBin });
  const { url, pid, location, adopted } = server;
  process.once('SIGTERM', () => {
    void server.stop().then(() => process.exit(0));
  });
  process.stdout.write(`${JSON.stringify({ url, pid, location, adopted })}\n`);
  process.stdin.resume();
} catch (error) {
  if (!(error instanceof EmbeddedPostgresError)) throw error;
  const { code, message } = error;
  process.stdout.write(`${JSON.stringify({ code, message })}\n`);
}
