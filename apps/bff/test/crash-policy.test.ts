import { tellFigure } from '@keyward/database/test-figures';
import { execFile } from 'node:child_process';
import { afterAll, expect, it } from 'vitest';

const POLICY = new URL('../src/crash-policy.ts', import.meta.url).href;

interface Ended {
  code: number;
  output: string;
}

let met = 0;
afterAll(() =>
  tellFigure('F31 errors met as decided', met, { least: 3, of: 3 }),
);

/** Runs a program under the policy. */
function run(program: string): Promise<Ended> {
  const source = `
    import { pino } from 'pino';
    import { setCrashPolicy } from ${JSON.stringify(POLICY)};
    setCrashPolicy(pino());
    const canary = new TypeError('KWC-crash');
    ${program}`;
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--input-type=module', '-e', source],
      { cwd: new URL('..', import.meta.url).pathname },
      (error, stdout, stderr) =>
        resolve({
          code: typeof error?.code === 'number' ? error.code : 0,
          output: stdout + stderr,
        }),
    );
  });
}

it.each([
  ['a timer', 'setTimeout(() => { throw canary; }, 1);'],
  [
    'a callback of a stream',
    `const { PassThrough } = await import('node:stream');
     const stream = new PassThrough();
     stream.on('data', () => { throw canary; });
     stream.write('x');`,
  ],
])(
  'a throw in %s ends the process, and its words are not said',
  async (_where, program) => {
    const { code, output } = await run(
      `${program}\nsetInterval(() => {}, 1000);`,
    );
    expect(code).toBe(1);
    expect(output).toContain('"name":"TypeError"');
    expect(output).toContain('Stopped by an error.');
    expect(output).not.toContain('KWC-crash');
    met += 1;
  },
);

it('a promise that was left alone is logged without its words, and the process goes on', async () => {
  const { code, output } = await run(
    `Promise.reject(canary);
     setTimeout(() => { console.log('still here'); process.exit(0); }, 50);`,
  );
  expect(code).toBe(0);
  expect(output).toContain('A promise was left alone.');
  expect(output).toContain('still here');
  expect(output).not.toContain('KWC-crash');
  met += 1;
});
