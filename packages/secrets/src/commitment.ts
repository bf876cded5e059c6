import { createHmac } from 'node:crypto';

import { openSecret } from './secret.ts';
import type { Secret } from './secret.ts';

/**
 * HMAC-SHA-256, as 64 lower-case hex digits, over `changeId ‖ 0x00 ‖ pointer ‖ 0x00 ‖ secret`.
 * Keyed, because the plain hash of a password can be guessed; bound to its place, so it cannot be moved to another change.
 */
export function commitment(
  key: Secret,
  changeId: string,
  pointer: string,
  secret: Secret,
): string {
  if (changeId.includes('\0') || pointer.includes('\0')) {
    throw new TypeError(
      'A change id and a pointer never contain the separator.',
    );
  }
  return createHmac('sha256', openSecret(key))
    .update(`${changeId}\0${pointer}\0`, 'utf8')
    .update(openSecret(secret), 'utf8')
    .digest('hex');
}
