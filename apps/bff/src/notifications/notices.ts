import { operationContract, type Person } from '@keyward/contract';
import type { Journal, TaskRow } from '@keyward/database';
import { sql } from 'kysely';

import type { ChangeRecord } from '../changes/change-record.ts';
import { phraseOf } from '@keyward/approval-proof';
import { standingApprovers } from '../changes/quorum.ts';
import { shortTime } from '../wording/short-time.ts';
import type { Channels } from './channels.ts';
import type { Matter } from './matter.ts';
import { plainLine } from './plain-line.ts';
import {
  approversOf,
  requesterOf,
  securityAdmins,
  undecidedApprovers,
} from './recipients.ts';
import { subjectOf } from './subject-of.ts';
import { tell } from './tell.ts';

/** Tells people in the transaction of the event it is about: both become visible together, or neither. */
export type Notices = ReturnType<typeof createNotices>;

/** @param channels where it goes besides the inbox */
export function createNotices(channels: Channels) {
  const about = async (
    journal: Journal,
    change: ChangeRecord,
    matter: Pick<Matter, 'kind' | 'once'> & Partial<Matter>,
    sentence: string,
    personIds: readonly string[],
  ): Promise<void> =>
    tell(
      journal,
      channels,
      {
        taskId: null,
        deadline: null,
        ...matter,
        title: `${sentence}: ${await subjectOf(journal.tx, change)}`,
        changeId: change.id,
        connectionId: change.connectionId,
        phrase: phraseOf(change.digest),
      },
      personIds,
    );

  /** To every other security admin, who can still cancel it while it cools off. */
  const highRiskApproved = async (
    journal: Journal,
    change: ChangeRecord,
  ): Promise<void> => {
    if (operationContract(change.operation).risk !== 'high') return;
    await about(
      journal,
      change,
      {
        kind: 'high_risk_approved',
        once: `high_risk_approved:${change.id}`,
        deadline: change.row.claimable_at,
      },
      `${change.reference} is high risk and ${howApproved(change)}`,
      await securityAdmins(journal.tx, [change.requesterId]),
    );
  };

  return {
    /** A change waits for decisions. */
    async submitted(journal: Journal, change: ChangeRecord): Promise<void> {
      await about(
        journal,
        change,
        {
          kind: 'needs_decision',
          once: `needs_decision:${change.id}`,
          deadline: change.row.decide_by,
        },
        `${change.reference} needs a decision`,
        await undecidedApprovers(journal.tx, change),
      );
    },

    /** Somebody approved or rejected; `change` as it stands after that. */
    async decided(
      journal: Journal,
      change: ChangeRecord,
      by: Person,
      decision: 'approve' | 'reject',
    ): Promise<void> {
      await readByDecider(journal, change, by);
      const { size } = await standingApprovers(journal.tx, change);
      const word =
        decision === 'reject'
          ? `was rejected by ${plainLine(by.displayName)}`
          : `was approved by ${plainLine(by.displayName)} (${String(size)} of ${String(change.policy.approvals)})`;
      await about(
        journal,
        change,
        { kind: 'decided', once: `decided:${change.id}:${by.id}` },
        `${change.reference} ${word}`,
        await requesterOf(journal.tx, change),
      );
      if (change.state === 'approved') await highRiskApproved(journal, change);
    },

    highRiskApproved,

    /** Approved, and nothing but the requester's private key is missing. */
    async secretWanted(journal: Journal, change: ChangeRecord): Promise<void> {
      await about(
        journal,
        change,
        {
          kind: 'secret_wanted',
          once: `secret_wanted:${change.id}`,
          deadline: change.row.expires_at,
        },
        `${change.reference} is approved and waits for your private key`,
        await requesterOf(journal.tx, change),
      );
    },

    /** Taken back by somebody else than its requester, while it cools off or waits for its key. */
    async withdrawn(
      journal: Journal,
      change: ChangeRecord,
      by: Person,
    ): Promise<void> {
      if (by.id === change.requesterId) return;
      await about(
        journal,
        change,
        { kind: 'decided', once: `decided:${change.id}:withdrawn` },
        `${change.reference} was withdrawn by ${plainLine(by.displayName)}`,
        await requesterOf(journal.tx, change),
      );
    },

    /** Still undecided, and not much time left. */
    async expiring(journal: Journal, change: ChangeRecord): Promise<void> {
      await about(
        journal,
        change,
        {
          kind: 'expiring',
          once: `expiring:${change.id}`,
          deadline: change.row.decide_by,
        },
        `${change.reference} expires soon and is not decided`,
        [
          ...(await undecidedApprovers(journal.tx, change)),
          ...(await requesterOf(journal.tx, change)),
        ],
      );
    },

    /** Ended before it ran: nobody decided in time, or its target has moved. */
    async lapsed(journal: Journal, change: ChangeRecord): Promise<void> {
      await about(
        journal,
        change,
        { kind: 'failed', once: `failed:${change.id}` },
        `${change.reference} ${LAPSED[change.state === 'stale' ? 'stale' : 'expired']}`,
        await concerned(journal, change),
      );
    },

    /** A task has come to an end; `change` as it stands after that. */
    async ended(
      journal: Journal,
      task: Pick<TaskRow, 'id' | 'number'>,
      change: ChangeRecord,
    ): Promise<void> {
      const reference = `TSK-${String(task.number)}`;
      if (change.state === 'outcome_unknown') {
        await about(
          journal,
          change,
          {
            kind: 'needs_reconciliation',
            // A look at the target may leave it in doubt once more, which is another matter.
            once: `needs_reconciliation:${task.id}:${String(change.row.v)}`,
            taskId: task.id,
          },
          `${reference} of ${change.reference} may or may not have taken effect; somebody has to look at the target`,
          await securityAdmins(journal.tx),
        );
        return;
      }
      const { state } = change;
      if (state !== 'failed' && state !== 'stale' && state !== 'expired') {
        return;
      }
      await about(
        journal,
        change,
        { kind: 'failed', once: `failed:${change.id}`, taskId: task.id },
        state === 'failed'
          ? `${reference} of ${change.reference} failed`
          : `${change.reference} ${LAPSED[state]}`,
        await concerned(journal, change),
      );
    },

    /** The audit log does not reach one of the places that the configuration names. */
    async auditSinkFailing(
      journal: Journal,
      name: string,
      since: Date,
    ): Promise<void> {
      await tell(
        journal,
        channels,
        {
          kind: 'failed',
          once: `audit_sink:${name}:${since.toISOString()}`,
          title: `The audit log has not reached ${plainLine(name)} since ${shortTime(since)}; rows are kept and wait`,
          changeId: null,
          taskId: null,
          connectionId: null,
          phrase: null,
          deadline: null,
        },
        await securityAdmins(journal.tx),
      );
    },

    /** A connection has a new password for the same account. */
    async credentialRenewed(
      journal: Journal,
      connection: { id: string; name: string; v: number },
      by: Person,
    ): Promise<void> {
      await tell(
        journal,
        channels,
        {
          kind: 'credential_renewed',
          once: `credential_renewed:${connection.id}:${String(connection.v)}`,
          title: `The credential of ${plainLine(connection.name)} was renewed by ${plainLine(by.displayName)}`,
          changeId: null,
          taskId: null,
          connectionId: connection.id,
          phrase: null,
          deadline: null,
        },
        await securityAdmins(journal.tx, [by.id]),
      );
    },
  };
}

const LAPSED = {
  stale: 'is out of date: its target has moved',
  expired: 'has expired',
} as const;

async function concerned(
  { tx }: Journal,
  change: ChangeRecord,
): Promise<string[]> {
  return [
    ...(await requesterOf(tx, change)),
    ...(await approversOf(tx, change)),
  ];
}

/** Who has decided is asked for nothing more, even while others still are. */
async function readByDecider(
  { tx }: Journal,
  { id }: ChangeRecord,
  by: Person,
): Promise<void> {
  await tx
    .updateTable('notification')
    .set({ read_at: sql<Date>`now()` })
    .where('person_id', '=', by.id)
    .where('change_id', '=', id)
    .where('kind', 'in', ['needs_decision', 'expiring'])
    .where('read_at', 'is', null)
    .execute();
}

function howApproved({ policy, row }: ChangeRecord): string {
  if (policy.setUp === true) {
    return 'runs without an approval, since the console is being set up';
  }
  return row.claimable_at === null
    ? 'was approved'
    : `was approved; any security admin can withdraw it until ${shortTime(row.claimable_at)}`;
}
