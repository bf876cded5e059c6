import type { Session } from '@keyward/contract';

import { Refusal } from '../http/refusal.ts';

/** Why the console is sealed. */
export type SealedReason = NonNullable<Session['sealed']>;

const DETAILS: Readonly<Record<SealedReason, string>> = {
  key_missing:
    'A key-encryption key of this console is missing, so it is sealed: everything can be read, nothing can be changed.',
  key_wrong:
    'The key-encryption key is not the one that this database was sealed with, so the console is sealed: everything can be read, nothing can be changed.',
  audit_behind:
    'The audit log ends before its own newest checkpoint: this database was restored from before it, or altered. Until that is explained everything can be read, nothing can be changed.',
};

const RESTORE_KEY =
  'Nothing is lost. Whoever runs this console restores the key file at KEYWARD_KEK_FILE; then try again.';

const NEXT_STEPS: Readonly<Record<SealedReason, string>> = {
  key_missing: RESTORE_KEY,
  key_wrong: RESTORE_KEY,
  audit_behind:
    'Whoever runs this console finds out which, says so with acknowledge-restore on its host, and starts it again.',
};

/** The refusal of everything that needs a key. Nothing was done. */
export function sealedRefusal(because: SealedReason): Refusal {
  return new Refusal('sealed', {
    detail: DETAILS[because],
    nextStep: NEXT_STEPS[because],
  });
}
