import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { estatePath, estateSchema } from '../../src/index.ts';

const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));

describe('the command that starts the estate', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'keyward-cli-'));
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  function start(...args: string[]) {
    return spawn(process.execPath, [CLI, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  it('says in one line that it is ready, without credentials, and ends on SIGTERM', async () => {
    const child = start('--data-dir', dataDir, '--only', 'ontap-01');
    const exited = once(child, 'exit');
    const [line] = (await once(createInterface(child.stdout), 'line')) as [
      string,
    ];
    const estate = estateSchema.parse(
      JSON.parse(readFileSync(estatePath(dataDir), 'utf8')),
    );
    const [ontap] = estate.simulators;
    expect(JSON.parse(line)).toEqual({
      ready: true,
      simulators: [
        {
          name: 'ontap-01',
          kind: 'ontap',
          host: '127.0.0.1',
          port: ontap?.port,
        },
      ],
    });
    child.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
  });

  it('explains itself when the folder is missing', async () => {
    const child = start();
    const exited = once(child, 'exit');
    const [text] = (await once(createInterface(child.stderr), 'line')) as [
      string,
    ];
    expect(text).toMatch(/^usage: /);
    expect(await exited).toEqual([1, null]);
  });
});
