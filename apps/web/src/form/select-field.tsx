import { FormSelect, FormSelectOption } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useController, type FieldValues } from 'react-hook-form';

import { describedBy, FieldFrame } from './field-frame.tsx';
import { fieldId } from './field-id.ts';
import { textOf, type FieldProps } from './field-props.ts';

export interface Choice {
  value: string;
  label: string;
  disabled?: boolean;
}

/** A short, closed list of choices. Long or live lists use ComboField. */
export function SelectField<V extends FieldValues>(
  props: FieldProps<V> & { choices: readonly Choice[] },
): ReactNode {
  const {
    field: { ref, value: held, name, onBlur, onChange },
    fieldState,
  } = useController({
    control: props.control,
    name: props.name,
  });
  const id = fieldId(props.name);
  const error = fieldState.error?.message;
  return (
    <FieldFrame {...props} id={id} error={error}>
      <FormSelect
        id={id}
        name={name}
        ref={ref}
        value={textOf(held)}
        onBlur={onBlur}
        onChange={(_event, value) => {
          onChange(value);
        }}
        isDisabled={props.disabledReason !== undefined}
        validated={error === undefined ? 'default' : 'error'}
        aria-invalid={error !== undefined}
        aria-describedby={describedBy(id, { ...props, error })}
      >
        {props.choices.map((choice) => (
          <FormSelectOption
            key={choice.value}
            value={choice.value}
            label={choice.label}
            isDisabled={choice.disabled ?? false}
          />
        ))}
      </FormSelect>
    </FieldFrame>
  );
}
