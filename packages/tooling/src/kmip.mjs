import { ensurePykmip } from './find-pykmip.mjs';
import { repositoryRoot } from './repository-root.mjs';
import { runCaptured } from './run-captured.mjs';

/** `npm run test:kmip`: the probe against a real KMIP server, every case, none skipped. */
export async function run(args) {
  await ensurePykmip(process.env, (line) => console.log(line));
  const { code } = await runCaptured(
    'vitest',
    ['run', '--project=component', 'packages/kmip-probe/test', ...args],
    {
      cwd: repositoryRoot,
      env: { KEYWARD_KMIP: '1' },
      onOutput: (text) => process.stdout.write(text),
    },
  );
  return code;
}
