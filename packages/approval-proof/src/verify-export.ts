import type { ChangeDetail } from '@keyward/contract';

import { digestOfExport, phraseOf } from './digest.ts';
import { foldName, type PinnedKeys } from './pinned-keys.ts';
import { type ApprovalFinding, proveApproval } from './prove-approval.ts';

/** What an exported change proves. */
export interface ExportReport {
  /**
   * `proved`: as many approvals as the policy asks for, each signed by a key that its person gave out. `unproved`:
   * nothing contradicts, but somebody's word is missing. `inconsistent`: something cannot be true.
   */
  verdict: 'proved' | 'unproved' | 'inconsistent';
  /** Of the change as a whole; faults of single approvals are with them. */
  problems: string[];
  /** The digest as computed here from the content. */
  digest: string;
  needed: number;
  approvals: ApprovalFinding[];
  pinned: boolean;
}

/**
 * Judges an exported change by itself: that the digest is that of its content, and what stands behind each approval.
 * Needs neither the console nor its database, and believes neither.
 *
 * @param pins fingerprints that approvers gave out; null when there are none
 */
export async function verifyExport(
  change: ChangeDetail,
  pins: PinnedKeys | null,
): Promise<ExportReport> {
  const approvals = await Promise.all(
    change.decisions
      .filter((each) => each.decision === 'approve' && isWeighed(change, each))
      .map((each) => proveApproval(change, each, pins)),
  );
  const needed = change.policy.approvals;
  const problems = [
    ...problemsOfContent(change),
    ...problemsOfPeople(approvals),
    ...problemsOfNumber(approvals.length, needed),
  ];
  return {
    verdict: verdictOf(problems, approvals, needed),
    problems,
    digest: digestOfExport(change),
    needed,
    approvals,
    pinned: pins !== null,
  };
}

const BEGUN = new Set([
  'running',
  'succeeded',
  'failed',
  'cancelled',
  'outcome_unknown',
]);

/**
 * Whether an approval was one of those the change rests on. `counts` speaks of today, and people leave; once a change
 * has begun, its approvals were weighed and stay what they were.
 */
function isWeighed(
  change: ChangeDetail,
  approval: ChangeDetail['decisions'][number],
): boolean {
  return approval.counts || BEGUN.has(change.state);
}

function problemsOfContent(change: ChangeDetail): string[] {
  const problems: string[] = [];
  if (digestOfExport(change) !== change.digest) {
    problems.push(
      'The digest is not that of the content: the change is not the one that was approved.',
    );
  }
  if (phraseOf(change.digest) !== change.phrase) {
    problems.push('The phrase is not that of the digest.');
  }
  if (change.approvals.need !== change.policy.approvals) {
    problems.push('The number of approvals needed is not that of the policy.');
  }
  if (!isSameTarget(change)) {
    problems.push('The target shown is not the one that was approved.');
  }
  for (const { decision, person } of change.decisions) {
    if (decision === 'reject') {
      problems.push(`${person.displayName} rejected it.`);
    }
  }
  return problems;
}

function isSameTarget({ target, frozenTarget }: ChangeDetail): boolean {
  if (target.type !== 'connection' || frozenTarget.type !== 'connection') {
    return target.type === frozenTarget.type;
  }
  return target.connection.id === frozenTarget.connectionId;
}

/** Two approvals are two people: not one person twice, and not one key under two names. */
function problemsOfPeople(approvals: readonly ApprovalFinding[]): string[] {
  const problems: string[] = [];
  if (hasTwice(approvals.map(({ person }) => foldName(person.id)))) {
    problems.push('The same person approves twice.');
  } else if (
    hasTwice(approvals.map(({ person }) => foldName(person.username)))
  ) {
    problems.push('Two approvers have the same name.');
  }
  if (hasTwice(approvals.flatMap(({ fingerprint }) => fingerprint ?? []))) {
    problems.push('The same key approves twice.');
  }
  if (new Set(approvals.flatMap(({ origin }) => origin ?? [])).size > 1) {
    problems.push('The approvals were given at different addresses.');
  }
  return problems;
}

function hasTwice(values: readonly string[]): boolean {
  return new Set(values).size < values.length;
}

function problemsOfNumber(given: number, needed: number): string[] {
  if (given >= needed) return [];
  return [
    `Not enough approvals: ${String(given)} of ${String(needed)} needed.`,
  ];
}

function verdictOf(
  problems: readonly string[],
  approvals: readonly ApprovalFinding[],
  needed: number,
): ExportReport['verdict'] {
  const isForged = approvals.some(({ standing }) => standing === 'forged');
  if (problems.length > 0 || isForged) return 'inconsistent';
  const proved = approvals.filter(({ standing }) => standing === 'proved');
  const isProved = needed > 0 && proved.length === approvals.length;
  return isProved ? 'proved' : 'unproved';
}
