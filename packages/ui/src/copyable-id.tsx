import { say } from '@keyward/messages';
import { Button } from '@patternfly/react-core';
import { CheckIcon, CopyIcon } from '@patternfly/react-icons';
import type { ReactNode } from 'react';

import { useCopied } from './use-copied.ts';

interface CopyableIdProps {
  value: string;
  /** What is shown when the whole value is too long to read; the whole value is what gets copied. */
  shown?: string;
  /** The whole value with places to break it; the same characters as `value`. */
  children?: ReactNode;
  /** What the value is, for the button's name: "Copy digest". */
  label: string;
}

/** An id in monospace with a button that copies it. */
export function CopyableId({
  value,
  shown,
  label,
  children,
}: CopyableIdProps): ReactNode {
  const { isCopied, copy } = useCopied();
  return (
    <span className="kw-id">
      <code title={shown === undefined ? undefined : value}>
        {children ?? shown ?? value}
      </code>
      <Button
        variant="plain"
        size="sm"
        hasNoPadding
        aria-label={isCopied ? say('ui.copied') : say('ui.copy', { label })}
        icon={isCopied ? <CheckIcon /> : <CopyIcon />}
        onClick={() => {
          copy(value);
        }}
      />
    </span>
  );
}
