import type { ReactNode } from 'react';

import { jsonText } from './request-text.ts';

/** A value as the digest covers it, whole; long ones scroll. Placeholders of secrets become •••. */
export function JsonView({
  value,
  label,
}: {
  value: unknown;
  label: string;
}): ReactNode {
  return (
    // A scrollable region must be reachable with the keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- WCAG 2.1.1: long values scroll inside this box.
    <pre className="kw-code" tabIndex={0} aria-label={label}>
      {jsonText(value)}
    </pre>
  );
}
