/** The pairs of a SHA-256 in hexadecimal digits, in capitals: with colons between them the form that people compare. */
export function fingerprintPairs(sha256: string): string[] {
  return sha256.toUpperCase().match(/.{1,2}/g) ?? [];
}
