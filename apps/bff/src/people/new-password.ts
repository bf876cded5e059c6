import { refuseField } from '../http/refusal.ts';
import { normaliseAccount } from './sign-in-limits.ts';

const FEWEST_DIFFERENT = 5;
const SHORTEST_NAME = 4;

/**
 * Refuses passwords that guessers try first: the person's own name in it, hardly any different characters, or the one
 * that the demo publishes. Length is the contract's matter.
 *
 * @throws Refusal `validation_failed` on `/password`
 */
export function refuseWeakPassword(
  password: string,
  about: { username: string; displayName: string },
): void {
  const plain = normaliseAccount(password);
  const names = [about.username, ...about.displayName.split(/\s+/)]
    .map(normaliseAccount)
    .filter((name) => name.length >= SHORTEST_NAME);
  const weakness =
    new Set(plain).size < FEWEST_DIFFERENT
      ? 'Use more different characters.'
      : plain === 'keyward-demo'
        ? 'This is the published password of the demo.'
        : names.some((name) => plain.includes(name))
          ? 'Leave your own name out of it.'
          : null;
  if (weakness !== null) throw refuseField('/password', 'weak', weakness);
}
