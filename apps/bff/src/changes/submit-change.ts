import { digestOf } from '@keyward/approval-proof';
import {
  type AnyChange,
  type SubmitChangeRequest,
  isConsoleOperation,
  isImmediate,
} from '@keyward/contract';
import { type Journal, transact } from '@keyward/database';
import { Secret } from '@keyward/secrets';
import { sql } from 'kysely';

import { audit } from '../audit/note.ts';
import {
  freezeTarget,
  getConnection,
} from '../connections/connection-record.ts';
import { endDraft } from '../drafts/erase-drafts.ts';
import { markNeeded } from '../handshakes/begin-handshakes.ts';
import type { Origin } from '../http/handler.ts';
import { Refusal } from '../http/refusal.ts';
import {
  complete,
  fingerprintOf,
  release,
  type Reservation,
  reserve,
} from '../idempotency/reservations.ts';
import type { Caller } from '../people/caller.ts';
import { anyOperation } from '../operations/registry.ts';
import { requireFreshProof } from '../people/fresh-proof.ts';
import {
  type BuiltChange,
  buildChange,
  type ChangeDraft,
  sealSecrets,
} from './build-change.ts';
import { noteChangeEvent } from './change-events.ts';
import { type ChangeRecord, readChangeRow } from './change-record.ts';
import type { ChangeParts } from './change-parts.ts';
import type { FrozenSubmission } from './freeze-input.ts';
import { conflictChecks, lockClaims } from './open-conflicts.ts';
import { policyOfChange, refuseOverSetUp, lifeOf } from './policy-of-change.ts';
import { preflight, presentPreview, refuseBlockers } from './preflight.ts';
import { presentChange } from './present-change.ts';
import { markSetAside } from './set-aside.ts';
import { freezeWithDelivery } from './secret-delivery.ts';

const ROUTE = 'POST /api/changes';

export interface Submission {
  request: SubmitChangeRequest;
  caller: Caller;
  origin: Origin;
  idempotencyKey: string | null;
  signal: AbortSignal;
}

export interface Submitted {
  change: AnyChange;
  replayed: boolean;
}

/**
 * Submits a change: validated, planned on what the target reports now, frozen, and stored together with its event,
 * audit row and idempotency key. The same key and body again answer with the change as it is now.
 *
 * @throws Refusal naming the field; nothing is stored then.
 */
export async function submitChange(
  parts: ChangeParts,
  submission: Submission,
): Promise<Submitted> {
  const { request, caller, idempotencyKey } = submission;
  if (idempotencyKey === null) {
    throw new Refusal('idempotency_key_missing', {
      detail: 'Send an Idempotency-Key of 16 to 128 printable characters.',
    });
  }
  refuseWithoutPermission(request, caller);
  const input = await freezeWithDelivery(parts.db, request);
  if (isSensitive(request, input)) await requireFreshProof(parts.db, caller);
  const result = await reserve(parts.db, {
    personId: caller.person.id,
    route: ROUTE,
    key: idempotencyKey,
    fingerprint: fingerprintOf(parts.keys.commitKey, ROUTE, request),
  });
  if (result.kind === 'replay') {
    return {
      change: await presentChange(parts, result.changeId, caller),
      replayed: true,
    };
  }
  try {
    const changeId = await submitReserved(
      parts,
      submission,
      input,
      result.reservation,
    );
    return {
      change: await presentChange(parts, changeId, caller),
      replayed: false,
    };
  } catch (error) {
    await release(parts.db, result.reservation);
    throw error;
  }
}

function refuseWithoutPermission(
  request: SubmitChangeRequest,
  caller: Caller,
): void {
  if (
    isImmediate(request.operation) &&
    !caller.permissions.includes('tokens:register')
  ) {
    throw new Refusal('forbidden');
  }
}

/** Whoever hands over a secret, acts at once or changes the console itself proves first who they are. */
function isSensitive(
  { operation }: SubmitChangeRequest,
  { plain }: FrozenSubmission,
): boolean {
  return (
    plain.size > 0 || isConsoleOperation(operation) || isImmediate(operation)
  );
}

async function submitReserved(
  parts: ChangeParts,
  { request, caller, origin, signal }: Submission,
  input: FrozenSubmission,
  reservation: Reservation,
): Promise<string> {
  const { operation, connectionId } = request;
  const policy = await policyOfChange(
    parts.db,
    operation,
    input.frozen,
    connectionId ?? null,
  );
  const lifeHours = lifeOf(request, policy);
  const found = await preflight(parts, {
    operation,
    connectionId,
    ...input,
    signal,
  });
  refuseBlockers(found.checks);
  if (
    request.planDigest !== undefined &&
    request.planDigest !== found.planDigest
  ) {
    throw new Refusal('plan_changed', {
      detail: 'The target has moved since the preview; look at the new plan.',
      nextStep: 'Look at the new plan, then submit again.',
      preview: await presentPreview(
        parts.db,
        { operation, frozen: input.frozen },
        found,
      ),
    });
  }
  const draft: ChangeDraft = {
    request,
    frozen: input.frozen,
    secrets: new Map(
      [...input.plain].map(([pointer, text]) => [pointer, new Secret(text)]),
    ),
    found,
    policy,
    lifeHours,
    requesterId: caller.person.id,
    now: await databaseNow(parts),
  };
  const built = buildChange(parts.keys, draft);
  const store = { built, draft, caller, origin, reservation };
  if (isImmediate(operation)) return runAtOnce(parts, store);
  return policy.setUp === true
    ? startInSetUp(parts, store)
    : storePending(parts, store);
}

interface Store {
  built: BuiltChange;
  draft: ChangeDraft;
  caller: Caller;
  origin: Origin;
  reservation: Reservation;
}

async function storePending(parts: ChangeParts, store: Store): Promise<string> {
  const { built, draft } = store;
  const sealed = await sealSecrets(parts.keys, built.id, draft.secrets);
  const hasKeyServers = await transact(parts.db, async (journal) => {
    const change = await insertChange(journal, store, 'pending');
    if (sealed.length > 0) {
      await journal.tx.insertInto('change_secret').values(sealed).execute();
    }
    await noteChangeEvent(
      journal,
      change,
      'submitted',
      `${change.reference} was submitted.`,
    );
    await parts.notices.submitted(journal, change);
    return markNeeded(journal, change);
  });
  if (hasKeyServers) parts.handshakes.begin(built.id);
  return built.id;
}

/** While the console is being set up nobody else could decide: its own changes start with their submission. */
async function startInSetUp(parts: ChangeParts, store: Store): Promise<string> {
  await transact(parts.db, async (journal) => {
    await refuseOverSetUp(journal.tx, store.draft.policy);
    const change = await insertChange(journal, store, 'approved');
    await parts.tasks.create(journal, change);
    await noteChangeEvent(
      journal,
      change,
      'submitted',
      `${change.reference} starts at once: the console is being set up and nobody else could decide.`,
    );
    await parts.notices.highRiskApproved(journal, change);
    audit(journal, {
      code: 'setup.change',
      caller: store.caller,
      origin: store.origin,
      action: `start ${change.operation} without approval`,
      object: change.id,
      changeHash: change.digest,
      detail: change.reference,
    });
  });
  return store.built.id;
}

/**
 * The immediate operation: change, task, intent and audit in one transaction, then the call from this process with the
 * secrets in memory only.
 */
async function runAtOnce(parts: ChangeParts, store: Store): Promise<string> {
  const { built, draft } = store;
  const started = await transact(parts.db, async (journal) => {
    const change = await insertChange(journal, store, 'approved');
    await noteChangeEvent(
      journal,
      change,
      'submitted',
      `${change.reference} runs at once: its policy asks for no second person.`,
    );
    return parts.tasks.createImmediate(journal, change);
  });
  await parts.tasks.runImmediate(started, draft.secrets);
  return built.id;
}

async function insertChange(
  journal: Journal,
  { built, draft, caller, origin, reservation }: Store,
  state: 'pending' | 'approved',
): Promise<ChangeRecord> {
  await refuseMovedConnection(journal, draft);
  await refuseOpenConflict(journal, draft);
  const row = await journal.tx
    .insertInto('change')
    .values({ ...built, state })
    .returningAll()
    .executeTakeFirstOrThrow();
  const change = readChangeRow(row);
  await noteCertificates(journal, change.id, draft);
  await complete(journal.tx, reservation, change.id);
  if (draft.request.draftId !== undefined) {
    await endDraft(journal.tx, change.requesterId, draft.request.draftId);
  }
  if (draft.request.copyOf !== undefined) {
    await markSetAside(journal.tx, draft.request.copyOf, change.requesterId);
  }
  audit(journal, {
    code: 'change.submitted',
    caller,
    origin,
    action: `submit ${change.operation}`,
    object: change.id,
    changeHash: change.digest,
    detail: change.reference,
  });
  return change;
}

/** What the change can be found by; not part of what is approved. */
async function noteCertificates(
  journal: Journal,
  changeId: string,
  { request, frozen, found }: ChangeDraft,
): Promise<void> {
  const named = await anyOperation(request.operation).certificates(
    frozen,
    found.guard,
  );
  if (named.length === 0) return;
  await journal.tx
    .insertInto('change_certificate')
    .values(
      named.map(({ sha256, use }) => ({ sha256, change_id: changeId, use })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The lock orders this against a removal; another address, trust or account makes the plan worthless. */
async function refuseMovedConnection(
  journal: Journal,
  { found }: ChangeDraft,
): Promise<void> {
  const { record } = found;
  if (record === null) return;
  await journal.tx
    .selectFrom('connection')
    .select('id')
    .where('id', '=', record.id)
    .forShare()
    .execute();
  const now = await getConnection(journal.tx, record.id);
  if (digestOf(freezeTarget(now)) !== digestOf(found.target)) {
    throw new Refusal('plan_changed', {
      detail: 'The connection was changed meanwhile; look at it and try again.',
    });
  }
}

/** Looked at once more, one change after another: two that exclude each other may have been planned at once. */
async function refuseOpenConflict(
  journal: Journal,
  { request: { operation }, frozen, found: { target } }: ChangeDraft,
): Promise<void> {
  const draft = { operation, frozen, target };
  await lockClaims(journal.tx, draft);
  refuseBlockers(await conflictChecks(journal.tx, { ...draft, id: null }));
}

async function databaseNow(parts: ChangeParts): Promise<Date> {
  const { rows } = await sql<{
    now: Date;
  }>`select date_trunc('milliseconds', clock_timestamp()) as now`.execute(
    parts.db,
  );
  const now = rows[0]?.now;
  if (now === undefined) throw new Error('The database told no time.');
  return now;
}
