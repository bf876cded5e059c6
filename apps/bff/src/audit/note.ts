import { type Journal, type JournalAudit } from '@keyward/database';
import { createHash } from 'node:crypto';

import type { Origin } from '../http/handler.ts';
import type { Caller } from '../people/caller.ts';

/** Codes of everything the console writes down; the audit page filters by them. */
type AuditCode =
  | 'session.started'
  | 'session.refused'
  | 'session.ended'
  | 'session.stepped_up'
  | 'passkey.registered'
  | 'passkey.renamed'
  | 'passkey.removed'
  | 'session.revoked'
  | 'password.changed'
  | 'person.created'
  | 'person.invited'
  | 'person.updated'
  | 'person.disabled'
  | 'person.roles_synced'
  | 'identity.linked'
  | 'invitation.renewed'
  | 'invitation.accepted'
  | 'first_account.created'
  | 'setup.ended'
  | 'setup.change'
  | 'policy.changed'
  | 'person.roles_changed'
  | 'connection.readdressed'
  | 'connection.added'
  | 'connection.updated'
  | 'connection.credential_renewed'
  | 'connection.removed'
  | 'connection.tested'
  | 'connection.quarantined'
  | 'change.submitted'
  | 'change.approved'
  | 'change.rejected'
  | 'change.withdrawn'
  | 'change.set_aside'
  | 'change.secrets_supplied'
  | 'change.expired'
  | 'change.stale'
  | 'change.rechecked'
  | 'change.ended'
  | 'decision.denied'
  | 'task.started'
  | 'task.ended'
  | 'task.cancel_requested'
  | 'task.retried'
  | 'task.reconciled'
  | 'access.denied'
  | 'key.rotation_begun'
  | 'key.rotated'
  | 'audit.restore_acknowledged'
  | 'database.backed_up'
  | 'database.restored'
  | 'audit.exported';

export interface AuditNote {
  code: AuditCode;
  caller?: Caller | null;
  origin?: Origin | null;
  action: string;
  object: string | null;
  outcome?: JournalAudit['outcome'];
  changeHash?: string | null;
  detail?: string | null;
}

/** Notes an audit row in the transaction of the mutation it is about. */
export function audit(journal: Journal, note: AuditNote): void {
  const { caller, origin } = note;
  journal.audit({
    code: note.code,
    actor: caller
      ? {
          iss: caller.identity.iss,
          sub: caller.identity.sub,
          sidHash: createHash('sha256')
            .update(caller.sid)
            .digest('hex')
            .slice(0, 16),
        }
      : null,
    personId: caller?.person.id ?? null,
    ip: origin?.ip ?? null,
    action: note.action,
    object: note.object,
    outcome: note.outcome ?? 'success',
    changeHash: note.changeHash ?? null,
    reqId: origin?.requestId ?? null,
    detail: note.detail ?? null,
  });
}
