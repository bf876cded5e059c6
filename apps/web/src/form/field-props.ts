import type { ReactNode } from 'react';
import type { Control, FieldPath, FieldValues } from 'react-hook-form';

/** What every field of a form takes. */
export interface FieldProps<V extends FieldValues> {
  control: Control<V>;
  name: FieldPath<V>;
  label: string;
  help?: ReactNode;
  /** What the vendor means by the label; shown when asked for. */
  term?: string | undefined;
  warning?: string | undefined;
  isRequired?: boolean;
  /** Disables the control and says why. */
  disabledReason?: string | undefined;
}

/** Fields edit text; anything else that got into the values shows as empty. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
