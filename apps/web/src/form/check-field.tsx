import { Checkbox } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useController, type FieldValues } from 'react-hook-form';

import { fieldId } from './field-id.ts';
import type { FieldProps } from './field-props.ts';

/** One yes or no, with a sentence about what it does. */
export function CheckField<V extends FieldValues>(
  props: Omit<FieldProps<V>, 'isRequired' | 'warning'>,
): ReactNode {
  const {
    field: { ref, value: held, name, onBlur, onChange },
  } = useController({ control: props.control, name: props.name });
  return (
    <Checkbox
      id={fieldId(props.name)}
      name={name}
      ref={ref}
      label={props.label}
      description={props.disabledReason ?? props.help}
      isChecked={held === true}
      isDisabled={props.disabledReason !== undefined}
      onBlur={onBlur}
      onChange={(_event, isChecked) => {
        onChange(isChecked);
      }}
    />
  );
}
