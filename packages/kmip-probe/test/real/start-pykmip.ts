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
  stop: () => Promise<void>;
}

/** Starts a real KMIP server on a free port of loopback, with certificates made for this run. */
export async function startPykmip(
  authorities: Authorities,
): Promise<RunningPykmip> {
  const port = await freePort();
  const { stop } = await startPython(
    'pykmip_server.py',
    [String(port)],
    authorities,
  );
  return { port, stop };
}

/** Starts a TLS 1.3 server that refuses clients as OpenSSL does: by an alert after the handshake. */
export async function startTls13(
  authorities: Authorities,
): Promise<RunningPykmip> {
  const { said, stop } = await startPython('tls13_server.py', [], authorities);
  return { port: Number(said), stop };
}

/** Runs a script of this folder until it is stopped; `said` is its first line. */
async function startPython(
  script: string,
  args: readonly string[],
  { ca, server }: Authorities,
): Promise<{ said: string; stop: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'keyward-pykmip-'));
  await Promise.all([
    writeFile(join(folder, 'ca.pem'), `${ca.pem}\n`),
    writeFile(join(folder, 'server.pem'), `${server.pem}\n`),
    writeFile(join(folder, 'server.key'), `${server.keyPem}\n`, {
      mode: 0o600,
    }),
  ]);
  const path = new URL(script, import.meta.url).pathname;
  const child = spawn(PYTHON, [path, folder, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: PyKMIP starts a process that would outlive it.
    detached: true,
  });
  const ended = once(child, 'exit');
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaints = `${complaints}${chunk.toString('utf8')}`.slice(-2_000);
  });
  const said = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (chunk: Buffer) =>
      resolve(chunk.toString('utf8').trim()),
    );
    child.once('error', reject);
    child.once('exit', () =>
      reject(new Error(`${script} did not start: ${complaints}`)),
    );
  });
  return {
    said,
    async stop() {
      // PyKMIP joins its sessions for ten seconds when asked politely; nothing here needs that.
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
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
