import type { ComponentType } from 'react';

/** A component that shows nothing of itself before its file is here. */
export type Lazy<P> = ComponentType<P> & {
  /** Fetches the file ahead; says nothing when it cannot. */
  prepare: () => void;
};

/** The file of a component that is fetched once; another try is possible after a failure. */
export interface LazyFile<P> {
  /** Null before it is here. */
  readonly part: ComponentType<P> | null;
  /** Never rejects: null when the file cannot be fetched. Who asks while it is on its way waits for the same. */
  fetch: () => Promise<ComponentType<P> | null>;
  prepare: () => void;
}

/** Stylesheets that could not be fetched. */
const missing = new Set<HTMLLinkElement>();

// Such an event does not bubble.
document.addEventListener(
  'error',
  ({ target }) => {
    if (target instanceof HTMLLinkElement && target.rel === 'stylesheet') {
      missing.add(target);
    }
  },
  true,
);

function fetchStyleAgain(old: HTMLLinkElement): Promise<void> {
  missing.delete(old);
  return new Promise((resolve, reject) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = old.href;
    link.addEventListener('load', () => {
      resolve();
    });
    link.addEventListener('error', () => {
      reject(new Error(`${link.href} cannot be fetched.`));
    });
    old.replaceWith(link);
  });
}

/** The bundler's loader asks for a stylesheet once, whatever became of it. */
async function fetchStylesAgain(): Promise<void> {
  await Promise.all([...missing].map(fetchStyleAgain));
}

export function lazyFile<P>(
  load: () => Promise<ComponentType<P>>,
): LazyFile<P> {
  let part: ComponentType<P> | null = null;
  let underway: Promise<ComponentType<P> | null> | null = null;
  let hasFailed = false;
  const fetch = (): Promise<ComponentType<P> | null> => {
    if (part !== null) return Promise.resolve(part);
    underway ??= (hasFailed ? fetchStylesAgain().then(load) : load())
      .then(
        (loaded) => (part = loaded),
        () => {
          hasFailed = true;
          return null;
        },
      )
      .finally(() => {
        underway = null;
      });
    return underway;
  };
  return {
    get part() {
      return part;
    },
    fetch,
    prepare: () => {
      void fetch();
    },
  };
}

/** Fetches files as soon as a pointer or the focus comes near; to be spread on what opens them. */
export function prepareNear(...parts: readonly { prepare: () => void }[]): {
  onPointerEnter: () => void;
  onFocus: () => void;
} {
  const prepare = (): void => {
    for (const part of parts) part.prepare();
  };
  return { onPointerEnter: prepare, onFocus: prepare };
}
