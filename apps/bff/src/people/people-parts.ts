import type { Database } from '@keyward/database';

/** What managing people needs. */
export interface PeopleParts {
  db: Database;
  /** Where people reach this console; invitation links start with it. */
  publicUrl: string;
}
