import { changeReasoning } from '@keyward/contract';
import { say } from '@keyward/messages';
import { Button } from '@patternfly/react-core';
import { useEffect, useEffectEvent, useMemo, type ReactNode } from 'react';
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
  initial: Reasoning;
  onFilled: (reasoning: Reasoning) => void;
  /** An immediate operation has nobody to wait for, so nothing that expires. */
  isImmediate: boolean;
  pending: boolean;
  problem: AnyProblem | null;
  disabledReason: string | undefined;
  onSubmit: (reasoning: Reasoning) => void;
  onBack: () => void;
}

const NAMES: Readonly<Record<string, string>> = {
  reason: say('new-change.reason'),
  ticket: say('new-change.ticket'),
  expiresInHours: say('new-change.expires'),
};
const HOURS = [
  { value: '', label: say('new-change.after-1-day-or-when-the-policy') },
  { value: '4', label: say('new-change.after-4-hours') },
  { value: '72', label: say('new-change.after-3-days') },
  { value: '168', label: say('new-change.after-7-days') },
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
    defaultValues: props.initial,
    errors,
  });
  const report = useEffectEvent(props.onFilled);
  useEffect(
    () =>
      form.subscribe({
        formState: { values: true },
        callback: ({ values }) => {
          report(values);
        },
      }),
    [form],
  );
  const isHeld = props.disabledReason !== undefined;
  return (
    <FormShell
      form={form}
      label={say('new-change.reason-and-submit')}
      pending={props.pending}
      error={problem}
      root=""
      fieldOf={fieldOf}
      nameOf={(path) => NAMES[path] ?? say('new-change.change')}
      submitLabel={
        props.isImmediate
          ? say('new-change.run-now')
          : say('new-change.submit-for-approval')
      }
      pendingLabel={
        props.isImmediate
          ? say('new-change.running')
          : say('new-change.submitting')
      }
      onSubmit={props.onSubmit}
      disabledReason={isHeld ? props.disabledReason : undefined}
      guardsUnsaved={false}
      secondary={
        <Button variant="link" onClick={props.onBack}>
          {say('new-change.edit-the-details')}
        </Button>
      }
    >
      <TextField
        control={form.control}
        name="reason"
        label={say('new-change.reason')}
        help={
          props.isImmediate
            ? say('new-change.kept-in-the-audit-log-with-your')
            : say('new-change.what-the-second-person-reads-first-and')
        }
        rows={3}
        isRequired
      />
      <div className="kw-field-row">
        <TextField
          control={form.control}
          name="ticket"
          label={say('new-change.ticket')}
          placeholder={say('new-change.inc-1234')}
        />
        {!props.isImmediate && (
          <SelectField
            control={form.control}
            name="expiresInHours"
            label={say('new-change.expires')}
            help={say('new-change.without-approval-by-then-nothing-happens')}
            choices={HOURS}
          />
        )}
      </div>
    </FormShell>
  );
}
