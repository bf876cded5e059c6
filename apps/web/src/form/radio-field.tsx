import { Radio } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useController, type FieldValues } from 'react-hook-form';

import { FieldFrame } from './field-frame.tsx';
import { fieldId } from './field-id.ts';
import { textOf, type FieldProps } from './field-props.ts';

export interface RadioChoice {
  value: string;
  label: string;
  description?: ReactNode;
}

/** Named alternatives with a sentence each, all in sight. */
export function RadioField<V extends FieldValues>(
  props: FieldProps<V> & {
    choices: readonly RadioChoice[];
    /** Told of a choice that a person made, for what goes with it. */
    onChosen?: (value: string) => void;
  },
): ReactNode {
  const {
    field: { ref, value: held, name, onBlur, onChange },
    fieldState,
  } = useController({
    control: props.control,
    name: props.name,
  });
  const id = fieldId(props.name);
  return (
    <FieldFrame
      {...props}
      id={id}
      role="radiogroup"
      error={fieldState.error?.message}
    >
      {props.choices.map((choice, index) => (
        <Radio
          key={choice.value}
          id={`${id}-${choice.value}`}
          name={name}
          label={choice.label}
          description={choice.description}
          isChecked={textOf(held) === choice.value}
          isDisabled={props.disabledReason !== undefined}
          onBlur={onBlur}
          onChange={() => {
            onChange(choice.value);
            props.onChosen?.(choice.value);
          }}
          {...(index === 0 ? { ref: ref } : {})}
        />
      ))}
    </FieldFrame>
  );
}
