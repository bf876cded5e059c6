import { pastedThumbprint } from '@keyward/contract';
import { z } from 'zod';

/**
 * Key fingerprints as their people gave them out: by user name or person id, each with the SHA-256 of their passkeys'
 * SubjectPublicKeyInfo; colons, spaces and capitals as they come.
 */
export const pinnedKeys = z.record(
  z.string().min(1),
  z.array(pastedThumbprint).min(1, 'Name at least one fingerprint.'),
);
export type PinnedKeys = z.infer<typeof pinnedKeys>;

/** Who a pin is about, and which fingerprints; null when nobody of this name or id is pinned. */
export function pinFor(
  pins: PinnedKeys,
  person: { id: string; username: string },
): { names: string[]; fingerprints: Set<string> } | null {
  const found = Object.entries(pins).filter(
    ([name]) =>
      name.toLowerCase() === person.id ||
      name.toLowerCase() === person.username.toLowerCase(),
  );
  if (found.length === 0) return null;
  return {
    names: found.map(([name]) => name),
    fingerprints: new Set(found.flatMap(([, fingerprints]) => fingerprints)),
  };
}
