import { useEffect, useState, type ReactNode } from 'react';

import { lazyFile } from '../../lazy-parts/lazy-file.ts';

const watch = lazyFile(() =>
  import('./watch.tsx').then((module) => module.Watch),
);

/** Nothing of it is wanted before the first page is drawn, and all of it must be there before the network goes. */
const LATER_MS = 2_000;

/** A network that went sooner takes nothing of the page with it. */
const AGAIN_MS = 5_000;

export function LateWatch(props: {
  isLive: boolean;
  onSignedOut: () => void;
}): ReactNode {
  const [Watch, setWatch] = useState(() => watch.part);
  useEffect(() => {
    let isOpen = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const fetchIn = (ms: number): void => {
      timer = setTimeout(() => {
        void watch.fetch().then((loaded) => {
          if (!isOpen) return;
          if (loaded === null) fetchIn(AGAIN_MS);
          else setWatch(() => loaded);
        });
      }, ms);
    };
    fetchIn(LATER_MS);
    return () => {
      isOpen = false;
      clearTimeout(timer);
    };
  }, []);
  return Watch === null ? null : <Watch {...props} />;
}
