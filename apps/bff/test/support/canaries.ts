import { createPublicKey } from 'node:crypto';

/** One way in which a secret can stand somewhere. */
export interface Spelling {
  name: SpellingName;
  bytes: Buffer;
}

export type SpellingName =
  | 'raw'
  | 'json'
  | 'base64'
  | 'base64url'
  | 'hex'
  | 'url'
  | 'pem-line'
  | 'utf-16';

/** A secret that was found, by its label: what is reported must not hold it either. */
export interface Hit {
  label: string;
  spelling: SpellingName;
  /** Where in the haystack, in bytes. */
  at: number;
}

/** Shorter than this, a piece of Base64 turns up by chance. */
const SHORTEST_LINE = 32;

/**
 * The eight spellings in which a secret leaves a system: as it is, in JSON, in Base64 and base64url wherever it stands in
 * what was encoded, in hexadecimal of either case, in a URL, as a single line of its PEM, and in UTF-16.
 */
export function spellings(secret: string): Spelling[] {
  const bytes = Buffer.from(secret);
  const spelt = (name: SpellingName, texts: readonly string[]): Spelling[] =>
    [...new Set(texts)].map((text) => ({ name, bytes: Buffer.from(text) }));
  const hex = bytes.toString('hex');
  const lines = linesOf(secret);
  return [
    ...spelt('raw', [secret]),
    ...spelt('json', [JSON.stringify(secret).slice(1, -1), asEscapes(secret)]),
    ...spelt('base64', alignments(bytes, 'base64')),
    ...spelt('base64url', alignments(bytes, 'base64url')),
    ...spelt('hex', [hex, hex.toUpperCase()]),
    ...spelt('url', [
      encodeURIComponent(secret),
      new URLSearchParams({ '': secret }).toString().slice(1),
    ]),
    ...spelt('pem-line', lines.length === 0 ? [secret] : lines),
    { name: 'utf-16', bytes: Buffer.from(secret, 'utf16le') },
    { name: 'utf-16', bytes: Buffer.from(secret, 'utf16le').swap16() },
  ];
}

/** The same eight spellings of a secret that is bytes, such as a key. */
export function byteSpellings(bytes: Buffer): Spelling[] {
  const octets = [...bytes].map((each) => each.toString(16).padStart(2, '0'));
  const named = new Map(
    spellings(bytes.toString('latin1')).map((each) => [each.name, [each]]),
  );
  const spelt = (name: SpellingName, texts: readonly string[]): void => {
    named.set(
      name,
      texts.map((text) => ({ name, bytes: Buffer.from(text) })),
    );
  };
  named.set('raw', [{ name: 'raw', bytes }]);
  spelt('json', [JSON.stringify([...bytes]).slice(1, -1)]);
  spelt('base64', alignments(bytes, 'base64'));
  spelt('base64url', alignments(bytes, 'base64url'));
  spelt('hex', [octets.join(''), octets.join('').toUpperCase()]);
  spelt('url', [octets.map((each) => `%${each.toUpperCase()}`).join('')]);
  spelt('pem-line', [bytes.toString('base64').slice(0, 64)]);
  return [...named.values()].flat();
}

/** Lines of a PEM that hold something of the key: one that is all public half stands in the certificate too. */
function linesOf(secret: string): string[] {
  const publicHalf = publicHalfOf(secret);
  return secret
    .split(/\r?\n/)
    .filter(
      (line) =>
        line.length >= SHORTEST_LINE &&
        !line.includes('-----') &&
        publicHalf?.includes(Buffer.from(line, 'base64')) !== true,
    );
}

function publicHalfOf(secret: string): Buffer | null {
  if (!secret.includes('PRIVATE KEY')) return null;
  try {
    return createPublicKey(secret).export({ format: 'der', type: 'spki' });
  } catch {
    return null;
  }
}

/** JSON may write every character as an escape. */
function asEscapes(secret: string): string {
  return Array.from(
    { length: secret.length },
    (_, at) => `\\u${secret.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('');
}

/** What stays the same of the Base64 of `bytes` after zero, one or two other bytes and before any others. */
function alignments(bytes: Buffer, encoding: 'base64' | 'base64url'): string[] {
  return [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString(
      encoding,
    );
    const start = Math.ceil((before * 8) / 6);
    const whole = Math.floor(((before + bytes.length) * 8) / 6);
    return encoded.slice(start, whole);
  });
}

/**
 * Every secret found in a text or in bytes.
 *
 * @param secrets labels with the secret each stands for
 */
export function scan(
  haystack: Buffer | string,
  secrets: Iterable<readonly [label: string, secret: string]>,
): Hit[] {
  const bytes = Buffer.isBuffer(haystack) ? haystack : Buffer.from(haystack);
  const hits: Hit[] = [];
  for (const [label, secret] of secrets) {
    for (const { name, bytes: needle } of spellings(secret)) {
      const at = bytes.indexOf(needle);
      if (at !== -1) hits.push({ label, spelling: name, at });
    }
  }
  return hits;
}
