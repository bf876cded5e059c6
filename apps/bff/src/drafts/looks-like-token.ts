/** Header, payload and signature of a compact token, where none of it is part of a longer word. */
const COMPACT = /(?<![\w-])(ey[\w-]{6,})\.[\w-]*\.[\w-]*/g;

/**
 * Whether a text holds a token in compact form (RFC 7515 §3.1, RFC 7516 §3.1), anywhere in it, or broken over lines when
 * it is all there is. Nothing of the token is kept.
 */
export function looksLikeToken(text: string): boolean {
  return holdsToken(text) || holdsToken(text.replaceAll(/\s/g, ''));
}

function holdsToken(text: string): boolean {
  for (const [, header = ''] of text.matchAll(COMPACT)) {
    if (isTokenHeader(header)) return true;
  }
  return false;
}

/** Every header names its algorithm; a name with dots in it decodes to no such thing. */
function isTokenHeader(segment: string): boolean {
  try {
    const header: unknown = JSON.parse(
      Buffer.from(segment, 'base64url').toString('utf8'),
    );
    return typeof header === 'object' && header !== null && 'alg' in header;
  } catch {
    return false;
  }
}
