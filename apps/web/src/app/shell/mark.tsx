import type { ReactNode } from 'react';

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
      <path
        className="kw-mark-shield"
        d="M16 2 28 6.5v8.6c0 7.2-4.9 12.3-12 14.9C8.9 27.4 4 22.3 4 15.1V6.5L16 2Z"
      />
      <path
        className="kw-mark-hole"
        d="M12.5 12.2a3.5 3.5 0 1 1 5.2 3.06V22h-3.4v-6.74a3.5 3.5 0 0 1-1.8-3.06Z"
      />
      <path
        className="kw-mark-people"
        d="M21.8 10.3v9.2M10.2 10.3v9.2"
        strokeWidth="2.2"
        strokeLinecap="round"
      />
    </svg>
  );
}
