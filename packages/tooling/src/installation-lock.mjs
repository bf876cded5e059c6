import { createHash } from 'node:crypto';
import { connect, createServer } from 'node:net';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Waits until no other command installs into this clone. The lock is a listening socket: the
 * system gives it free however its holder ends, so nothing is ever left behind to clean up.
 */
export async function holdInstallation(root) {
  const id = createHash('sha256').update(root).digest('hex').slice(0, 16);
  const path =
    process.platform === 'linux'
      ? `\0keyward-install-${id}`
      : process.platform === 'win32'
        ? `\\\\.\\pipe\\keyward-install-${id}`
        : join(tmpdir(), `keyward-install-${id}.sock`);
  for (let waited = false; ; waited = true) {
    const server = await listen(path);
    if (server !== undefined) return () => server.close();
    if (!waited)
      console.log('Another command is installing here; waiting for it …');
    await delay(500);
  }
}

async function listen(path) {
  const server = createServer((socket) => socket.destroy());
  server.unref();
  const outcome = await new Promise((resolve) => {
    server.once('error', resolve);
    server.listen(path, () => resolve(server));
  });
  if (outcome === server) return server;
  if (outcome.code !== 'EADDRINUSE') throw outcome;
  // Outside Linux the name is a file that a killed holder leaves behind.
  if (!path.startsWith('\0') && !(await answers(path)))
    rmSync(path, { force: true });
  return undefined;
}

async function answers(path) {
  return new Promise((resolve) => {
    const socket = connect(path, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
