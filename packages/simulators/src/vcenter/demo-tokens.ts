import { randomBytes, randomUUID } from 'node:crypto';

import {
  SUBJECT_THAT_FAILS,
  SUBJECT_WITHOUT_PRIVILEGE,
} from './registered-token-routes.ts';

export const DEMO_TOKEN_CASES = [
  'valid',
  'expired',
  'other-vcenter',
  'mismatched',
  'unreadable',
  'no-overflow-claim',
  'no-system-read',
  'error',
] as const;
export type DemoTokenCase = (typeof DEMO_TOKEN_CASES)[number];

export interface DemoTokens {
  overflowToken: string;
  expandedAccessToken: string;
}

const LIFETIME_SECONDS = 15 * 60;

/** A pair of JWT-shaped tokens as an identity broker would hand out; the signature is random bytes. */
export function makeDemoTokens(
  instanceId: string,
  now: number,
  wanted: DemoTokenCase = 'valid',
): DemoTokens {
  const seconds = Math.floor(now / 1000);
  const pair = randomUUID();
  const claims = {
    iss: 'https://identity-broker.estate.test/acs/t/CUSTOMER',
    sub: subjectOf(wanted),
    aud: wanted === 'other-vcenter' ? randomUUID() : instanceId,
    iat: seconds,
    exp: wanted === 'expired' ? seconds - 60 : seconds + LIFETIME_SECONDS,
    pair,
  };
  const link = `https://identity-broker.estate.test/overflow/${pair}`;
  const overflow =
    wanted === 'no-overflow-claim' ? claims : { ...claims, ovl: link };
  const expanded = {
    ...claims,
    groups: ['KeyAdmins', 'Operators'],
    ...(wanted === 'mismatched' && { pair: randomUUID() }),
  };
  return {
    overflowToken: encode(overflow),
    expandedAccessToken:
      wanted === 'unreadable' ? 'not-a-token' : encode(expanded),
  };
}

function subjectOf(wanted: DemoTokenCase): string {
  if (wanted === 'no-system-read') return SUBJECT_WITHOUT_PRIVILEGE;
  return wanted === 'error' ? SUBJECT_THAT_FAILS : 'automation@estate.test';
}

function encode(claims: Record<string, unknown>): string {
  const part = (value: unknown) =>
    Buffer.from(JSON.stringify(value)).toString('base64url');
  const header = part({ alg: 'RS256', typ: 'JWT', kid: 'estate' });
  return `${header}.${part({ ...claims, jti: randomUUID() })}.${randomBytes(64).toString('base64url')}`;
}
