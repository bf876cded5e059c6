import type { ErrorTable } from './explained-error.ts';

/**
 * What can be wrong with an access token: the words of a Bearer challenge (RFC 6750, section 3.1), and what Keyward
 * reads from a token's claims before it sends it.
 */
export const TOKEN_ERRORS: ErrorTable = {
  invalid_token: {
    sentence: 'vCenter does not accept the token.',
    cause: 'It is expired, revoked, damaged, or made for another vCenter.',
    check:
      'Look at the decoded exp and aud, and compare aud with this vCenter.',
    fix: 'Ask for a fresh pair of tokens.',
    field: '/overflowToken',
    proof: 'nothing_happened',
  },
  invalid_request: {
    sentence: 'vCenter could not find a usable token in the request.',
    cause: 'The token was cut or has a line break in it.',
    check: 'Look whether the token is one line with two dots.',
    fix: 'Copy the whole token again.',
    field: '/overflowToken',
    proof: 'nothing_happened',
  },
  insufficient_scope: {
    sentence: 'The token is good, and does not reach far enough.',
    cause: 'Its owner, or the scope it was asked for, lacks a privilege.',
    check: 'Look at the scope that the challenge names.',
    fix: 'Grant the owner System.Read, then ask for a fresh pair.',
    field: '/overflowToken',
    proof: 'nothing_happened',
  },
  expired: {
    sentence: 'The token’s time is over.',
    cause: 'Tokens live minutes; this one was asked for too long ago.',
    check: 'Compare the decoded exp with the present time.',
    fix: 'Ask for a fresh pair and register it at once.',
    field: '/overflowToken',
    proof: 'nothing_happened',
  },
  for_another_vcenter: {
    sentence: 'The token was made for another vCenter.',
    cause: 'Its aud names another audience than this target.',
    check: 'Compare the decoded aud with the connection’s host.',
    fix: 'Choose the connection that the token is for, or ask for another one.',
    field: '/overflowToken',
    proof: 'nothing_happened',
  },
  subject_mismatch: {
    sentence: 'The two tokens belong to different people.',
    cause: 'They come from different answers of the identity provider.',
    check: 'Compare the decoded sub of both tokens.',
    fix: 'Follow the ovl link again and register the fresh pair.',
    field: '/expandedAccessToken',
    proof: 'nothing_happened',
  },
  unreadable: {
    sentence: 'The token has no claims that can be read.',
    cause: 'It is no JWT, or was cut while it was copied.',
    check: 'Look whether the token has three parts with dots between them.',
    fix: 'Copy the whole token again.',
    field: '/expandedAccessToken',
    proof: 'nothing_happened',
  },
  needs_no_registration: {
    sentence: 'vCenter takes this token as it is.',
    cause: 'It carries all its claims and has no overflow link.',
    check: 'Look whether the decoded token has an ovl claim.',
    fix: 'Use the token directly; there is nothing to register.',
    field: '/overflowToken',
    proof: 'nothing_happened',
  },
};
