import { useEffect, useState } from 'react';

/** Since when this browser says that it has no network, in ms; null while it has one. */
export function useOfflineSince(): number | null {
  const [sinceMs, setSinceMs] = useState(() =>
    navigator.onLine ? null : Date.now(),
  );
  useEffect(() => {
    const onChange = (): void => {
      setSinceMs((before) =>
        navigator.onLine ? null : (before ?? Date.now()),
      );
    };
    window.addEventListener('online', onChange);
    window.addEventListener('offline', onChange);
    return () => {
      window.removeEventListener('online', onChange);
      window.removeEventListener('offline', onChange);
    };
  }, []);
  return sinceMs;
}
