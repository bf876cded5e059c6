import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

const fileName = 'port';

/** The port that was kept for this cluster when it is still free, else a new free one. */
export async function choosePort(folder: string): Promise<number> {
  const kept = keptPort(folder);
  if (kept !== undefined && (await tryListen(kept)) !== undefined) return kept;
  const free = await tryListen(0);
  if (free === undefined) throw new Error('No free port on 127.0.0.1.');
  return free;
}

/** The file that keeps a cluster's port. */
export function portFile(folder: string): string {
  return join(folder, fileName);
}

function keptPort(folder: string): number | undefined {
  try {
    const port = Number(readFileSync(portFile(folder), 'utf8'));
    return Number.isInteger(port) && port > 0 && port < 65_536
      ? port
      : undefined;
  } catch {
    return undefined;
  }
}

function tryListen(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        resolve(
          typeof address === 'object' && address !== null
            ? address.port
            : undefined,
        ),
      );
    });
  });
}
