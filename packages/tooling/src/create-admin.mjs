import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { repositoryRoot } from './repository-root.mjs';
import { readStartSettings } from './start-settings.mjs';

/** `npm run create-admin`: makes a security admin in the database that `npm start` uses, running or not. */
export async function run(args) {
  const { dataDir } = readStartSettings(process.env);
  const child = spawn(
    process.execPath,
    ['apps/bff/src/create-admin.ts', ...args],
    {
      cwd: repositoryRoot,
      stdio: 'inherit',
      env: { ...process.env, KEYWARD_DATA_DIR: dataDir },
    },
  );
  const [code] = await once(child, 'exit');
  return code ?? 1;
}
