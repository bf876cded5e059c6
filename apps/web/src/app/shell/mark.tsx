import type { ReactNode } from 'react';

import { MARK_SHAPES } from './mark-shapes.ts';

/** Keyward's mark: a keyhole that two people stand beside. */
export function Mark(): ReactNode {
  return (
    <svg
      className="kw-mark-svg"
      viewBox="0 0 32 32"
      fill="none"
      aria-hidden="true"
      focusable="false"
    >
      {MARK_SHAPES.map((shape) => (
        <path key={shape.className} {...shape} />
      ))}
    </svg>
  );
}
