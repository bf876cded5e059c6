import { changeReasoning } from '@keyward/contract';
import { Button } from '@patternfly/react-core';
import { useMemo, type ReactNode } from 'react';
import { useForm } from 'react-hook-form';

import type { AnyProblem } from '../../api/api-problem.ts';
import { contractResolver } from '../../form/contract-resolver.ts';
import { serverErrors } from '../../form/field-path.ts';
import { FormShell } from '../../form/form-shell.tsx';
import { SelectField } from '../../form/select-field.tsx';
import { TextField } from '../../form/text-field.tsx';

export interface Reasoning {
  reason: string;
  ticket: string;
  expiresInHours: string;
}

interface SubmitFormProps {
  initial: Pick<Reasoning, 'reason' | 'ticket'>;
  /** An immediate operation has nobody to wait for, so nothing that expires. */
  isImmediate: boolean;
  pending: boolean;
  problem: AnyProblem | null;
  disabledReason: string | undefined;
  onSubmit: (reasoning: Reasoning) => void;
  onBack: () => void;
}

const NAMES: Readonly<Record<string, string>> = {
  reason: 'Reason',
  ticket: 'Ticket',
  expiresInHours: 'Expires',
};
const HOURS = [
  { value: '', label: 'after 1 day, or when the policy says' },
  { value: '4', label: 'after 4 hours' },
  { value: '72', label: 'after 3 days' },
  { value: '168', label: 'after 7 days' },
];

function fieldOf(pointer: string): string | null {
  const name = pointer.slice(1);
  return name in NAMES ? name : null;
}

/** What the request carries beside the input. An empty ticket is left out. */
export function reasoningBody(values: Reasoning) {
  return {
    reason: values.reason,
    ...(values.expiresInHours === ''
      ? {}
      : { expiresInHours: Number(values.expiresInHours) }),
    ...(values.ticket.trim() === '' ? {} : { ticket: values.ticket }),
  };
}

/** Why it is done and for whom; the last thing before the change goes to the second person. */
export function SubmitForm(props: SubmitFormProps): ReactNode {
  const { problem } = props;
  const errors = useMemo(
    () => serverErrors<Reasoning>(problem?.fieldErrors, '', fieldOf),
    [problem],
  );
  const form = useForm<Reasoning>({
    resolver: contractResolver(changeReasoning, reasoningBody, fieldOf),
    defaultValues: { ...props.initial, expiresInHours: '' },
    errors,
  });
  const isHeld = props.disabledReason !== undefined;
  return (
    <FormShell
      form={form}
      label="Reason and submit"
      pending={props.pending}
      error={problem}
      root=""
      fieldOf={fieldOf}
      nameOf={(path) => NAMES[path] ?? 'Change'}
      submitLabel={props.isImmediate ? 'Run now' : 'Submit for approval'}
      pendingLabel={props.isImmediate ? 'Running' : 'Submitting'}
      onSubmit={props.onSubmit}
      disabledReason={isHeld ? props.disabledReason : undefined}
      guardsUnsaved={false}
      secondary={
        <Button variant="link" onClick={props.onBack}>
          Edit the details
        </Button>
      }
    >
      <TextField
        control={form.control}
        name="reason"
        label="Reason"
        help={
          props.isImmediate
            ? 'Kept in the audit log with your name.'
            : 'What the second person reads first, and what the audit log keeps.'
        }
        rows={3}
        isRequired
      />
      <div className="kw-field-row">
        <TextField
          control={form.control}
          name="ticket"
          label="Ticket"
          placeholder="INC-1234"
        />
        {!props.isImmediate && (
          <SelectField
            control={form.control}
            name="expiresInHours"
            label="Expires"
            help="Without approval by then, nothing happens."
            choices={HOURS}
          />
        )}
      </div>
    </FormShell>
  );
}
