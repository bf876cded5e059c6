import { useLocation } from '@tanstack/react-router';
import { useEffect, type ReactNode } from 'react';

import { holdDark } from '../theme.ts';

/** A page without the frame, for a screen that shows nothing else: dark, unless its address asks for the person's colours. */
export function BarePage({ children }: { children: ReactNode }): ReactNode {
  const isDark = useLocation({
    select: ({ searchStr }) =>
      new URLSearchParams(searchStr).get('colours') !== 'usual',
  });
  useEffect(() => (isDark ? holdDark() : undefined), [isDark]);
  return (
    <main id="main" className="kw-bare">
      {children}
    </main>
  );
}
