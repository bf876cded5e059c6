import { pastedThumbprint } from '@keyward/contract';
import { z } from 'zod';

/**
 * Key fingerprints as their people gave them out: by person id, each with the SHA-256 of their passkeys'
 * SubjectPublicKeyInfo; colons, spaces and capitals as they come.
 */
export const pinnedKeys = z.record(
  z.string().min(1),
  z.array(pastedThumbprint).min(1, 'Name at least one fingerprint.'),
);
export type PinnedKeys = z.infer<typeof pinnedKeys>;

/** What the pins say of one person. */
export interface Pinned {
  /** Every fingerprint under the person's id. */
  fingerprints: ReadonlySet<string>;
}

/**
 * The fingerprints pinned for a person id; null when it is not among them. Only the id is signed: a user name in an
 * export is whatever its maker wrote.
 */
export function pinnedFor(
  pins: PinnedKeys,
  person: { id: string },
): Pinned | null {
  const found = Object.entries(pins).filter(
    ([id]) => foldName(id) === foldName(person.id),
  );
  if (found.length === 0) return null;
  return {
    fingerprints: new Set(found.flatMap(([, fingerprints]) => fingerprints)),
  };
}

/** Whether the fingerprint stands in the file under some other word, a user name for example. */
export function isPinnedElsewhere(
  pins: PinnedKeys,
  fingerprint: string | null,
): boolean {
  return Object.values(pins).some((each) => each.includes(fingerprint ?? ''));
}

/** Names as the console compares them: without case and width, so that one spelt otherwise is nobody else's. */
export function foldName(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}
