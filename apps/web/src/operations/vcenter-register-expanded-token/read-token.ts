import { say } from '@keyward/messages';

/** What a JSON Web Token says about itself. Nothing is verified here; vCenter does that. */
export interface TokenFacts {
  /** Milliseconds since the epoch. */
  expiresAtMs: number | null;
  audience: string[];
  subject: string | null;
  /** The link under which the expanded token of an overflow token is fetched. */
  overflowLink: string | null;
}

/** Reads the claims of a compact JWT, or says why it cannot. The token itself is not kept. */
export function readToken(
  text: string,
): { facts: TokenFacts } | { problem: string } {
  const parts = text.trim().split('.');
  if (parts.length !== 3) {
    return {
      problem: say(
        'vcenter-register-expanded-token.this-does-not-look-like-a-token',
      ),
    };
  }
  const claims = decodeJson(parts[1] ?? '');
  if (claims === null) {
    return {
      problem: say(
        'vcenter-register-expanded-token.the-claims-of-this-token-cannot-be',
      ),
    };
  }
  return {
    facts: {
      expiresAtMs:
        typeof claims['exp'] === 'number' ? claims['exp'] * 1000 : null,
      audience: textsOf(claims['aud']),
      subject: typeof claims['sub'] === 'string' ? claims['sub'] : null,
      overflowLink: linkOf(claims['ovl']),
    },
  };
}

function decodeJson(base64url: string): Record<string, unknown> | null {
  try {
    const binary = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
    const text = new TextDecoder('utf-8', { fatal: true }).decode(
      Uint8Array.from(binary, (char) => char.charCodeAt(0)),
    );
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? { ...value }
      : null;
  } catch {
    return null;
  }
}

function textsOf(claim: unknown): string[] {
  const list: unknown[] = Array.isArray(claim) ? claim : [claim];
  return list.filter((each) => typeof each === 'string');
}

/** The layout of `ovl` is not documented; a text and the text members of an object are shown. */
function linkOf(claim: unknown): string | null {
  if (claim === undefined || claim === null) return null;
  if (typeof claim === 'string') return claim;
  const texts = Object.values(claim).filter((each) => typeof each === 'string');
  return texts.length > 0 ? texts.join(', ') : JSON.stringify(claim);
}
