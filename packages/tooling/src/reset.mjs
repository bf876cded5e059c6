import { removeEmbeddedPostgres } from '@keyward/database/embedded';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runningOn } from './data-directory.mjs';
import { PlainProblem } from './plain-problem.mjs';
import { readStartSettings } from './start-settings.mjs';

/** What Keyward keeps in its data directory; anything else there is left alone. */
const ownEntries = ['simulators', 'logs', 'demo-key-encryption-key'];

/** `npm run reset`: back to the state of a first start. Refuses while Keyward runs. */
export async function run() {
  const { dataDir } = readStartSettings(process.env);
  if (!existsSync(dataDir)) {
    console.log(`Nothing to reset: ${dataDir} does not exist.`);
    return 0;
  }
  const pid = runningOn(dataDir);
  if (pid !== undefined) {
    throw new PlainProblem(
      `Keyward is running on ${dataDir} (process ${pid}); stop it first.`,
    );
  }
  await removeEmbeddedPostgres(dataDir);
  for (const entry of ownEntries)
    rmSync(join(dataDir, entry), { recursive: true, force: true });
  console.log(`Reset ${dataDir}; the next start begins anew.`);
  return 0;
}
