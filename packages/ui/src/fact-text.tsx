import type { ReactNode } from 'react';

import { Day } from './day.tsx';
import { factParts, type FactPart } from './fact-parts.ts';
import { Timestamp } from './timestamp.tsx';
import { VisibleText } from './visible-text.tsx';

function Part({ kind, text }: FactPart): ReactNode {
  if (kind === 'words') return <VisibleText text={text} />;
  if (kind === 'moment') return <Timestamp at={text} />;
  if (kind === 'day') return <Day at={text} />;
  return (
    <span className={kind === 'hex' ? 'kw-fact kw-fact-hex' : 'kw-fact'}>
      {text}
    </span>
  );
}

/**
 * A sentence of the server for reading: moments in the reader's zone, long numbers in monospace, and hosts that
 * move to the next line whole. For what a person wrote, use `VisibleText`, which changes nothing.
 */
export function FactText({ text }: { text: string }): ReactNode {
  return factParts(text).map((part, index) => <Part key={index} {...part} />);
}
