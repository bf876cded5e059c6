import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

/** Files of the database are not as it left them. Nothing is made anew in their place: what is there may be all there is. */
export function damaged(cluster: string, what: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'damaged',
    `The database in ${cluster} is damaged and was left as it is (${what}). Copy that folder away, then restore the newest backup into an empty KEYWARD_DATA_DIR: npm run restore -- <file>.`,
  );
}
