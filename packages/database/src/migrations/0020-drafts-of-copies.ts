import { type Kysely, sql } from 'kysely';

/** Which change a draft is a changed copy of. */
export const draftsOfCopies = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`alter table draft add column copy_of uuid references change`.execute(
      db,
    );
  },
};
