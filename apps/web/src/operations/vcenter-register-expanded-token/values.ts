import type { Json } from '@keyward/contract';
import { say } from '@keyward/messages';

import { sameNamedField } from '../../form/field-path.ts';
import type { ListedError } from '../../form/list-errors.ts';
import { readToken } from './read-token.ts';

export interface ExpandedTokenValues {
  overflowToken: string;
  expandedAccessToken: string;
}

const TOKENS = ['overflowToken', 'expandedAccessToken'] as const;
const NAMES: Readonly<Record<string, string>> = {
  overflowToken: say('vcenter-register-expanded-token.overflow-token'),
  expandedAccessToken: say(
    'vcenter-register-expanded-token.expanded-access-token',
  ),
};

/** Tokens whose own claim says that they are over; what cannot be read is left to vCenter. */
function expired(values: ExpandedTokenValues): ListedError[] {
  const now = Date.now();
  return TOKENS.filter((name) => {
    const read = readToken(values[name]);
    const until = 'facts' in read ? read.facts.expiresAtMs : null;
    return until !== null && until <= now;
  }).map((path) => ({
    path,
    message: say(
      'vcenter-register-expanded-token.this-token-has-expired-fetch-a-fresh',
    ),
  }));
}

/** A copy starts empty: both fields are secrets, and tokens live minutes. */
export const expandedTokenShape = {
  operation: 'vcenter.register-expanded-token',
  initial: (): ExpandedTokenValues => ({
    overflowToken: '',
    expandedAccessToken: '',
  }),
  toInput: (values: ExpandedTokenValues): Json => ({
    overflowToken: values.overflowToken.trim(),
    expandedAccessToken: values.expandedAccessToken.trim(),
  }),
  fieldOf: sameNamedField,
  nameOf: (path: string): string =>
    NAMES[path] ?? say('vcenter-register-expanded-token.change'),
  alsoWrong: expired,
} as const;
