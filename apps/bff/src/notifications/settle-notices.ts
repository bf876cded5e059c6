import type { NotificationKind } from '@keyward/contract';
import type { Journal } from '@keyward/database';
import { sql } from 'kysely';

import type { ChangeRecord } from '../changes/change-record.ts';
import { isSecretAwaited } from '../changes/secret-wait.ts';

/**
 * Counts as read what a change no longer asks of anybody, so that the badge shows what is open: decisions once it is
 * not pending any more, the private key once it is not awaited, a look at the target once the outcome is known. Their
 * deadlines end with them.
 */
export async function settleNotices(
  { tx }: Pick<Journal, 'tx'>,
  change: Pick<ChangeRecord, 'id' | 'state' | 'waitingFor'>,
): Promise<void> {
  const { id, state } = change;
  const over: NotificationKind[] = [
    ...(isSecretAwaited(change) ? [] : (['secret_wanted'] as const)),
    ...(state === 'pending' ? [] : (['needs_decision', 'expiring'] as const)),
    ...(state === 'outcome_unknown' ? [] : (['needs_reconciliation'] as const)),
  ];
  await tx
    .updateTable('notification')
    // A deadline that counts down to nothing would alarm for nothing.
    .set({ read_at: sql<Date>`coalesce(read_at, now())`, deadline: null })
    .where('change_id', '=', id)
    .where('kind', 'in', over)
    .execute();
}
