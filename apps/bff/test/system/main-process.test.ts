import {
  createTestDatabase,
  type TestDatabase,
} from '@keyward/database/test-database';
import { generateKeyEncryptionKeyFile } from '@keyward/secrets';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmod,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { CHILD_ENVIRONMENT } from '../support/child-environment.ts';
import { waitFor } from '../support/wait-for.ts';

const ENTRY = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const MOST_MS = 3_000;

let folder: string;
let keyFile: string;
let undo: (() => Promise<unknown>)[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyward-main-'));
  keyFile = join(folder, 'kek');
  await generateKeyEncryptionKeyFile(keyFile);
  await mkdir(join(folder, 'web'));
  await writeFile(join(folder, 'web', 'index.html'), '<!doctype html>');
  undo = [() => rm(folder, { recursive: true, force: true })];
});
afterEach(async () => {
  for (const each of undo.reverse()) await each();
});

/** The console in production mode, as a process of its own. */
function start(env: Record<string, string> = {}, flags: string[] = []) {
  const child = spawn(process.execPath, [...flags, ENTRY], {
    env: {
      ...CHILD_ENVIRONMENT,
      KEYWARD_MODE: 'production',
      PORT: '0',
      KEYWARD_PUBLIC_URL: 'https://console.example',
      KEYWARD_TRUST_PROXY: '1',
      KEYWARD_KEK_FILE: keyFile,
      KEYWARD_DATA_DIR: folder,
      KEYWARD_WEB_DIR: join(folder, 'web'),
      // Nothing listens there: whoever comes so far has gone past the checks.
      DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { out: '', error: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said.error += chunk.toString()));
  const ended = once(child, 'close');
  undo.push(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return { child, said, ended };
}

async function timed(env: Record<string, string> = {}) {
  const begun = performance.now();
  const { child, said, ended } = start(env);
  await ended;
  return { ms: performance.now() - begun, said, code: child.exitCode };
}

describe('a console that cannot be started as it is', () => {
  it.each<[what: string, spoil: () => Promise<unknown>, line: RegExp]>([
    [
      'a key file that others can read',
      () => chmod(keyFile, 0o644),
      /^KEYWARD_KEK_FILE: .* can be read by other accounts\. Run: chmod 600 .*\n$/,
    ],
    [
      'a key file that holds no key',
      () => writeFile(keyFile, 'c2hvcnQ=\n'),
      /^KEYWARD_KEK_FILE: .* must hold 32 random bytes as Base64\.\n$/,
    ],
    [
      'a folder in the place of the key file',
      async () => {
        await rm(keyFile);
        await mkdir(keyFile);
      },
      /^KEYWARD_KEK_FILE: .* is not a regular file\.\n$/,
    ],
  ])(
    'says so in one line within three seconds: %s',
    async (_what, spoil, line) => {
      await spoil();
      // The quickest of three, or what loading the program takes on a machine that has other work.
      let quickest = Number.POSITIVE_INFINITY;
      let limit = MOST_MS;
      for (let tries = 0; tries < 3 && quickest > limit; tries += 1) {
        const { ms, said, code } = await timed();
        quickest = Math.min(quickest, ms);
        expect(said.error).toMatch(line);
        expect(said.error).not.toContain('c2hvcnQ');
        expect(code).toBe(1);
        if (quickest <= MOST_MS) break;
        const { ms: loading } = await timed({ PORT: 'none' });
        limit = Math.max(limit, 1.5 * loading);
      }
      expect(quickest).toBeLessThan(limit);
    },
  );

  it('is refused under an inspector', async () => {
    const { child, said, ended } = start({}, ['--inspect=127.0.0.1:0']);
    await ended;
    expect(child.exitCode).toBe(1);
    expect(said.error).toContain('an inspector is refused in production');
  });
});

describe.runIf(process.platform === 'linux')('a console in production', () => {
  let testDatabase: TestDatabase;
  beforeEach(async () => {
    testDatabase = await createTestDatabase();
    undo.push(() => testDatabase.drop());
  });

  it('keeps its memory in: no debugger, no environment in a report, no core file', async () => {
    const { child, said } = start(
      { DATABASE_URL: testDatabase.url, KEYWARD_CANARY: 'canary-in-env' },
      ['--report-on-signal', `--report-directory=${folder}`],
    );
    await waitFor('the console', async () =>
      said.out.includes('keyward ready'),
    );
    child.kill('SIGUSR1');
    await waitFor('a word about the signal', async () =>
      said.out.includes('SIGUSR1 was ignored'),
    );
    child.kill('SIGUSR2');
    const report = await waitFor('the report', async () => {
      const name = (await readdir(folder)).find((file) =>
        file.startsWith('report.'),
      );
      const text =
        name === undefined ? '' : await readFile(join(folder, name), 'utf8');
      return text.trimEnd().endsWith('}') && text;
    });
    expect(report).toContain('"javascriptStack"');
    expect(report).not.toContain('canary-in-env');
    const limits = await readFile(`/proc/${String(child.pid)}/limits`, 'utf8');
    expect(limits).toMatch(/^Max core file size +0 +0 /m);
    expect(said.error).not.toContain('Debugger listening');
  });
});
