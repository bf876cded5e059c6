import { createHash } from 'node:crypto';
import { z } from 'zod';

/**
 * Claims the simulator looks at. The vendor documents none of their layout: `ovl` marks an overflow token and holds
 * the link to its expanded token, and both tokens of a pair share `sub` and `pair`.
 */
const tokenClaims = z.looseObject({
  sub: z.string(),
  aud: z.string(),
  exp: z.number(),
  pair: z.string(),
  ovl: z.string().optional(),
});
export type TokenClaims = z.output<typeof tokenClaims>;

/** The payload of a JWT-shaped text, unverified; null when it cannot be read. */
export function readClaims(token: string): TokenClaims | null {
  const parts = token.split('.');
  if (parts.length !== 3) return null;
  try {
    const payload: unknown = JSON.parse(
      Buffer.from(parts[1] ?? '', 'base64url').toString('utf8'),
    );
    return tokenClaims.safeParse(payload).data ?? null;
  } catch {
    return null;
  }
}

/** The token of an `Authorization: Bearer` header. */
export function bearerToken(authorization: string | undefined): string | null {
  return /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1] ?? null;
}

export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
