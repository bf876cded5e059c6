import { timingSafeEqual } from 'node:crypto';

import type { SimulatorContext } from '../host/index.ts';

/** Signs in with the configured password, but holds no `TrustedAdmin` privilege. */
export const READ_ONLY_ACCOUNT = 'readonly@vsphere.local';

/** The account of an HTTP Basic header, or null when name or password are wrong. */
export function accountOf(
  authorization: string | undefined,
  context: SimulatorContext,
): string | null {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '')?.[1];
  if (!encoded) return null;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const at = text.indexOf(':');
  if (at < 0) return null;
  const { username, password } = context.credentials;
  const user = text.slice(0, at);
  const known = user === username || user === READ_ONLY_ACCOUNT;
  return known && same(text.slice(at + 1), password) ? user : null;
}

function same(given: string, expected: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}
