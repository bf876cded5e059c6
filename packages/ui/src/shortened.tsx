import { say } from '@keyward/messages';
import { Button } from '@patternfly/react-core';
import { useEffect, useState, type ReactNode } from 'react';
import { flushSync } from 'react-dom';

import { VisibleText } from './visible-text.tsx';

const SHOWN = 16;

/** A long value by its beginning, with the whole of it one press away, and on paper at once. */
export function Shortened({
  value,
  label,
}: {
  value: string;
  /** What the value is, for the button's name: "Show the whole nonce". */
  label: string;
}): ReactNode {
  const [isWhole, setWhole] = useState(false);
  useEffect(() => {
    const onPrint = (): void => {
      // The browser takes the page as it is when this returns.
      flushSync(() => {
        setWhole(true);
      });
    };
    window.addEventListener('beforeprint', onPrint);
    return () => {
      window.removeEventListener('beforeprint', onPrint);
    };
  }, []);
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
        aria-label={
          isWhole
            ? say('ui.shorten-the-whole', { label })
            : say('ui.show-the-whole', { label })
        }
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
