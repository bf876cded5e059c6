import { say } from '@keyward/messages';
import {
  Button,
  InputGroup,
  InputGroupItem,
  TextInput,
} from '@patternfly/react-core';
import { EyeIcon } from '@patternfly/react-icons/dist/esm/icons/eye-icon';
import { EyeSlashIcon } from '@patternfly/react-icons/dist/esm/icons/eye-slash-icon';
import { useState, type ReactNode } from 'react';
import { useController, type FieldValues } from 'react-hook-form';

import { describedBy, FieldFrame } from './field-frame.tsx';
import { fieldId } from './field-id.ts';
import { textOf, type FieldProps } from './field-props.ts';

/**
 * A secret on its way out: hidden until revealed, never offered to a password manager, and empty again once sent.
 * The console never gets one back, so an empty field says nothing about what is stored.
 */
export function SecretField<V extends FieldValues>(
  props: FieldProps<V> & { isMonospace?: boolean; action?: ReactNode },
): ReactNode {
  const {
    field: { ref, value: held, name, onBlur, onChange },
    fieldState,
  } = useController({
    control: props.control,
    name: props.name,
  });
  const [isShown, setShown] = useState(false);
  const id = fieldId(props.name);
  const error = fieldState.error?.message;
  return (
    <FieldFrame {...props} id={id} error={error}>
      <InputGroup>
        <InputGroupItem isFill>
          <TextInput
            id={id}
            name={name}
            ref={ref}
            type={isShown ? 'text' : 'password'}
            value={textOf(held)}
            onBlur={onBlur}
            onChange={(_event, text) => {
              onChange(text);
            }}
            isRequired={props.isRequired ?? false}
            isDisabled={props.disabledReason !== undefined}
            validated={error === undefined ? 'default' : 'error'}
            aria-invalid={error !== undefined}
            aria-describedby={describedBy(id, { ...props, error })}
            autoComplete="new-password"
            data-1p-ignore="true"
            data-lpignore="true"
            spellCheck={false}
            {...(props.isMonospace === true
              ? { className: 'kw-monospace' }
              : {})}
          />
        </InputGroupItem>
        <InputGroupItem>
          <Button
            variant="control"
            aria-label={`${isShown ? say('form.hide') : say('form.show')} ${props.label.toLowerCase()}`}
            aria-controls={id}
            icon={isShown ? <EyeSlashIcon /> : <EyeIcon />}
            onClick={() => {
              setShown(!isShown);
            }}
          />
        </InputGroupItem>
        {props.action !== undefined && (
          <InputGroupItem>{props.action}</InputGroupItem>
        )}
      </InputGroup>
    </FieldFrame>
  );
}
