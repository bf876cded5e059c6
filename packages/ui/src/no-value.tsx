import type { ReactNode } from 'react';

/** Stands where a table has nothing to show: a dash for the eye, a word for a screen reader. */
export function NoValue({ word = 'none' }: { word?: string }): ReactNode {
  return (
    <span className="kw-no-value">
      <span className="kw-subtle" aria-hidden="true">
        –
      </span>
      <span className="pf-v6-screen-reader">{word}</span>
    </span>
  );
}
