import './form.css';

import { ActionGroup, Button, Form } from '@patternfly/react-core';
import { useEffect, useRef, type ReactNode } from 'react';
import type { FieldValues, UseFormReturn } from 'react-hook-form';

import { ErrorsBelow, ErrorSummary, focusField } from './error-summary.tsx';
import { fieldFor, type FieldOf } from './field-path.ts';
import { listErrors } from './list-errors.ts';
import { ProblemAlert } from './problem-alert.tsx';
import type { AnyProblem } from '../api/api-problem.ts';
import { useSealedReason } from '../api/use-sealed-reason.ts';
import { Remarks } from './remarks.tsx';
import { UnsavedGuard } from './unsaved-guard.tsx';

interface FormShellProps<V extends FieldValues> {
  form: UseFormReturn<V>;
  /** Names the form for screen readers. */
  label: string;
  /** A request is on its way: the submit button says so and cannot be pressed twice. */
  pending: boolean;
  /** The refusal of the last request; its field errors are on the fields already (`serverErrors`). */
  error: AnyProblem | null;
  /** Pointer of the request body that this form edits, and how its parts map to fields. */
  root: string;
  fieldOf: FieldOf;
  /** The label of a field by its path, for the error summary. */
  nameOf: (path: string) => string;
  submitLabel: string;
  pendingLabel: string;
  onSubmit: (values: V) => void;
  /** Why the form cannot be submitted now. */
  disabledReason?: string | undefined;
  secondary?: ReactNode;
  /** Off for short forms whose loss costs nothing. */
  guardsUnsaved?: boolean;
  /** What somebody wrote about fields of this form; a path leads to its field. */
  remarks?: readonly { path: string | null; by: string; text: string }[];
  children: ReactNode;
}

/** The one frame for every form: pending, refusal, error summary, focus on the first error, and the guard against losing work. */
export function FormShell<V extends FieldValues>(
  props: FormShellProps<V>,
): ReactNode {
  const { form, error, root, fieldOf } = props;
  const sealed = useSealedReason();
  const disabledReason = props.disabledReason ?? sealed;
  const { errors, isDirty, submitCount } = form.formState;
  const refusal = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (error === null) return;
    const paths = (error.fieldErrors ?? [])
      .map((each) => fieldFor(each, root, fieldOf))
      .filter((path) => path !== null);
    if (!paths.some(focusField)) refusal.current?.focus();
  }, [error, root, fieldOf]);

  const listed = listErrors(errors);
  return (
    <Form
      aria-label={props.label}
      noValidate
      onSubmit={(event) => void form.handleSubmit(props.onSubmit)(event)}
    >
      {props.guardsUnsaved !== false && <UnsavedGuard when={isDirty} />}
      <Remarks remarks={props.remarks ?? []} nameOf={props.nameOf} />
      {props.children}
      {error !== null && (
        <div ref={refusal} tabIndex={-1} className="kw-refusal">
          <ProblemAlert problem={error}>
            <ErrorsBelow errors={listed} nameOf={props.nameOf} />
          </ProblemAlert>
        </div>
      )}
      {error === null && submitCount > 0 && (
        <ErrorSummary errors={listed} nameOf={props.nameOf} />
      )}
      <ActionGroup>
        <Button
          type="submit"
          variant="primary"
          isLoading={props.pending}
          isAriaDisabled={props.pending || disabledReason !== undefined}
          spinnerAriaLabel={props.pendingLabel}
        >
          {props.pending ? props.pendingLabel : props.submitLabel}
        </Button>
        {props.secondary}
        {disabledReason !== undefined && (
          <span className="kw-fine-print">{disabledReason}</span>
        )}
      </ActionGroup>
    </Form>
  );
}
