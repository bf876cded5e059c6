import { createServer } from 'node:net';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { takeDataDirectory } from '../src/data-directory.mjs';
import { refuseTakenPort } from '../src/port-check.mjs';
import { readStartSettings } from '../src/start-settings.mjs';

test('a taken port is refused in one line, a free one is not', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) {
    throw new Error('no port');
  }
  await expect(refuseTakenPort('127.0.0.1', address.port)).rejects.toThrow(
    `Port ${address.port} on 127.0.0.1 is taken by another program; stop it or set PORT to a free one.`,
  );
  server.close();
  await once(server, 'close');
  await expect(
    refuseTakenPort('127.0.0.1', address.port),
  ).resolves.toBeUndefined();
});

test('a second start on the same data directory is refused, naming the first', () => {
  const parent = mkdtempSync(join(tmpdir(), 'keyward-start-'));
  onTestFinished(() => rmSync(parent, { recursive: true, force: true }));
  const dataDir = join(parent, 'data');
  const release = takeDataDirectory(dataDir);
  expect(statSync(dataDir).mode & 0o066).toBe(0);
  expect(() => takeDataDirectory(dataDir)).toThrow(
    `Keyward is already running on ${dataDir} (process ${process.pid})`,
  );
  release();
  takeDataDirectory(dataDir)();
});

test.each([
  [{ PORT: 'http' }, /PORT is "http"/],
  [{ KEYWARD_MODE: 'test' }, /KEYWARD_MODE is "test"/],
  [{ KEYWARD_SIMULATORS: 'maybe' }, /KEYWARD_SIMULATORS is "maybe"/],
])('a setting that cannot be meant is refused: %o', (env, message) => {
  expect(() => readStartSettings(env)).toThrow(message);
});
