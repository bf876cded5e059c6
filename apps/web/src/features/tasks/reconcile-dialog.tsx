import type { TaskDetail } from '@keyward/contract';
import { FormGroup, Radio } from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';

import { CommentDialog } from '../../page/comment-dialog.tsx';
import type { Reconciliation, TaskActions } from './use-task-actions.ts';

const CHOICES = [
  {
    value: 'applied',
    label: 'The change is on the target',
    description: 'Keyward reads back once more and says what it can prove.',
  },
  {
    value: 'not_applied',
    label: 'The change is not on the target',
    description:
      'The task ends as failed. The change can be copied into a new one.',
  },
] as const satisfies readonly {
  value: Reconciliation['outcome'];
  label: string;
  description: string;
}[];

interface ReconcileDialogProps {
  task: TaskDetail;
  action: TaskActions['reconcile'];
  onClose: () => void;
}

/** A person says what really happened, after looking at the target. Neither answer is chosen beforehand. */
export function ReconcileDialog({
  task,
  action,
  onClose,
}: ReconcileDialogProps): ReactNode {
  const [outcome, setOutcome] = useState<Reconciliation['outcome'] | null>(
    null,
  );
  const [isMissing, setMissing] = useState(false);
  return (
    <CommentDialog
      title={`What happened to ${task.reference}?`}
      description="Look at the target itself first. What you say here is kept with the change and in the audit log."
      label="How do you know"
      confirm="Say so"
      isRequired
      pending={action.isPending}
      error={action.error}
      onConfirm={(comment) => {
        if (outcome === null) setMissing(true);
        else action.mutate({ outcome, comment }, { onSuccess: onClose });
      }}
      onClose={onClose}
    >
      <FormGroup
        role="radiogroup"
        label="Outcome"
        fieldId="reconcile-applied"
        isRequired
      >
        {CHOICES.map((choice) => (
          <Radio
            key={choice.value}
            id={`reconcile-${choice.value}`}
            name="outcome"
            label={choice.label}
            description={choice.description}
            isChecked={outcome === choice.value}
            onChange={() => {
              setOutcome(choice.value);
              setMissing(false);
            }}
          />
        ))}
        {isMissing && (
          <p role="alert" className="kw-field-error">
            Choose one of the two.
          </p>
        )}
      </FormGroup>
    </CommentDialog>
  );
}
