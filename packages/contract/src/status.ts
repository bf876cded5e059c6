import { z } from 'zod';

import { changeState, waitingFor } from './change.ts';
import { connectionHealth, connectionSummary } from './connection.ts';
import { operationId } from './operations/read-operation-id.ts';
import { id, personText, timestamp } from './primitives.ts';
import { role } from './roles.ts';
import { failureKind, stepKey, taskState } from './task.ts';

const SUBJECTS = ['change', 'ticket', 'host'] as const;

export const statusQuery = z
  .strictObject({
    /** Id or reference of a change, or the reference of its task. */
    change: personText(1, 64).optional(),
    ticket: personText(1, 64).optional(),
    /** Name or host of a connection. */
    host: personText(1, 253).optional(),
  })
  .superRefine((query, context) => {
    const named = SUBJECTS.filter((each) => query[each] !== undefined);
    if (named.length === 1) return;
    for (const each of named.length === 0 ? SUBJECTS : named) {
      context.addIssue({
        code: 'custom',
        path: [each],
        message: 'Name exactly one: a change, a ticket or a host.',
      });
    }
  });
export type StatusQuery = z.infer<typeof statusQuery>;

/** `green` goes as it should, `amber` waits for somebody, `red` failed or nobody knows, `grey` is over without effect. */
export const statusLight = z.enum(['green', 'amber', 'red', 'grey']);
export type StatusLight = z.infer<typeof statusLight>;

export const nextActor = z.enum([
  'approver',
  'requester',
  'security_admin',
  'target',
  'nobody',
]);
export type NextActor = z.infer<typeof nextActor>;

/** What to tell a caller; the page has one sentence for each. */
export const tellCaller = z.enum([
  'nothing_to_do',
  'waiting_for_approval',
  'waiting_for_requester',
  'waiting_for_start',
  'in_progress',
  'waiting_to_try_again',
  'done',
  'failed_team_informed',
  'unknown_outcome_team_checking',
  'withdrawn_or_rejected',
  'expired',
  'overtaken',
  'cancelled',
  'connection_unreachable',
  'connection_refuses_account',
  'connection_quarantined',
  'connection_not_checked',
]);
export type TellCaller = z.infer<typeof tellCaller>;

/** One change with its task, in facts. Every member is named here; nothing that a person or a target wrote is one. */
export const statusMatter = z.strictObject({
  id,
  reference: z.string(),
  operation: operationId,
  title: z.string(),
  /** Null for a change of the console itself. */
  connection: connectionSummary.strict().nullable(),
  ticket: z.string().nullable(),
  requester: z.string(),
  state: changeState,
  light: statusLight,
  /** When it came into this state. */
  since: timestamp.nullable(),
  /** When the state ends by itself: the approvals have to be there, or the start has to be made, by then. */
  expiresAt: timestamp.nullable(),
  waitingFor: waitingFor.nullable(),
  /** End of the cool-off. */
  startsAt: timestamp.nullable(),
  approvals: z.strictObject({
    have: z.number().int(),
    need: z.number().int(),
    /** Who holds one of these roles may decide. */
    roles: z.array(role),
  }),
  task: z
    .strictObject({
      id,
      reference: z.string(),
      state: taskState,
      startedAt: timestamp.nullable(),
      endedAt: timestamp.nullable(),
      /** Step it is at, while it runs. */
      step: stepKey.nullable(),
      stepSince: timestamp.nullable(),
      /** Waits to try again from then on. */
      triesAgainAt: timestamp.nullable(),
      /** How long such a task usually takes; null when nothing is known. */
      expectedSeconds: z.number().nullable(),
    })
    .nullable(),
  failure: z
    .strictObject({
      kind: failureKind,
      /** Documented code of the vendor or of the console, else the kind. */
      code: z.string(),
      /** From the catalogue of explanations, never a target's own words. */
      sentence: z.string(),
    })
    .nullable(),
  nextActor,
  tellCaller,
});
export type StatusMatter = z.infer<typeof statusMatter>;

export const statusConnection = z.strictObject({
  ...connectionSummary.shape,
  light: statusLight,
  health: connectionHealth,
  /** When it came to be so; null when nobody knows any more. */
  since: timestamp.nullable(),
  /** When the console looked last. */
  checkedAt: timestamp.nullable(),
  /** When it is known to have answered last. */
  lastSeenAt: timestamp.nullable(),
  nextActor,
  tellCaller,
});
export type StatusConnection = z.infer<typeof statusConnection>;

/** Facts about one change, ticket or host, from which a page writes plain sentences. */
export const statusAnswer = z.strictObject({
  subject: z.discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('change'),
      id,
      reference: z.string(),
    }),
    z.strictObject({ type: z.literal('ticket'), ticket: z.string() }),
    z.strictObject({
      type: z.literal('host'),
      /** What was asked for: the connection's name where it was named so, else null. */
      name: z.string().nullable(),
    }),
  ]),
  /** When this was so. */
  at: timestamp,
  light: statusLight,
  tellCaller,
  nextActor,
  /** Connections of the host asked for; empty for a change or ticket. */
  connections: z.array(statusConnection),
  /** Open ones first, then the newest; for a host the open ones and those that ended within a day. */
  matters: z.array(statusMatter),
  /** Whether there are more matters than these. */
  more: z.boolean(),
});
export type StatusAnswer = z.infer<typeof statusAnswer>;
