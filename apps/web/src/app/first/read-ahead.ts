import { ROUTE_PATHS } from '../../api/routes.ts';
import { startRead } from '../../api/started.ts';

/**
 * Asks who is signed in, and then for what the home page shows, while the scripts are still on their way. One after the
 * other: the session says up to which event the lists were read, and without one the second would only be refused.
 */
export function readAhead(isHome: boolean): void {
  startRead(ROUTE_PATHS.whoAmI[1]).then(
    ({ ok }) => {
      if (ok && isHome) void startRead(ROUTE_PATHS.readHome[1]);
    },
    () => undefined, // Whoever takes it is told.
  );
}
