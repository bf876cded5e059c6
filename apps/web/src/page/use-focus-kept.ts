import { useEffect, useRef } from 'react';

/**
 * When something becomes another and takes the focused control with it, the page's heading, which says what it is now,
 * has the focus: otherwise the next key begins at the top of the browser.
 */
export function useFocusKept(something: string): void {
  const before = useRef(something);
  useEffect(() => {
    if (before.current === something) return;
    before.current = something;
    // A dialog that closes gives the focus back first.
    const timer = setTimeout(() => {
      if (document.activeElement !== document.body) return;
      document.querySelector('h1')?.focus({ preventScroll: true });
    });
    return () => {
      clearTimeout(timer);
    };
  }, [something]);
}
