import { connectDatabase } from '@keyward/database';
import {
  NEWEST_SCHEMA,
  type TestTemplate,
} from '@keyward/database/test-database';

import { seedDemoAccounts } from '../../src/people/accounts.ts';

/** A console's database after its first start in demo mode: the people are there, hashed once for all tests. */
export const DEMO_TEMPLATE: TestTemplate = {
  name: 'demo',
  async fill(url) {
    await NEWEST_SCHEMA.fill(url);
    const database = connectDatabase(url);
    try {
      await seedDemoAccounts(database.db);
    } finally {
      await database.close();
    }
  },
};
