import { Checkbox } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useController, type FieldValues } from 'react-hook-form';

import { FieldFrame } from './field-frame.tsx';
import { fieldId } from './field-id.ts';
import type { FieldProps } from './field-props.ts';
import type { RadioChoice } from './radio-field.tsx';

/** Any number of named choices with a sentence each; the value is the list of those that are ticked. */
export function CheckListField<V extends FieldValues>(
  props: FieldProps<V> & { choices: readonly RadioChoice[] },
): ReactNode {
  const {
    field: { ref, value: held, name, onBlur, onChange },
    fieldState,
  } = useController({ control: props.control, name: props.name });
  const id = fieldId(props.name);
  const chosen: readonly unknown[] = Array.isArray(held) ? held : [];
  return (
    <FieldFrame
      {...props}
      id={id}
      role="group"
      error={fieldState.error?.message}
    >
      {props.choices.map((choice, index) => (
        <Checkbox
          key={choice.value}
          id={`${id}-${choice.value}`}
          name={name}
          label={choice.label}
          description={choice.description}
          isChecked={chosen.includes(choice.value)}
          isDisabled={props.disabledReason !== undefined}
          onBlur={onBlur}
          onChange={(_event, isChecked) => {
            onChange(
              isChecked
                ? [...chosen, choice.value]
                : chosen.filter((each) => each !== choice.value),
            );
          }}
          {...(index === 0 ? { ref } : {})}
        />
      ))}
    </FieldFrame>
  );
}
