import type { Json } from '@keyward/contract';

import { sameNamedField } from '../../form/field-path.ts';

export interface ExpandedTokenValues {
  overflowToken: string;
  expandedAccessToken: string;
}

const NAMES: Readonly<Record<string, string>> = {
  overflowToken: 'Overflow token',
  expandedAccessToken: 'Expanded access token',
};

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
} as const;
