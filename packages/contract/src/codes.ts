/**
 * The closed set of error codes and the one table that gives each its HTTP status and title.
 * Nothing else in the project decides a status from a code.
 */
const ERRORS = {
  unauthenticated: [401, 'Sign in first'],
  invalid_credentials: [401, 'User name or password is wrong'],
  step_up_required: [401, 'Confirm that it is you'],
  forbidden: [403, 'Your role does not allow this'],
  self_approval: [403, 'You cannot decide on your own change'],
  csrf: [403, 'The request did not come from this console'],
  passkey_required: [403, 'A passkey is required'],
  not_found: [404, 'Not found'],
  method_not_allowed: [405, 'Method not allowed'],
  digest_mismatch: [409, 'The change is not the one you looked at'],
  already_decided: [409, 'Somebody has decided this change already'],
  invalid_state: [409, 'Not possible in the present state'],
  change_stale: [409, 'The target has moved since this change was planned'],
  plan_changed: [409, 'The plan is no longer the one you previewed'],
  idempotency_in_flight: [409, 'The same request is still being worked on'],
  connection_quarantined: [409, 'The connection is quarantined'],
  in_use: [409, 'Still in use'],
  payload_too_large: [413, 'The request is too large'],
  unsupported_media_type: [415, 'Send application/json'],
  malformed_request: [400, 'The request is not valid HTTP'],
  request_timeout: [408, 'The request did not arrive in time'],
  expectation_failed: [
    417,
    'The request expects what this console does not do',
  ],
  headers_too_large: [431, 'The request’s headers are too large'],
  malformed_json: [400, 'The request is not valid JSON'],
  idempotency_key_missing: [
    400,
    'The Idempotency-Key header is missing or not usable',
  ],
  invalid_cursor: [400, 'The cursor is not valid for this list'],
  idempotency_key_reused: [
    422,
    'The Idempotency-Key was used for another request',
  ],
  validation_failed: [422, 'Some fields need attention'],
  preflight_failed: [422, 'A preflight check forbids this change'],
  private_key_in_public_field: [
    422,
    'A private key was put into a public field',
  ],
  certificate_key_mismatch: [
    422,
    'The private key does not belong to the certificate',
  ],
  operation_unavailable: [422, 'The target does not have this operation'],
  egress_denied: [422, 'The address is outside what this console may reach'],
  rate_limited: [429, 'Too many attempts'],
  internal: [500, 'Something went wrong in the console'],
  upstream_unreachable: [502, 'The target cannot be reached'],
  upstream_tls: [502, 'The target did not prove who it is'],
  upstream_protocol_error: [502, 'The target answered something unusable'],
  upstream_refused: [502, 'The target refused'],
  upstream_auth_failed: [502, 'The target did not accept the stored account'],
  audit_unavailable: [503, 'The audit log cannot be written'],
  sealed: [503, 'The console is sealed'],
  upstream_timeout: [504, 'The target did not answer in time'],
} as const;

export type ErrorCode = keyof typeof ERRORS;

export const ERROR_CODES = Object.keys(ERRORS) as readonly ErrorCode[]; // Object.keys loses the key type.

/** HTTP status of a code. */
export function statusOf(code: ErrorCode): number {
  return ERRORS[code][0];
}

/** The short human title of a code; never contains anything from a request. */
export function titleOf(code: ErrorCode): string {
  return ERRORS[code][1];
}
