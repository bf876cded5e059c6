import { changeDigest } from '@keyward/approval-proof';
import {
  type FrozenInput,
  json,
  type OperationId,
  type PolicySnapshot,
  type SecretBindings,
  type SubmitChangeRequest,
} from '@keyward/contract';
import { jsonb, type NewChangeRow } from '@keyward/database';
import type { Secret } from '@keyward/secrets';
import { commitment, seal } from '@keyward/secrets';
import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';

import type { Keys } from '../keys.ts';
import { anyOperation } from '../operations/registry.ts';
import type { Preflight } from './preflight.ts';

export interface ChangeDraft {
  request: SubmitChangeRequest;
  frozen: FrozenInput<OperationId>;
  secrets: ReadonlyMap<string, Secret>;
  found: Preflight;
  policy: PolicySnapshot;
  /** Hours from now to the expiry. */
  lifeHours: number;
  requesterId: string;
  /** The database's clock. */
  now: Date;
}

export interface SealedRow {
  id: string;
  change_id: string;
  pointer: string;
  sealed: Buffer;
}

/** Everything of a new change except its number, which the database gives. */
export type BuiltChange = NewChangeRow & { id: string; digest: string };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Freezes a change: from here on its content is what the digest says, for ever. */
export function buildChange(keys: Keys, draft: ChangeDraft): BuiltChange {
  const { request, found, policy } = draft;
  const id = uuidv7();
  const nonce = randomBytes(32).toString('hex');
  const { target } = found;
  const expiresAt = new Date(draft.now.getTime() + draft.lifeHours * HOUR_MS);
  const secrets = bindSecrets(keys, id, draft);
  const ticket = request.ticket ?? null;
  const digest = changeDigest({
    changeId: id,
    operation: request.operation,
    target,
    input: json.parse(draft.frozen),
    secrets,
    request: found.plan.request,
    guard: found.guard,
    after: found.plan.after,
    reason: request.reason,
    ticket,
    policy,
    requester: draft.requesterId,
    nonce,
    expiresAt: expiresAt.toISOString(),
  });
  return {
    id,
    operation: request.operation,
    target_type: target.type,
    connection_id: found.record?.id ?? null,
    frozen_target: jsonb(target),
    input: jsonb(draft.frozen),
    secrets: jsonb(secrets),
    plan: jsonb(found.plan),
    checks: jsonb(found.checks),
    guard: jsonb(found.guard),
    guard_observed_at: found.observedAt,
    reason: request.reason,
    ticket,
    policy: jsonb(policy),
    requester_id: draft.requesterId,
    nonce,
    digest,
    state: 'pending',
    waiting_for: null,
    moved: jsonb([]),
    search: searchText(draft),
    created_at: draft.now,
    decide_by: earlier(coolOffStart(draft, expiresAt), windowEnd(draft)),
    expires_at: expiresAt,
  };
}

function windowEnd({ now, policy, lifeHours }: ChangeDraft): Date {
  const hours = policy.windowHours ?? lifeHours;
  return new Date(now.getTime() + hours * HOUR_MS);
}

/** Who approves later than this approves what could no longer start in time. */
function coolOffStart({ policy }: ChangeDraft, expiresAt: Date): Date {
  return new Date(
    expiresAt.getTime() - (policy.coolOffMinutes ?? 0) * MINUTE_MS,
  );
}

function earlier(one: Date, other: Date): Date {
  return one < other ? one : other;
}

function bindSecrets(
  keys: Keys,
  changeId: string,
  { secrets, found }: ChangeDraft,
): SecretBindings {
  const sealed = [...secrets].map(([pointer, secret]): Binding => [
    pointer,
    {
      delivery: 'sealed',
      commitment: commitment(keys.commitKey, changeId, pointer, secret),
    },
  ]);
  const late = [...found.lateKeys].map(
    ([pointer, publicKeySha256]): Binding => [
      pointer,
      { delivery: 'late', publicKeySha256 },
    ],
  );
  return Object.fromEntries([...sealed, ...late]);
}

type Binding = [pointer: string, how: SecretBindings[string]];

/** Words people look for a change or task by; lower case, as the search compares. */
function searchText({ request, frozen, found }: ChangeDraft): string {
  const { record } = found;
  return [
    request.ticket ?? '',
    record?.name ?? 'console',
    record?.host ?? '',
    ...anyOperation(request.operation).searchWords(frozen),
  ]
    .join(' ')
    .toLowerCase();
}

/** Seals each secret for the row it will lie in. */
export function sealSecrets(
  keys: Keys,
  changeId: string,
  secrets: ReadonlyMap<string, Secret>,
): Promise<SealedRow[]> {
  return Promise.all(
    [...secrets].map(async ([pointer, secret]) => {
      const id = uuidv7();
      const sealed = await seal(
        keys.kek,
        { table: 'change_secret', column: 'sealed', rowId: id },
        secret,
      );
      return { id, change_id: changeId, pointer, sealed };
    }),
  );
}
