/** Why the embedded server could not be started, for callers that print or test it. */
export type EmbeddedPostgresErrorCode =
  | 'in_use'
  | 'disk_full'
  | 'no_unprivileged_user'
  | 'binaries_missing'
  | 'version_mismatch'
  | 'not_accessible'
  | 'credentials_missing'
  | 'damaged'
  | 'start_failed';

/** An error whose message is one plain line that may be shown to the operator as it is. */
export class EmbeddedPostgresError extends Error {
  readonly code: EmbeddedPostgresErrorCode;

  constructor(
    code: EmbeddedPostgresErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'EmbeddedPostgresError';
    this.code = code;
  }
}
