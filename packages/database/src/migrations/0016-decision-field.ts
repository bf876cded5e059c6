import { type Kysely, sql } from 'kysely';

/** What a rejection is about: one field of the change, or the whole. */
export const decisionField = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql
      .raw('alter table approval add column field_pointer text')
      .execute(db);
  },
};
