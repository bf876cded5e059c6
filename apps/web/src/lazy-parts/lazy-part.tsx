import { lazy, useState, type ComponentType, type ReactNode } from 'react';

import { lazyFile, type Lazy } from './lazy-file.ts';
import { PartMissing } from './part-missing.tsx';

interface OnceLoadedProps<P> {
  own: P;
  onTryAgain: () => void;
}

/**
 * A part of a page whose file is fetched when the part is first shown, to be put into a `Suspense` with its shape. A file
 * that cannot be fetched is said in its place, with another try; the page around it stays.
 */
export function lazyPart<P extends object>(
  load: () => Promise<ComponentType<P>>,
): Lazy<P> {
  const file = lazyFile(load);
  const attempt = () =>
    lazy(async () => {
      const Part = await file.fetch();
      return {
        default: ({ own, onTryAgain }: OnceLoadedProps<P>): ReactNode =>
          Part === null ? (
            <PartMissing onTryAgain={onTryAgain} />
          ) : (
            <Part {...own} />
          ),
      };
    });
  let current = attempt();
  function LazyPart(props: P): ReactNode {
    // What is here already is shown without a moment of waiting.
    const [Part] = useState(() => file.part);
    const [OnceLoaded, setOnceLoaded] = useState(() => current);
    if (Part !== null) return <Part {...props} />;
    return (
      <OnceLoaded
        own={props}
        onTryAgain={() => {
          current = attempt();
          setOnceLoaded(() => current);
        }}
      />
    );
  }
  return Object.assign(LazyPart, { prepare: file.prepare });
}
