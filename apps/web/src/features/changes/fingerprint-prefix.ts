import { fingerprintGroups } from '../../identity/fingerprint-groups.ts';

const GROUPS = 4;

/** The beginning of a key's fingerprint, enough to tell one's own keys apart: `aa98 ffba 309d de5b…`. */
export function fingerprintPrefix(sha256: string): string {
  return `${fingerprintGroups(sha256).slice(0, GROUPS).join(' ')}…`;
}
