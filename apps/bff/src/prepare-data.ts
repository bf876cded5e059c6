import { type Database, transact } from '@keyward/database';

import { type Config, ConfigError } from './config.ts';
import {
  type DemoEstate,
  readDemoEstate,
  seedDemoConnections,
} from './connections/demo-estate.ts';
import type { KeyCustody } from './key-custody/key-custody.ts';
import { hasDemoAccounts, seedDemoAccounts } from './people/accounts.ts';
import { endSetUp } from './people/set-up.ts';
import { ensurePolicy } from './policy/policy-in-force.ts';

/** The simulated targets of a demo; null where there are none. @throws ConfigError */
export async function readDemo(config: Config): Promise<DemoEstate | null> {
  if (config.estateFile === null) return null;
  try {
    return await readDemoEstate(config.estateFile);
  } catch {
    throw new ConfigError(
      `KEYWARD_ESTATE_FILE: ${config.estateFile} cannot be read; start the simulated estate first, or set KEYWARD_SIMULATORS=off.`,
    );
  }
}

/**
 * What must be in the database before anybody is served: a policy, and in a demo its people and connections.
 *
 * @throws ConfigError where production is to run on a demo's database
 */
export async function prepareData(
  config: Config,
  db: Database,
  custody: KeyCustody,
  estate: DemoEstate | null,
): Promise<void> {
  await ensurePolicy(db, config.mode);
  if (config.mode === 'demo') {
    await seedDemoAccounts(db);
    await transact(db, (journal) => endSetUp(journal, 'the demo'));
    if (estate !== null && custody.sealed === null) {
      await seedDemoConnections(db, custody, estate);
    }
    return;
  }
  if (await hasDemoAccounts(db)) {
    throw new ConfigError(
      'KEYWARD_MODE: this database has demo accounts with their published password; production refuses it.',
    );
  }
}
