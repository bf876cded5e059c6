import { createHash } from 'node:crypto';

const SHORTEST = 32;
const LONGEST = 256;

/** The Onboard Key Manager takes 32 to 256 printable ASCII characters. */
export function isAcceptedPassphrase(text: string): boolean {
  return (
    text.length >= SHORTEST &&
    text.length <= LONGEST &&
    /^[\x20-\x7e]*$/.test(text)
  );
}

export function passphraseDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
