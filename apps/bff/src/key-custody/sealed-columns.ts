import type { SealBinding } from '@keyward/secrets';

/** One column that holds sealed secrets, and the column that names its row. */
export interface SealedColumn {
  table: 'connection' | 'change_secret' | 'key_material';
  column: string;
  rowId: string;
  /** A column that repeats the id of the key. */
  keyId?: string;
}

/**
 * Every column that holds sealed secrets: what a rotation of the key-encryption key wraps anew. A test holds this list
 * against the schema and against every place that seals, because a forgotten column would be lost with the old key.
 */
export const SEALED_COLUMNS: readonly SealedColumn[] = [
  {
    table: 'key_material',
    column: 'wrapped',
    rowId: 'name',
    keyId: 'kek_id',
  },
  { table: 'connection', column: 'credential', rowId: 'id' },
  { table: 'change_secret', column: 'sealed', rowId: 'id' },
];

/** The place of the commitment key, whose key-encryption key is the one that this database uses now. */
export const COMMIT_KEY_PLACE = {
  table: 'key_material',
  column: 'wrapped',
  rowId: 'commit',
} as const satisfies SealBinding;
