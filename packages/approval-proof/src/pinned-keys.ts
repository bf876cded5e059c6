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

/** The fingerprints pinned for a person; null when nobody of this name or id is pinned. */
export function pinnedFor(
  pins: PinnedKeys,
  person: { id: string; username: string },
): ReadonlySet<string> | null {
  const known = [person.id, person.username.toLowerCase()];
  const found = Object.entries(pins).filter(([name]) =>
    known.includes(name.toLowerCase()),
  );
  if (found.length === 0) return null;
  return new Set(found.flatMap(([, fingerprints]) => fingerprints));
}
