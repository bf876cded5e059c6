import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCaptured } from './run-captured.mjs';
import { PlainProblem } from './plain-problem.mjs';
import { sourceHash } from './source-hash.mjs';

const builtFrom = [
  'apps/web',
  'packages/contract',
  'packages/messages',
  'packages/pki',
  'packages/ui',
  'packages/tooling/tsconfig.base.json',
  'packages/tooling/tsconfig.browser.json',
  'package-lock.json',
];

/** Builds the browser application when its sources changed since the last whole build. */
export async function ensureBuilt(root) {
  const marker = join(root, 'apps', 'web', 'dist', '.keyward-built');
  const hash = sourceHash(root, builtFrom);
  if (readIfThere(marker) === hash) return;
  console.log('Building the browser application …');
  const startedAt = Date.now();
  const { code, output } = await runCaptured(
    'turbo',
    ['run', 'build', '--output-logs=errors-only'],
    {
      cwd: root,
      env: { TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' },
    },
  );
  if (code !== 0) {
    console.error(output.trimEnd());
    throw new PlainProblem('The build failed; its output is above.');
  }
  writeFileSync(marker, hash);
  console.log(`Built in ${((Date.now() - startedAt) / 1000).toFixed(1)} s.`);
}

function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
