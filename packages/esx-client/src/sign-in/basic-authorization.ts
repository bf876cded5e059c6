import { reveal } from '@keyward/secrets/reveal';

import type { Credential } from './esx-sign-in.ts';

/** Value of an HTTP Basic `authorization` header. */
export function basicAuthorization({ username, password }: Credential): string {
  const pair = Buffer.from(`${username}:${reveal(password)}`, 'utf8');
  return `Basic ${pair.toString('base64')}`;
}
