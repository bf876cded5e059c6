import {
  InputGroup,
  InputGroupItem,
  TextArea,
  TextInput,
} from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useController, type FieldValues } from 'react-hook-form';

import { describedBy, FieldFrame } from './field-frame.tsx';
import { fieldId } from './field-id.ts';
import { textOf, type FieldProps } from './field-props.ts';

interface TextFieldProps<V extends FieldValues> extends FieldProps<V> {
  placeholder?: string;
  isMonospace?: boolean;
  inputMode?: 'text' | 'numeric';
  autoComplete?: string;
  /** More than one: a text area of that height. */
  rows?: number;
  labelInfo?: ReactNode;
  /** A button joined to the control. */
  action?: ReactNode;
}

/** One line of text, or several with `rows`. */
export function TextField<V extends FieldValues>(
  props: TextFieldProps<V>,
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
  const shared = {
    id,
    name: name,
    value: textOf(held),
    onBlur: onBlur,
    isRequired: props.isRequired ?? false,
    isDisabled: props.disabledReason !== undefined,
    validated: error === undefined ? ('default' as const) : ('error' as const),
    'aria-invalid': error !== undefined,
    'aria-describedby': describedBy(id, { ...props, error }),
    autoComplete: props.autoComplete ?? 'off',
    spellCheck: (props.rows ?? 1) > 1,
    ...(props.placeholder === undefined
      ? {}
      : { placeholder: props.placeholder }),
    ...(props.isMonospace === true ? { className: 'kw-monospace' } : {}),
  };
  return (
    <FieldFrame {...props} id={id} error={error}>
      {(props.rows ?? 1) > 1 ? (
        <TextArea
          {...shared}
          ref={ref}
          rows={props.rows}
          resizeOrientation="vertical"
          onChange={(_event, text) => {
            onChange(text);
          }}
        />
      ) : (
        <InputGroup>
          <InputGroupItem isFill>
            <TextInput
              {...shared}
              ref={ref}
              type="text"
              inputMode={props.inputMode ?? 'text'}
              onChange={(_event, text) => {
                onChange(text);
              }}
            />
          </InputGroupItem>
          {props.action !== undefined && (
            <InputGroupItem>{props.action}</InputGroupItem>
          )}
        </InputGroup>
      )}
    </FieldFrame>
  );
}
