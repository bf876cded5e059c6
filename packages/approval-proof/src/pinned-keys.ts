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

/** What the pins say of one person. */
export interface Pinned {
  /** Every fingerprint under the person's user name or id. */
  fingerprints: ReadonlySet<string>;
  /** The names in the file under which they stand, as they are compared. */
  names: ReadonlySet<string>;
}

/** The fingerprints pinned for a person; null when nobody of this name or id is pinned. */
export function pinnedFor(
  pins: PinnedKeys,
  person: { id: string; username: string },
): Pinned | null {
  const known = [person.id, person.username].map(foldName);
  const found = Object.entries(pins).filter(([name]) =>
    known.includes(foldName(name)),
  );
  if (found.length === 0) return null;
  return {
    fingerprints: new Set(found.flatMap(([, fingerprints]) => fingerprints)),
    names: new Set(found.map(([name]) => foldName(name))),
  };
}

/** Names as the console compares them: without case and width, so that one spelt otherwise is nobody else's. */
export function foldName(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}
