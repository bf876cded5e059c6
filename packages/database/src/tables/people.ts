import type { ColumnType, Generated } from 'kysely';

import type { CreatedAt, Time, TimeOrNull } from './columns.ts';

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

/** An attempt at the organisation's sign-in that has come back. */
export interface UsedSignInTable {
  attempt: string;
  used_at: CreatedAt;
}
