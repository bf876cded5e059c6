import { Alert } from '@patternfly/react-core';
import type { ReactNode } from 'react';

import { fieldId } from './field-id.ts';
import type { ListedError } from './list-errors.ts';

/** What a refused submit found, each a link that puts the cursor where it can be put right. */
export function ErrorSummary({
  errors,
  nameOf,
}: {
  errors: readonly ListedError[];
  nameOf: (path: string) => string;
}): ReactNode {
  if (errors.length === 0) return null;
  return (
    <Alert
      variant="danger"
      isInline
      component="h3"
      title={
        errors.length === 1
          ? 'One field needs attention'
          : `${String(errors.length)} fields need attention`
      }
    >
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
            {`: ${error.message}`}
          </li>
        ))}
      </ul>
    </Alert>
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
