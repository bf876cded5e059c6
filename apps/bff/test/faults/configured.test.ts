import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  formatPoint,
  parsePoint,
} from '../../src/fail-points/passage-point.ts';

const SOURCE = new URL(
  '../../src/fail-points/configured-fail-points.ts',
  import.meta.url,
).href;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyward-points-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Passes two writes, a call and a point of the engine; answers with the signal that ended it and what it said. */
function run(
  failpoint: string | null,
  failpointRecord: string | null,
): Promise<{ signal: string | null; said: string }> {
  const program = `
    import { writeSync } from 'node:fs';
    import { configuredFailPoints } from ${JSON.stringify(SOURCE)};
    const points = configuredFailPoints(${JSON.stringify({ failpoint, failpointRecord })});
    const call = { system: 'esx', connectionId: null, method: 'POST', label: 'POST /api/x' };
    const say = (text) => writeSync(1, text + '\\n');
    if (points === null) { say('nothing'); process.exit(0); }
    for (const turn of [1, 2]) {
      const after = points.writes(['event', 'task']);
      say('written ' + turn);
      after();
    }
    await points.calls.before(call);
    say('called');
    await points.calls.after(call, { status: 200, headers: {}, tookMs: 1 });
    points.named('task.apply.afterSend');
    say('over');`;
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--input-type=module', '-e', program],
      { cwd: new URL('.', import.meta.url).pathname },
      (error, stdout) =>
        resolve({ signal: error?.signal ?? null, said: stdout }),
    );
  });
}

describe('fail-points from the settings', () => {
  it('are none without a setting', async () => {
    expect(await run(null, null)).toEqual({ signal: null, said: 'nothing\n' });
  });

  it('list every point that is passed, in order', async () => {
    const file = join(folder, 'passed');
    const { signal } = await run(null, file);
    expect(signal).toBeNull();
    expect((await readFile(file, 'utf8')).split('\n')).toEqual([
      'write event+task#1:before',
      'write event+task#1:after',
      'write event+task#2:before',
      'write event+task#2:after',
      'call esx POST /api/x#1:before',
      'call esx POST /api/x#1:after',
      'task.apply.afterSend',
      '',
    ]);
  });

  it.each([
    ['write event+task#2:before', 'written 1\n'],
    ['write event+task#2:after', 'written 1\nwritten 2\n'],
    ['call esx POST /api/x:after', 'written 1\nwritten 2\ncalled\n'],
    ['task.apply.afterSend', 'written 1\nwritten 2\ncalled\n'],
  ])('end the process at once: %s', async (point, said) => {
    expect(await run(point, null)).toEqual({ signal: 'SIGKILL', said });
  });

  it.each([
    'write task#3:after',
    'call vcenter GET /api/x/{}#1:before',
    'task.end',
  ])('are read as they are written: %s', (text) => {
    expect(formatPoint(parsePoint(text))).toBe(text);
  });
});
