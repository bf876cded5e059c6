export {
  EmbeddedPostgresError,
  type EmbeddedPostgresErrorCode,
} from './embedded-postgres-error.ts';
export { findRunningPostgres } from './find-running-postgres.ts';
export {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
} from './start-embedded-postgres.ts';
export { removeEmbeddedPostgres } from './remove-embedded-postgres.ts';
export { stopLeftBehindPostgres } from './stop-left-behind-postgres.ts';
