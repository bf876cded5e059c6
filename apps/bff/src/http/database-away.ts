/** Of the driver's sockets; upstream calls have an error class of their own. */
const SOCKET_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
]);

/** SQLSTATE: connection, resources (disk full), operator intervention (shutdown), system error, read-only, damaged. */
const SQLSTATES = /^(08|53|57|58)[0-9A-Z]{3}$|^25006$|^XX00[12]$/;

/** The driver reports these without a code. */
const MESSAGES =
  /^(timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error)/;

/**
 * Whether an error says that the database cannot write now. Then nothing may happen, because nothing could be written
 * down.
 */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? error.code : undefined;
  if (typeof code === 'string') {
    return SOCKET_CODES.has(code) || SQLSTATES.test(code);
  }
  return MESSAGES.test(error.message);
}
