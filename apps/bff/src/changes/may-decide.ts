import type { Caller } from '../people/caller.ts';
import type { ChangeRecord } from './change-record.ts';

/** Whether this person's roles decide on this change, whoever submitted it. */
export function mayDecide(change: ChangeRecord, caller: Caller): boolean {
  return (
    caller.permissions.includes('changes:decide') &&
    change.policy.approverRoles.some((role) => caller.roles.includes(role))
  );
}
