import { say } from '@keyward/messages';
import { Button } from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';

import { VisibleText } from './visible-text.tsx';

const SHOWN = 16;

/** A long value by its beginning, with the whole of it one press away. */
export function Shortened({
  value,
  label,
}: {
  value: string;
  /** What the value is, for the button's name: "Show the whole nonce". */
  label: string;
}): ReactNode {
  const [isWhole, setWhole] = useState(false);
  if (value.length <= SHOWN) {
    return (
      <code className="kw-monospace">
        <VisibleText text={value} />
      </code>
    );
  }
  return (
    <span className="kw-shortened">
      <code className="kw-monospace">
        <VisibleText text={isWhole ? value : `${value.slice(0, SHOWN)}…`} />
      </code>{' '}
      <Button
        variant="link"
        isInline
        aria-expanded={isWhole}
        aria-label={say('ui.the-whole', {
          rest: isWhole ? say('ui.shorten') : say('ui.show'),
          label,
        })}
        onClick={() => {
          setWhole(!isWhole);
        }}
      >
        {isWhole
          ? say('ui.shorten')
          : say('ui.show-all-characters', { count: value.length })}
      </Button>
    </span>
  );
}
