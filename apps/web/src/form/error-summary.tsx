import { say } from '@keyward/messages';
import { Alert, FactText } from '@keyward/ui';
import type { ReactNode } from 'react';

import { fieldId } from './field-id.ts';
import type { ListedError } from './list-errors.ts';

interface ErrorsProps {
  errors: readonly ListedError[];
  nameOf: (path: string) => string;
}

function countWords(count: number): string {
  return say('form.fields-need-attention', { count });
}

/** What a refused submit found, each a link that puts the cursor where it can be put right. */
export function ErrorSummary(props: ErrorsProps): ReactNode {
  const { errors } = props;
  if (errors.length === 0) return null;
  return (
    <Alert
      variant="danger"
      isInline
      component="h3"
      title={countWords(errors.length)}
    >
      <ErrorLinks {...props} />
    </Alert>
  );
}

/** The same below a sentence that says already what went wrong. */
export function ErrorsBelow(props: ErrorsProps): ReactNode {
  const { errors } = props;
  if (errors.length === 0) return null;
  return (
    <>
      <p>{countWords(errors.length)}</p>
      <ErrorLinks {...props} />
    </>
  );
}

function ErrorLinks({ errors, nameOf }: ErrorsProps): ReactNode {
  return (
    <ul className="kw-plain-list">
      {errors.map((error) => (
        <li key={error.path}>
          <a
            href={`#${fieldId(error.path)}`}
            onClick={(event) => {
              event.preventDefault();
              focusField(error.path);
            }}
          >
            {nameOf(error.path)}
          </a>
          {': '}
          <FactText text={error.message} />
        </li>
      ))}
    </ul>
  );
}

/** Puts the cursor into a field; a radio group's first choice stands for the group. */
export function focusField(path: string): boolean {
  const id = fieldId(path);
  const control =
    document.getElementById(id) ??
    document.querySelector(`input[id^="${id}-"]`);
  if (!(control instanceof HTMLElement)) return false;
  control.focus();
  return document.activeElement === control;
}
