import type { ErrorTable } from './explained-error.ts';

export const registerExpandedTokenErrors: ErrorTable = {
  INVALID_ARGUMENT: {
    sentence:
      'vCenter cannot read the expanded token, or it does not belong to this overflow token.',
    nextStep: 'Follow the ovl link again and register the fresh pair.',
    field: '/expandedAccessToken',
    proof: 'nothing_happened',
  },
  UNAUTHENTICATED: {
    sentence:
      'vCenter refused the overflow token: it is expired, or made for another vCenter.',
    nextStep:
      'Compare its exp and aud with this vCenter, then ask for a fresh pair.',
    field: '/overflowToken',
    proof: 'nothing_happened',
  },
  UNAUTHORIZED: {
    sentence: 'The token’s owner lacks System.Read.',
    nextStep: 'Grant System.Read to the owner, then register a fresh pair.',
    field: '/overflowToken',
    proof: 'nothing_happened',
  },
  ERROR: {
    sentence:
      'vCenter failed, and whether the token is registered cannot be known.',
    nextStep: 'Ask for fresh tokens and register them.',
    field: null,
    proof: 'cannot_tell',
  },
  NOT_FOUND: {
    sentence: 'This vCenter does not register tokens.',
    nextStep: 'Choose a vCenter 9.1 or later.',
    field: 'connection',
    proof: 'nothing_happened',
  },
};
