import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { repositoryRoot } from './repository-root.mjs';
import { readStartSettings } from './start-settings.mjs';

/** Runs a command of the console on the data that `npm start` uses, whether it is running or not. */
export async function runHostCommand(script, args) {
  const { dataDir } = readStartSettings(process.env);
  const child = spawn(process.execPath, [script, ...args], {
    cwd: repositoryRoot,
    stdio: 'inherit',
    env: { ...process.env, KEYWARD_DATA_DIR: dataDir },
  });
  const [code] = await once(child, 'exit');
  return code ?? 1;
}
