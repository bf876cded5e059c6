import type { ChangeRecord } from './change-record.ts';
import { lateKeysOf } from './late-keys.ts';

/** Whether a change is approved and only its late secret is missing. */
export function isSecretAwaited({
  state,
  waitingFor,
}: Pick<ChangeRecord, 'state' | 'waitingFor'>): boolean {
  return state === 'approved' && waitingFor === 'secret';
}

/** Why a change takes no key now, in words for its requester. */
export function whyNotAwaited(change: ChangeRecord): string {
  if (lateKeysOf(change).size === 0) {
    return 'No secret of this change comes later.';
  }
  if (change.state === 'pending') {
    return 'It is not approved yet; keep the key until then.';
  }
  if (change.state === 'approved' && change.waitingFor === 'cool_off') {
    return 'It cools off first; keep the key until then.';
  }
  return change.row.secrets_supplied_at === null
    ? 'It is closed and takes no key any more.'
    : 'Its key was supplied already.';
}
