import { lazy, Suspense, useEffect, useState, type ReactNode } from 'react';

const Watch = lazy(() =>
  import('./watch.tsx').then((module) => ({ default: module.Watch })),
);

/** Nothing of it is wanted before the first page is drawn, and all of it must be there before the network goes. */
const LATER_MS = 2_000;

export function LateWatch(props: {
  isLive: boolean;
  onSignedOut: () => void;
}): ReactNode {
  const [isLater, setLater] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => {
      setLater(true);
    }, LATER_MS);
    return () => {
      clearTimeout(timer);
    };
  }, []);
  if (!isLater) return null;
  return (
    <Suspense fallback={null}>
      <Watch {...props} />
    </Suspense>
  );
}
