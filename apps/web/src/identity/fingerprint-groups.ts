/** A SHA-256 in sixteen groups of four, as two people read it to each other. */
export function fingerprintGroups(sha256: string): string[] {
  return sha256.toLowerCase().match(/.{1,4}/g) ?? [];
}
