import { say } from '@keyward/messages';
import type { ReactNode } from 'react';
import type { Control, FieldPath, FieldValues } from 'react-hook-form';

import type { ListedError } from './list-errors.ts';
import { PasswordField } from './password-field.tsx';

export interface NewPassword {
  password: string;
  repeat: string;
}

/** What only this page can know: whether the second time is like the first. */
export function repeatErrors({ password, repeat }: NewPassword): ListedError[] {
  return password === repeat
    ? []
    : [{ path: 'repeat', message: say('form.not-the-same-as-above') }];
}

export const NEW_PASSWORD_NAMES: Readonly<Record<string, string>> = {
  password: say('form.password'),
  repeat: say('form.password-once-more'),
};

/** A new password, twice. `label` says which one where another is asked for beside it. */
export function NewPasswordFields<V extends FieldValues & NewPassword>({
  control,
  label = say('form.password'),
}: {
  control: Control<V>;
  label?: string;
}): ReactNode {
  return (
    <>
      <PasswordField
        control={control}
        name={'password' as FieldPath<V>} // V has it; TypeScript does not see that for a type parameter.
        label={label}
        help={say('form.at-least-12-characters-a-few-plain')}
        autoComplete="new-password"
        isRequired
      />
      <PasswordField
        control={control}
        name={'repeat' as FieldPath<V>} // As above.
        label={say('form.once-more', { label })}
        autoComplete="new-password"
        isRequired
      />
    </>
  );
}
