import { z } from 'zod';

const claims = z.looseObject({
  exp: z.number().optional(),
  aud: z.union([z.string(), z.array(z.string())]).optional(),
  sub: z.string().optional(),
});

export interface TokenClaims {
  expiresAt: Date | null;
  audience: string[];
  subject: string | null;
}

/** Reads a token's claims without judging its signature; null when it is no readable JWT. Never logs or returns the token. */
export function readTokenClaims(token: string): TokenClaims | null {
  const payload = token.split('.')[1];
  if (payload === undefined) return null;
  try {
    const read = claims.parse(
      JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')),
    );
    return {
      expiresAt: read.exp === undefined ? null : new Date(read.exp * 1000),
      audience: read.aud === undefined ? [] : [read.aud].flat(),
      subject: read.sub ?? null,
    };
  } catch {
    return null;
  }
}
