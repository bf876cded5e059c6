import type {
  ColumnType,
  Generated,
  GeneratedAlways,
  Insertable,
  Selectable,
} from 'kysely';

/** jsonb: read as unknown and parsed by whoever knows the shape, written through `jsonb()`. */
type JsonColumn = ColumnType<unknown, unknown, unknown>;
/** Filled by the database clock when left out. */
type CreatedAt = ColumnType<Date, Date | undefined, never>;
type Time = ColumnType<Date, Date, Date>;
type TimeOrNull = ColumnType<Date | null, Date | null | undefined, Date | null>;

export interface PersonTable {
  id: string;
  username: string;
  display_name: string;
  email: string | null;
  disabled_at: TimeOrNull;
  last_sign_in_at: TimeOrNull;
  created_at: CreatedAt;
}

export interface IdentityTable {
  id: string;
  person_id: string;
  iss: string;
  sub: string;
  password_hash: string | null;
  created_at: CreatedAt;
}

export interface PersonRoleTable {
  person_id: string;
  role: string;
  /** `console` or `idp`: who gives the role, and so who can take it. */
  source: Generated<string>;
  /** When the role was given; who approves must have held it when the change was submitted. */
  granted_at: ColumnType<Date, Date | undefined, Date>;
}

export interface SessionTable {
  token_hash: Buffer;
  sid: string;
  person_id: string;
  identity_id: string;
  proof_method: string;
  proved_at: ColumnType<Date, Date | undefined, Date>;
  device: Generated<string>;
  ip: string | null;
  created_at: CreatedAt;
  last_seen_at: Time;
  expires_at: Time;
  revoked_at: TimeOrNull;
  ended_because: string | null;
}

export interface KeyRotationTable {
  to_key: string;
  from_key: string;
  begun_at: CreatedAt;
  ended_at: TimeOrNull;
}

export interface InvitationTable {
  id: string;
  person_id: string;
  token_hash: Buffer;
  created_by: string | null;
  created_at: CreatedAt;
  expires_at: Time;
  used_at: TimeOrNull;
}

export interface PasskeyTable {
  id: string;
  person_id: string;
  /** base64url, unique over everybody: a credential belongs to one person. */
  credential_id: string;
  /** COSE key. */
  public_key: Buffer;
  /** SHA-256 of the SubjectPublicKeyInfo, 64 hex digits. */
  public_key_sha256: string;
  counter: ColumnType<number, number, number>;
  transports: ColumnType<string[], string[], string[]>;
  backed_up: boolean;
  name: string;
  created_at: CreatedAt;
  last_used_at: TimeOrNull;
}

/** A challenge that was handed out and not used yet. */
export interface PasskeyChallengeTable {
  challenge: string;
  person_id: string;
  sid: string;
  purpose: string;
  change_id: string | null;
  digest: string | null;
  nonce: string;
  expires_at: Time;
}

export interface ConnectionTable {
  id: string;
  name: string;
  description: string;
  kind: string;
  host: string;
  port: number;
  trust: JsonColumn;
  pinned_certificate: string | null;
  esx_auth: string | null;
  username: string;
  credential: Buffer;
  credential_set_at: Time;
  credential_set_by: string | null;
  version: string | null;
  capabilities: ColumnType<string[], string[], string[]>;
  health: string;
  health_detail: string | null;
  checked_at: TimeOrNull;
  quarantined_at: TimeOrNull;
  deleted_at: TimeOrNull;
  created_at: CreatedAt;
  v: Generated<number>;
  /** When it was last seen to answer. */
  last_reached_at: TimeOrNull;
  /** Goes up when a task at this connection ends. */
  estate_version: Generated<number>;
  build: string | null;
  /** What the last check could not find out; jsonb with a default. */
  unread: ColumnType<unknown, unknown, unknown>;
  /** PEM of what the target showed at the last check, where an authority is trusted. */
  shown_certificate: string | null;
}

export interface PolicyVersionTable {
  id: GeneratedAlways<number>;
  document: JsonColumn;
  in_force_from: CreatedAt;
  change_id: string | null;
}

export interface ChangeTable {
  id: string;
  number: Generated<number>;
  operation: string;
  target_type: string;
  connection_id: string | null;
  frozen_target: JsonColumn;
  input: JsonColumn;
  secrets: JsonColumn;
  plan: JsonColumn;
  checks: JsonColumn;
  guard: JsonColumn;
  guard_observed_at: Time;
  reason: string;
  ticket: string | null;
  policy: JsonColumn;
  requester_id: string;
  nonce: string;
  digest: string;
  state: string;
  waiting_for: string | null;
  moved: JsonColumn;
  search: string;
  created_at: CreatedAt;
  decide_by: Time;
  claimable_at: TimeOrNull;
  /** The requester has seen to it that it ended without effect; no part of the digest. */
  set_aside_at: TimeOrNull;
  expires_at: Time;
  ended_at: TimeOrNull;
  /** When the requester handed over the late secrets; they themselves are stored nowhere. */
  secrets_supplied_at: TimeOrNull;
  v: Generated<number>;
}

/** Who is told how a change and its task end; gone with the end. */
export interface ChangeFollowerTable {
  change_id: string;
  person_id: string;
  since: CreatedAt;
}

/** What one person has filled in of a change; never a secret. */
export interface DraftTable {
  person_id: string;
  /** Made by the person's browser: unique among their own only. */
  id: string;
  operation: string;
  connection_id: string | null;
  input: JsonColumn;
  secret_delivery: string | null;
  reason: string | null;
  ticket: string | null;
  expires_in_hours: number | null;
  /** The change that it is a changed copy of. */
  copy_of: string | null;
  created_at: CreatedAt;
  updated_at: ColumnType<Date, Date | undefined, Date>;
}

/** A draft that was submitted or thrown away: nothing is kept under its id again. */
export interface EndedDraftTable {
  person_id: string;
  id: string;
  ended_at: CreatedAt;
}

export interface ApprovalTable {
  id: string;
  change_id: string;
  person_id: string;
  decision: string;
  comment: string | null;
  /** The field of the input that the comment is about, as an RFC 6901 pointer. */
  field_pointer: string | null;
  digest: string;
  evidence: JsonColumn;
  at: CreatedAt;
}

export interface ChangeSecretTable {
  id: string;
  change_id: string;
  pointer: string;
  sealed: Buffer;
}

/** A certificate that a change proposes, replaces or found in use. */
export interface ChangeCertificateTable {
  /** 64 lower-case hex digits. */
  sha256: string;
  change_id: string;
  use: string;
}

/** The latest look at one key server of a change. */
export interface ChangeHandshakeTable {
  change_id: string;
  server: string;
  /** Null while the look is under way. */
  result: JsonColumn;
  begun_at: ColumnType<Date, Date | undefined, Date>;
}

export interface TaskTable {
  id: string;
  number: Generated<number>;
  change_id: string;
  /** Of the change, copied for the lists. */
  requester_id: Generated<string | null>;
  operation: string;
  connection_id: string | null;
  state: string;
  failure_kind: string | null;
  current_step: string | null;
  progress: JsonColumn;
  explanation: JsonColumn;
  upstream: JsonColumn;
  verification: JsonColumn;
  upstream_task_id: string | null;
  upstream_result: string | null;
  cancel_requested_at: TimeOrNull;
  /** Numbers the claims of this task; every write names the one it was made under. */
  fence: Generated<number>;
  lease_owner: string | null;
  lease_until: TimeOrNull;
  /** Earliest next try; null when nothing is due. */
  due_at: TimeOrNull;
  tries: Generated<number>;
  search: string;
  created_at: CreatedAt;
  started_at: TimeOrNull;
  ended_at: TimeOrNull;
  v: Generated<number>;
}

export interface TaskStepTable {
  task_id: string;
  key: string;
  position: number;
  state: string;
  attempts: Generated<number>;
  result: JsonColumn;
  progress: JsonColumn;
  note: string | null;
  started_at: TimeOrNull;
  ended_at: TimeOrNull;
}

/** How much of a limit is used up; counted by all replicas together. */
interface SharedLimitTable {
  key: string;
  points: number;
  ends_at: Time;
}

/** What a task meant to send, committed before it was sent, and what became of it. */
export interface TaskIntentTable {
  task_id: string;
  attempt: number;
  fence: number;
  committed_at: CreatedAt;
  outcome: string | null;
  result: JsonColumn;
  resolved_at: TimeOrNull;
}

export interface EventTable {
  seq: number;
  at: CreatedAt;
  type: string;
  subject: string;
  v: number;
  data: JsonColumn;
}

export interface AuditTable {
  seq: number;
  ts: Time;
  code: string;
  person_id: string | null;
  object: string | null;
  outcome: string;
  row: JsonColumn;
  hash: string;
}

export interface AuditSinkTable {
  name: string;
  after_seq: Generated<number>;
  sent_at: TimeOrNull;
  problem: string | null;
  failing_since: TimeOrNull;
  tries: Generated<number>;
  due_at: TimeOrNull;
  told_at: TimeOrNull;
  lease_owner: string | null;
  lease_until: TimeOrNull;
}

export interface IdempotencyTable {
  person_id: string;
  route: string;
  key: string;
  fingerprint: string;
  change_id: string | null;
  lease_until: TimeOrNull;
  created_at: CreatedAt;
}

export interface KnownNativeProviderTable {
  connection_id: string;
  name: string;
  change_id: string | null;
  known_since: CreatedAt;
}

export interface KeyMaterialTable {
  name: string;
  wrapped: Buffer;
  kek_id: string;
  created_at: CreatedAt;
}

/** An attempt at the organisation's sign-in that has come back. */
export interface UsedSignInTable {
  attempt: string;
  used_at: CreatedAt;
}

export interface ConsoleEffectTable {
  change_id: string;
  at: CreatedAt;
}

export interface MilestoneTable {
  name: string;
  reached_at: CreatedAt;
}

/** That this database was put in the place of a later one. */
export interface RestoreMarkTable {
  id: GeneratedAlways<number>;
  restored_at: CreatedAt;
  /** The moment that was restored; null when nobody knows. */
  as_of: TimeOrNull;
  reason: string;
}

export interface NotificationTable {
  id: string;
  person_id: string;
  kind: string;
  /** Unique per person: the same matter is told once. */
  once: string;
  title: string;
  change_id: string | null;
  task_id: string | null;
  connection_id: string | null;
  phrase: string | null;
  deadline: TimeOrNull;
  at: CreatedAt;
  read_at: TimeOrNull;
}

/** Something to be sent by e-mail or webhook; `due_at` is null when it was sent or given up. */
export interface DeliveryTable {
  id: string;
  channel: string;
  recipient: string;
  payload: JsonColumn;
  attempts: Generated<number>;
  due_at: TimeOrNull;
  sent_at: TimeOrNull;
  given_up_at: TimeOrNull;
  last_problem: string | null;
  created_at: CreatedAt;
}

/** The lease of the one replica that asks a target about its tasks. */
export interface ConnectionPollerTable {
  connection_id: string;
  owner: string;
  fence: number;
  lease_until: Time;
}

/** A task of a target that a replica without that lease follows, and what the holder last saw of it. */
export interface UpstreamWatchTable {
  connection_id: string;
  upstream_task_id: string;
  watcher: string;
  since: CreatedAt;
  wanted_until: Time;
  sighting: JsonColumn;
  seen_at: TimeOrNull;
}

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
