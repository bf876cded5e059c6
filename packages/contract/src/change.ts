import { z } from 'zod';

import { connectionSummary, trust } from './connection.ts';
import { approvalEvidence } from './evidence.ts';
import { handshakes } from './handshake.ts';
import {
  isConsoleOperation,
  type OperationId,
} from './operations/operation-id.ts';
import { operationId } from './operations/read-operation-id.ts';
import { check, movedFact, plan } from './plan.ts';
import { id, json, personText, sha256, timestamp } from './primitives.ts';
import { systemKind } from './problem.ts';
import { role } from './roles.ts';
import { secretDelivery, secretText } from './secret-slot.ts';
import { person } from './session.ts';

export const changeState = z.enum([
  'pending',
  'approved',
  'running',
  'succeeded',
  'failed',
  'cancelled',
  'outcome_unknown',
  'rejected',
  'withdrawn',
  'expired',
  'stale',
]);
export type ChangeState = z.infer<typeof changeState>;

/** States that can move on; every other state is an end. */
export const OPEN_CHANGE_STATES = [
  'pending',
  'approved',
  'running',
] as const satisfies readonly ChangeState[];

/** Ends that the requester has to see to: nothing was done, or not all of it. */
export const UNSUCCESSFUL_ENDS = [
  'rejected',
  'stale',
  'expired',
  'failed',
] as const satisfies readonly ChangeState[];

export const waitingFor = z.enum(['secret', 'cool_off']);

const reason = personText(1, 2000);
const ticket = personText(1, 64);

/**
 * An operation on a target names its connection; one on the console has none. Said together with whatever else is wrong,
 * so that nobody corrects a form twice.
 */
function withTarget<
  S extends z.ZodType<{
    operation: OperationId;
    connectionId?: string | undefined;
  }>,
>(shape: S) {
  return shape
    .refine((value) => isOnConsole(value) || value.connectionId !== undefined, {
      path: ['connectionId'],
      message: 'Choose a connection.',
      when: ({ value }) => isRecord(value),
    })
    .refine(
      (value) => !isOnConsole(value) || value.connectionId === undefined,
      {
        path: ['connectionId'],
        message:
          'This operation is on the console itself; leave the connection out.',
        when: ({ value }) => isRecord(value),
      },
    );
}

function isOnConsole({ operation }: { operation?: unknown }): boolean {
  const named = operationId.safeParse(operation);
  return named.success && isConsoleOperation(named.data);
}

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const previewRequest = withTarget(
  z.strictObject({
    operation: operationId,
    connectionId: id.optional(),
    input: json,
    /** Left out: sealed, or late where the policy wants it so. */
    secretDelivery: secretDelivery.optional(),
  }),
);

/**
 * Another change on the same object that is not over: context for whoever writes or decides, never part of what is
 * approved. Only some of them exclude each other; those that do fail a check too.
 */
export const openConflict = z.object({
  changeId: id,
  reference: z.string(),
  state: changeState,
  requester: person,
  /** Whether one of the two has to be over before the other can go on. */
  blocks: z.boolean(),
  /** Why it matters, in words. */
  sentence: z.string(),
});
export type OpenConflict = z.infer<typeof openConflict>;

/** The newest change of the same operation on the same object that is over. */
export const lastSame = z.object({
  changeId: id,
  reference: z.string(),
  state: changeState,
  endedAt: timestamp.nullable(),
  /** Whether it asked for the same, secrets aside. */
  sameInput: z.boolean(),
});
export type LastSame = z.infer<typeof lastSame>;

export const preview = z.object({
  plan,
  checks: z.array(check),
  planDigest: sha256,
  conflicts: z.array(openConflict),
  lastSame: lastSame.nullable(),
});
export type Preview = z.infer<typeof preview>;

/** Why a change is wanted and how long it may live: the same for every operation. */
export const changeReasoning = z.strictObject({
  reason,
  ticket: ticket.optional(),
  expiresInHours: z
    .number()
    .int()
    .min(1, 'From 1 to 168 hours.')
    .max(168, 'From 1 to 168 hours.')
    .optional()
    .meta({
      description:
        'Hours until the change expires. Left out: 24, or what the policy leaves it.',
    }),
});

export const submitChangeRequest = withTarget(
  z.strictObject({
    operation: operationId,
    connectionId: id.optional(),
    input: json,
    /** With `late` the secrets are left out of the input; what can come late is said by the operation. */
    secretDelivery: secretDelivery.optional(),
    ...changeReasoning.shape,
    planDigest: sha256.optional(),
    /** The draft that this change was filled in from: it ends with the submission. */
    draftId: id.optional(),
    /** One’s own change that ended without effect and is asked for again by this one: it is set aside with the submission. */
    copyOf: id.optional(),
  }),
);
export type SubmitChangeRequest = z.infer<typeof submitChangeRequest>;

/** Late secrets by their pointers, for exactly the approved digest. */
export const supplySecretsRequest = z.strictObject({
  digest: sha256,
  secrets: z
    .record(z.string().max(200), secretText(65_536))
    .refine((secrets) => Object.keys(secrets).length > 0, 'Supply the secret.'),
});

export const policySnapshot = z.object({
  version: z.number().int(),
  approvals: z.number().int(),
  approverRoles: z.array(role),
  coolOffMinutes: z.number().int().optional(),
  windowHours: z.number().int().optional(),
  maxExpiryHours: z.number().int().optional(),
  /** Decided by nobody else because no second person could decide yet. */
  setUp: z.literal(true).optional(),
});
export type PolicySnapshot = z.infer<typeof policySnapshot>;

export const target = z.discriminatedUnion('type', [
  z.object({ type: z.literal('connection'), connection: connectionSummary }),
  z.object({ type: z.literal('console') }),
]);

/** Address, trust and account as frozen into the digest. */
export const frozenTarget = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('connection'),
    connectionId: id,
    kind: systemKind,
    host: z.string(),
    port: z.number().int(),
    trust,
    account: z.string(),
  }),
  z.object({ type: z.literal('console') }),
]);
export type FrozenTarget = z.infer<typeof frozenTarget>;

const approval = z.object({
  person,
  decision: z.enum(['approve', 'reject']),
  comment: z.string().nullable(),
  /** The field of the input that the comment is about; null when it is about the whole. */
  fieldPointer: z.string().nullable(),
  digest: sha256,
  at: timestamp,
  /** Whether the approval counts now: its person is active and held an approving role when the change was submitted. */
  counts: z.boolean(),
  evidence: approvalEvidence.nullable(),
});

/** How each secret reaches the target, by pointer, and what ties it to this change without revealing it. */
export const secretBindings = z.record(
  z.string(),
  z.discriminatedUnion('delivery', [
    z.object({ delivery: z.literal('sealed'), commitment: z.string() }),
    z.object({ delivery: z.literal('late'), publicKeySha256: z.string() }),
  ]),
);
export type SecretBindings = z.infer<typeof secretBindings>;

/** What a pending change waits for, as the person who asks sees it. */
export const deciding = z.object({
  /** Approvals that count now. */
  counts: z.number().int(),
  /** How many people may decide on it and have not, counted to ten. */
  couldDecide: z.number().int(),
  /** Why the approvals cannot come together as things are, in words; null when they can. */
  blocked: z.string().nullable(),
  /** Whether the person who asks may decide on it now, and why not. */
  you: z.object({ allowed: z.boolean(), reason: z.string().nullable() }),
});
export type Deciding = z.infer<typeof deciding>;

/** Why a change was rejected. */
const rejection = z.object({
  by: person,
  comment: z.string().nullable(),
  /** The field of the input that the comment is about; null when it is about the whole. */
  fieldPointer: z.string().nullable(),
});
export type Rejection = z.infer<typeof rejection>;

/** What every signed-in person may see of a change: the helpdesk's allow-list. */
export const changeSummary = z.object({
  id,
  reference: z.string(),
  operation: operationId,
  title: z.string(),
  target,
  state: changeState,
  waitingFor: waitingFor.nullable(),
  requester: person,
  ticket: z.string().nullable(),
  approvals: z.object({ have: z.number().int(), need: z.number().int() }),
  /** Null once it is decided, and for those who may only follow it. */
  deciding: deciding.nullable(),
  /** Of one's own rejected change, for those who may read it. */
  rejection: rejection.optional(),
  risk: z.enum(['high', 'standard']),
  taskId: id.nullable(),
  taskReference: z.string().nullable(),
  createdAt: timestamp,
  /** The approvals have to come together by then. */
  decideBy: timestamp,
  /** End of the cool-off; null when there is none or it has not begun. */
  claimableAt: timestamp.nullable(),
  expiresAt: timestamp,
  endedAt: timestamp.nullable(),
  v: z.number().int(),
  /** One plain sentence: where it stands and whose turn it is. */
  standing: z.string(),
});
export type ChangeSummary = z.infer<typeof changeSummary>;

/** Whether the person who asks is told when the change ends or its task needs somebody. */
const following = z.boolean();

const historyEntry = z.object({
  at: timestamp,
  type: z.string(),
  actor: person.nullable(),
  text: z.string(),
});

/**
 * A change as whoever may see its content sees it. It holds everything the digest is made of and every approval's
 * evidence: saved as a file it can be checked without the console.
 */
export const changeDetail = changeSummary.extend({
  detail: z.literal('full'),
  input: json,
  plan,
  checks: z.array(check),
  guard: json,
  frozenTarget,
  reason: z.string(),
  policy: policySnapshot,
  secrets: secretBindings,
  nonce: z.string(),
  digest: sha256,
  /** Four words derived from the digest: the same on every page and for every person. */
  phrase: z.string(),
  decisions: z.array(approval),
  history: z.array(historyEntry),
  moved: z.array(movedFact),
  /** What the key servers of this change answered Keyward. */
  handshakes,
  caution: z.string().nullable(),
  /** Looked up when the change is read; empty once it is over. */
  conflicts: z.array(openConflict),
  following,
  /** How it is taken back once it is made, in words. */
  undo: z.string(),
  /** What the person who asks may do now, and why not. */
  actions: z.record(
    z.enum(['approve', 'reject', 'withdraw', 'recheck', 'supply', 'copy']),
    z.object({ allowed: z.boolean(), reason: z.string().nullable() }),
  ),
  observedAt: timestamp,
});
export type ChangeDetail = z.infer<typeof changeDetail>;

/** The same change for somebody who may only follow it. */
export const changeOutline = changeSummary.omit({ rejection: true }).extend({
  detail: z.literal('outline'),
  history: z.array(historyEntry),
  following,
});
export type ChangeOutline = z.infer<typeof changeOutline>;

export const anyChange = z.discriminatedUnion('detail', [
  changeDetail,
  changeOutline,
]);
export type AnyChange = z.infer<typeof anyChange>;
