import { operationContract, type Person } from '@keyward/contract';
import type { Journal, TaskRow } from '@keyward/database';
import { sql } from 'kysely';

import type { ChangeRecord } from '../changes/change-record.ts';
import { phraseOf } from '@keyward/approval-proof';
import { standingApprovers } from '../changes/quorum.ts';
import { taskReference } from '../references.ts';
import { shortTime } from '../wording/short-time.ts';
import type { Channels } from './channels.ts';
import type { Matter } from './matter.ts';
import { followersOf, forgetFollowers } from '../following/followers.ts';
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

  /**
   * To those who follow a change, which may be the helpdesk: references, the operation's title and the connection's name,
   * nothing else. `once` is that of the notice to those whom it concerns, so that nobody is told twice. A webhook is no
   * follower.
   */
  const tellFollowers = async (
    journal: Journal,
    change: ChangeRecord,
    told: { once: string; sentence: string; taskId?: string; by?: Person },
  ): Promise<void> => {
    const followers = await followersOf(journal.tx, change.id);
    const personIds = followers.filter((id) => id !== told.by?.id);
    if (personIds.length > 0) {
      await tell(
        journal,
        { ...channels, webhooks: [] },
        {
          kind: 'followed',
          once: told.once,
          title: `${told.sentence}: ${await subjectOf(journal.tx, change)}`,
          changeId: change.id,
          taskId: told.taskId ?? null,
          connectionId: change.connectionId,
          phrase: null,
          deadline: null,
        },
        personIds,
      );
    }
    if (followers.length > 0 && change.state !== 'outcome_unknown') {
      await forgetFollowers(journal.tx, change.id);
    }
  };

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
      if (change.state === 'rejected') {
        await tellFollowers(journal, change, {
          once: `decided:${change.id}:${by.id}`,
          sentence: `${change.reference} was rejected`,
          by,
        });
      }
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

    /** Taken back: its requester hears it when it was somebody else, while it cools off or waits for its key. */
    async withdrawn(
      journal: Journal,
      change: ChangeRecord,
      by: Person,
    ): Promise<void> {
      const once = `decided:${change.id}:withdrawn`;
      if (by.id !== change.requesterId) {
        await about(
          journal,
          change,
          { kind: 'decided', once },
          `${change.reference} was withdrawn by ${plainLine(by.displayName)}`,
          await requesterOf(journal.tx, change),
        );
      }
      await tellFollowers(journal, change, {
        once,
        sentence: `${change.reference} was withdrawn`,
        by,
      });
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
      const sentence = `${change.reference} ${LAPSED[change.state === 'stale' ? 'stale' : 'expired']}`;
      await about(
        journal,
        change,
        { kind: 'failed', once: `failed:${change.id}` },
        sentence,
        await concerned(journal, change),
      );
      await tellFollowers(journal, change, {
        once: `failed:${change.id}`,
        sentence,
      });
    },

    /** A task has come to an end; `change` as it stands after that. */
    async ended(
      journal: Journal,
      task: Pick<TaskRow, 'id' | 'number'>,
      change: ChangeRecord,
    ): Promise<void> {
      const taskId = task.id;
      const reference = `${taskReference(task.number)} of ${change.reference}`;
      const { state } = change;
      if (state === 'outcome_unknown') {
        // A look at the target may leave it in doubt once more, which is another matter.
        const once = `needs_reconciliation:${taskId}:${String(change.row.v)}`;
        const sentence = `${reference} may or may not have taken effect; somebody has to look at the target`;
        await about(
          journal,
          change,
          { kind: 'needs_reconciliation', once, taskId },
          sentence,
          await securityAdmins(journal.tx),
        );
        await tellFollowers(journal, change, { once, sentence, taskId });
        return;
      }
      if (state !== 'failed' && state !== 'stale' && state !== 'expired') {
        await tellFollowers(journal, change, {
          once: `ended:${change.id}`,
          sentence: `${reference} ${state === 'succeeded' ? 'succeeded' : 'was cancelled'}`,
          taskId,
        });
        return;
      }
      const once = `failed:${change.id}`;
      const sentence =
        state === 'failed'
          ? `${reference} failed`
          : `${change.reference} ${LAPSED[state]}`;
      await about(
        journal,
        change,
        { kind: 'failed', once, taskId },
        sentence,
        await concerned(journal, change),
      );
      await tellFollowers(journal, change, { once, sentence, taskId });
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
