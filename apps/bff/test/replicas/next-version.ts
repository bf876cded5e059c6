/**
 * Preloaded into a console that stands for the next version: its schema has one migration more, of the only kind that a
 * rolling restart allows: one that the version before does not notice. `?v=` in its address says which version.
 */
const contents = new URL(
  './migrations/index.ts',
  import.meta.resolve('@keyward/database'),
);
const { MIGRATIONS } = (await import(contents.href)) as {
  // A dynamic import has no type; the console's own import of the same file has.
  MIGRATIONS: Record<string, unknown>;
};

const version = new URL(import.meta.url).searchParams.get('v') ?? '0';

MIGRATIONS[`9999-version-${version.padStart(3, '0')}`] = {
  async up(db: { schema: Schema }): Promise<void> {
    await db.schema
      .alterTable('connection')
      .addColumn(`of_version_${version}`, 'text')
      .execute();
  },
};

/** As much of the query builder as this migration uses. */
interface Schema {
  alterTable(name: string): {
    addColumn(name: string, type: 'text'): { execute(): Promise<void> };
  };
}

export {};
