import type { ChangeDetail } from '@keyward/contract';
import { say } from '@keyward/messages';

/** Why an action is not possible now; null when it is. */
export function refusalOf(
  change: ChangeDetail,
  action: keyof ChangeDetail['actions'],
): string | null {
  const { allowed, reason } = change.actions[action];
  return allowed
    ? null
    : (reason ?? say('changes.not-possible-in-the-present-state'));
}
