import type { Insertable, Selectable } from 'kysely';

import type {
  ApprovalTable,
  ChangeCertificateTable,
  ChangeFollowerTable,
  ChangeHandshakeTable,
  ChangeSecretTable,
  ChangeTable,
  ConsoleEffectTable,
  DraftTable,
  EndedDraftTable,
  IdempotencyTable,
  PolicyVersionTable,
} from './tables/changes.ts';
import type {
  ConnectionPollerTable,
  ConnectionTable,
  KnownNativeProviderTable,
  UpstreamWatchTable,
} from './tables/connections.ts';
import type {
  KeyMaterialTable,
  KeyRotationTable,
  MilestoneTable,
  RestoreMarkTable,
  SharedLimitTable,
} from './tables/installation.ts';
import type {
  DeliveryTable,
  NotificationTable,
} from './tables/notifications.ts';
import type {
  IdentityTable,
  InvitationTable,
  PasskeyChallengeTable,
  PasskeyTable,
  PersonRoleTable,
  PersonTable,
  SessionTable,
  UsedSignInTable,
} from './tables/people.ts';
import type {
  AuditSinkTable,
  AuditTable,
  EventTable,
} from './tables/records.ts';
import type {
  TaskIntentTable,
  TaskStepTable,
  TaskTable,
} from './tables/tasks.ts';

/** Every table of the database; each room of the console has its own in a file. */
export interface Tables {
  person: PersonTable;
  identity: IdentityTable;
  person_role: PersonRoleTable;
  session: SessionTable;
  connection: ConnectionTable;
  connection_poller: ConnectionPollerTable;
  upstream_watch: UpstreamWatchTable;
  policy_version: PolicyVersionTable;
  change: ChangeTable;
  change_follower: ChangeFollowerTable;
  draft: DraftTable;
  ended_draft: EndedDraftTable;
  approval: ApprovalTable;
  change_secret: ChangeSecretTable;
  change_certificate: ChangeCertificateTable;
  change_handshake: ChangeHandshakeTable;
  task: TaskTable;
  task_step: TaskStepTable;
  task_intent: TaskIntentTable;
  event: EventTable;
  shared_limit: SharedLimitTable;
  audit: AuditTable;
  audit_sink: AuditSinkTable;
  idempotency: IdempotencyTable;
  known_native_provider: KnownNativeProviderTable;
  key_material: KeyMaterialTable;
  key_rotation: KeyRotationTable;
  invitation: InvitationTable;
  passkey: PasskeyTable;
  passkey_challenge: PasskeyChallengeTable;
  used_sign_in: UsedSignInTable;
  console_effect: ConsoleEffectTable;
  milestone: MilestoneTable;
  restore_mark: RestoreMarkTable;
  notification: NotificationTable;
  delivery: DeliveryTable;
}

export type ConnectionRow = Selectable<ConnectionTable>;
export type ChangeRow = Selectable<ChangeTable>;
export type DraftRow = Selectable<DraftTable>;
export type ApprovalRow = Selectable<ApprovalTable>;
export type PasskeyRow = Selectable<PasskeyTable>;
export type TaskRow = Selectable<TaskTable>;
export type TaskStepRow = Selectable<TaskStepTable>;
export type TaskIntentRow = Selectable<TaskIntentTable>;
export type EventRow = Selectable<EventTable>;
export type NotificationRow = Selectable<NotificationTable>;
export type DeliveryRow = Selectable<DeliveryTable>;
export type NewChangeRow = Insertable<ChangeTable>;
