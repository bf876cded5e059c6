import { type Kysely, sql } from 'kysely';

/** What a check found besides version and capabilities, and what it could not find out. */
export const probeFacts = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql
      .raw(
        `alter table connection
           add column build text,
           add column unread jsonb not null default '[]',
           add column shown_certificate text`,
      )
      .execute(db);
  },
};
