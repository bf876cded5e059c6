import { say } from '@keyward/messages';
import { Form, FormGroup, TextInput } from '@patternfly/react-core';
import {
  useEffect,
  useId,
  useRef,
  useState,
  type FormEvent,
  type ReactNode,
} from 'react';

interface PasswordProofProps {
  formId: string;
  isPending: boolean;
  /** How often the console refused; each refusal empties the field and puts the cursor back into it. */
  failures: number;
  onSubmit: (password: string) => void;
}

/** The password of the person's own account. */
export function PasswordProof(props: PasswordProofProps): ReactNode {
  // A new field for every try, so that a refused password is gone.
  return <PasswordForm key={props.failures} {...props} />;
}

function PasswordForm({
  formId,
  isPending,
  onSubmit,
}: PasswordProofProps): ReactNode {
  const fieldId = useId();
  const field = useRef<HTMLInputElement>(null);
  const [password, setPassword] = useState('');
  useEffect(() => {
    field.current?.focus();
  }, []);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (password === '') field.current?.focus();
    else if (!isPending) onSubmit(password);
  };
  return (
    <Form id={formId} onSubmit={submit} noValidate>
      <FormGroup
        label={say('step-up.your-password')}
        fieldId={fieldId}
        isRequired
      >
        <TextInput
          id={fieldId}
          ref={field}
          type="password"
          autoComplete="current-password"
          value={password}
          isRequired
          onChange={(_event, text) => {
            setPassword(text);
          }}
        />
      </FormGroup>
    </Form>
  );
}
