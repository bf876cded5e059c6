import type { ReactNode } from 'react';
import type { FieldValues } from 'react-hook-form';

import type { FieldProps } from './field-props.ts';
import { TextField } from './text-field.tsx';

/**
 * A number, edited as text: a half-typed "-" survives, and the schema says what is wrong with "1o".
 * Read it with `numberOf` when the input is made.
 */
export function NumberField<V extends FieldValues>(
  props: FieldProps<V> & { placeholder?: string },
): ReactNode {
  return <TextField {...props} inputMode="numeric" />;
}

/** Text to number: empty is left out, anything unreadable becomes NaN, which every schema refuses. A typed minus sign counts. */
export function numberOf(text: string): number | undefined {
  const plain = text.trim().replace('−', '-');
  if (plain === '') return undefined;
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN;
}
