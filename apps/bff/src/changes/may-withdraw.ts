import type { Caller } from '../people/caller.ts';
import type { ChangeRecord } from './change-record.ts';

/** Whether this person may withdraw the change as it stands. */
export function mayWithdraw(
  change: Pick<ChangeRecord, 'requesterId' | 'state' | 'waitingFor'>,
  { person, roles }: Pick<Caller, 'person' | 'roles'>,
): boolean {
  return (
    change.requesterId === person.id ||
    (change.state === 'approved' &&
      change.waitingFor !== null &&
      roles.includes('security_admin'))
  );
}
