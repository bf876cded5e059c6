import type { ColumnType, Generated, GeneratedAlways } from 'kysely';

import type { CreatedAt, JsonColumn, Time, TimeOrNull } from './columns.ts';

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

export interface ConsoleEffectTable {
  change_id: string;
  at: CreatedAt;
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
