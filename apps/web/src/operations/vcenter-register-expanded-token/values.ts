import type { Json } from '@keyward/contract';

import { sameNamedField } from '../../form/field-path.ts';
import type { ListedError } from '../../form/list-errors.ts';
import { readToken } from './read-token.ts';

export interface ExpandedTokenValues {
  overflowToken: string;
  expandedAccessToken: string;
}

const TOKENS = ['overflowToken', 'expandedAccessToken'] as const;
const NAMES: Readonly<Record<string, string>> = {
  overflowToken: 'Overflow token',
  expandedAccessToken: 'Expanded access token',
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
    message: 'This token has expired. Fetch a fresh pair.',
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
  nameOf: (path: string): string => NAMES[path] ?? 'Change',
  alsoWrong: expired,
} as const;
