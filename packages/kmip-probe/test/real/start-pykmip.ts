import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Authorities } from '../support/authorities.ts';

/** Debian's own Python: the package puts PyKMIP there and nowhere else. */
const PYTHON = process.env['KEYWARD_PYKMIP_PYTHON'] ?? '/usr/bin/python3';

export function hasPykmip(): boolean {
  const { status } = spawnSync(PYTHON, ['-c', 'import kmip'], {
    stdio: 'ignore',
    timeout: 20_000,
  });
  return status === 0;
}

export interface RunningPykmip {
  port: number;
  stop(): Promise<void>;
}

/** Starts a real KMIP server on a free port of loopback, with certificates made for this run. */
export async function startPykmip({
  ca,
  server,
}: Authorities): Promise<RunningPykmip> {
  const folder = await mkdtemp(join(tmpdir(), 'keyward-pykmip-'));
  await Promise.all([
    writeFile(join(folder, 'ca.pem'), `${ca.pem}\n`),
    writeFile(join(folder, 'server.pem'), `${server.pem}\n`),
    writeFile(join(folder, 'server.key'), `${server.keyPem}\n`, {
      mode: 0o600,
    }),
  ]);
  const port = await freePort();
  const launcher = new URL('./pykmip_server.py', import.meta.url).pathname;
  const child = spawn(PYTHON, [launcher, folder, String(port)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said = `${said}${chunk.toString('utf8')}`.slice(-2_000);
  });
  const ready = new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve());
    child.once('error', reject);
    child.once('exit', () =>
      reject(new Error(`The KMIP server did not start: ${said}`)),
    );
  });
  await ready;
  return {
    port,
    async stop() {
      // It joins its sessions for ten seconds when asked politely; nothing here needs that.
      child.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
