import { type Kysely, sql } from 'kysely';

/** Counts the ends of tasks at a connection, so that every replica sees that what it knows of the target is old. */
export const estateVersion = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql
      .raw(
        'alter table connection add column estate_version integer not null default 0',
      )
      .execute(db);
  },
};
