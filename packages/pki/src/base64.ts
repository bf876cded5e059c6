const ALPHABET = /^[A-Za-z0-9+/]+={0,2}$/;

/** Bytes of canonical Base64 with any white space in it; null when it is empty or anything else. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> | null {
  const compact = text.replace(/[ \t\r\n]+/g, '');
  if (compact.length % 4 !== 0 || !ALPHABET.test(compact)) return null;
  const binary = atob(compact);
  // Another spelling of the same bytes has stray bits in its last character.
  if (btoa(binary) !== compact) return null;
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/** Standard Base64 with padding, on one line. */
export function encodeBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}
