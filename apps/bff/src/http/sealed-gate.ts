import type { RouteContract, RouteName } from '@keyward/contract';

import {
  type SealedReason,
  sealedRefusal,
} from '../key-custody/sealed-words.ts';

/** What changes nothing but the session of whoever asks: people get in, out, and prove who they are. */
const OPEN_WHILE_SEALED: ReadonlySet<RouteName> = new Set<RouteName>([
  'signIn',
  'signOut',
  'stepUpOptions',
  'stepUp',
]);

/**
 * A sealed console is for reading: everything that may change something is refused, also what needs no key itself.
 *
 * @throws Refusal `sealed`
 */
export function refuseWhileSealed(
  sealed: SealedReason | null,
  name: RouteName,
  { method }: RouteContract,
): void {
  if (sealed === null || method === 'GET' || OPEN_WHILE_SEALED.has(name)) {
    return;
  }
  throw sealedRefusal(sealed);
}
