const PAIRS = 6;

/** The beginning of a key's fingerprint, enough to tell one's own keys apart: `AB:CD:12:34:56:78…`. */
export function fingerprintPrefix(sha256: string): string {
  const pairs = sha256.toUpperCase().match(/.{2}/g) ?? [];
  return `${pairs.slice(0, PAIRS).join(':')}…`;
}
