import { TextInput } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useController, type FieldValues } from 'react-hook-form';

import { describedBy, FieldFrame } from './field-frame.tsx';
import { fieldId } from './field-id.ts';
import { textOf, type FieldProps } from './field-props.ts';

interface PasswordFieldProps<V extends FieldValues> extends FieldProps<V> {
  autoComplete: 'current-password' | 'new-password' | 'off';
}

/** A password of the person who types it. Unlike a secret for a target, a password manager may keep it. */
export function PasswordField<V extends FieldValues>(
  props: PasswordFieldProps<V>,
): ReactNode {
  const {
    field: { ref, value: held, name, onBlur, onChange },
    fieldState,
  } = useController({ control: props.control, name: props.name });
  const id = fieldId(props.name);
  const error = fieldState.error?.message;
  return (
    <FieldFrame {...props} id={id} error={error}>
      <TextInput
        id={id}
        name={name}
        ref={ref}
        type="password"
        value={textOf(held)}
        onBlur={onBlur}
        onChange={(_event, text) => {
          onChange(text);
        }}
        isRequired={props.isRequired ?? false}
        validated={error === undefined ? 'default' : 'error'}
        aria-invalid={error !== undefined}
        aria-describedby={describedBy(id, { ...props, error })}
        autoComplete={props.autoComplete}
        spellCheck={false}
      />
    </FieldFrame>
  );
}
