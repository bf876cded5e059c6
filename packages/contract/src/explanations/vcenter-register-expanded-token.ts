import type { ErrorTable } from './explained-error.ts';

export const registerExpandedTokenErrors: ErrorTable = {
  INVALID_ARGUMENT: {
    sentence:
      'vCenter cannot read the expanded token, or it does not belong to this overflow token.',
    cause:
      'The two tokens do not come from the same answer, or the expanded one was cut while it was copied.',
    check:
      'Compare the subject of both tokens, and whether the expanded token ends where it should.',
    fix: 'Follow the ovl link again and register the fresh pair.',
    field: '/expandedAccessToken',
    proof: 'nothing_happened',
  },
  UNAUTHENTICATED: {
    sentence:
      'vCenter refused the overflow token: it is expired, or made for another vCenter.',
    cause: 'Tokens live minutes, and each names the vCenter that it is for.',
    check:
      'Look at the decoded exp and aud of the overflow token, and at the challenge below.',
    fix: 'Compare its exp and aud with this vCenter, then ask for a fresh pair.',
    field: '/overflowToken',
    proof: 'nothing_happened',
  },
  UNAUTHORIZED: {
    sentence: 'The token’s owner lacks System.Read.',
    cause:
      'Registering needs that privilege of the token’s owner, not of Keyward’s account.',
    check: 'Look at the roles of the owner on this vCenter.',
    fix: 'Grant System.Read to the owner, then register a fresh pair.',
    field: '/overflowToken',
    proof: 'nothing_happened',
  },
  ERROR: {
    sentence:
      'vCenter failed, and whether the token is registered cannot be known.',
    cause:
      'vCenter failed after it had the tokens, and has no call that reads a registration back.',
    check:
      'Try the overflow token once: if vCenter takes it, it is registered.',
    fix: 'Ask for fresh tokens and register them.',
    field: null,
    proof: 'cannot_tell',
  },
  NOT_FOUND: {
    sentence: 'This vCenter does not register tokens.',
    cause: 'Token registration starts with vCenter 9.1.',
    check: 'Read the version on the connection’s page.',
    fix: 'Choose a vCenter 9.1 or later.',
    field: 'connection',
    proof: 'nothing_happened',
  },
};
