import { useEffect, useRef, useState, type ReactNode } from 'react';

import { useLive } from './live-context.tsx';

/** A screen reader is told something new at most this often. */
const EVERY_MS = 5_000;

/** The page's one polite live region. While it is resting only the newest sentence is kept. */
export function LiveRegion(): ReactNode {
  const { announcement } = useLive();
  const [spoken, setSpoken] = useState('');
  const lastSpokenMs = useRef(0);
  useEffect(() => {
    if (announcement === null) return;
    const waitMs = Math.max(0, lastSpokenMs.current + EVERY_MS - Date.now());
    const timer = setTimeout(() => {
      lastSpokenMs.current = Date.now();
      setSpoken(announcement.text);
    }, waitMs);
    return () => {
      clearTimeout(timer);
    };
  }, [announcement]);
  return (
    <div role="status" aria-live="polite" className="pf-v6-screen-reader">
      {spoken}
    </div>
  );
}
