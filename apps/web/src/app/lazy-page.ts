import { lazyRouteComponent } from '@tanstack/react-router';

import { MissingFile } from './missing-file.ts';

/**
 * A page that is fetched when it is first opened. Where that fails the person is told and reloads when they choose: the
 * router by itself would reload at once, which without a network leaves nothing.
 */
export function lazyPage<
  T extends Record<string, unknown>,
  K extends keyof T & string,
>(load: () => Promise<T>, name: K) {
  return lazyRouteComponent<T, K>(
    () =>
      load().catch((error: unknown) => {
        throw new MissingFile({ cause: error });
      }),
    name,
  );
}
