import { digestOf } from '@keyward/approval-proof';
import { type Check, type PolicyDocument } from '@keyward/contract';
import type { Queryable } from '@keyward/database';

import { isSetUpOpen } from '../../people/set-up.ts';
import type { NamedRule } from '../../policy/policy-rules.ts';
import {
  listActivePeople,
  mostApprovals,
  unreachableRules,
} from '../../policy/reachable-quorum.ts';
import { whatIsWeaker } from '../../policy/weaker-policy.ts';
import { makeCheck } from '../make-check.ts';
import { documentBefore, type Guard, type Input, rulesOf } from './guard.ts';

/** Whether the policy could be lived with, and where it asks for less than the one it replaces. */
export async function checks(
  db: Queryable,
  { policy }: Input,
  observed: Guard,
): Promise<Check[]> {
  const rules = rulesOf(policy, observed);
  return [
    somethingCheck(policy, observed),
    ...(await quorumChecks(db, rules)),
    ...timeChecks(rules),
    ...targetChecks(policy, observed),
    weakerCheck(documentBefore(observed), policy, observed),
  ];
}

function somethingCheck(policy: PolicyDocument, observed: Guard): Check {
  const passed =
    digestOf(spelledOut(policy)) !==
    digestOf(spelledOut(documentBefore(observed)));
  return makeCheck({
    id: 'something-changes',
    title: 'Something changes',
    severity: 'blocker',
    passed,
    evidence: passed
      ? 'The policy differs from the one in force.'
      : 'This is the policy that is in force already.',
    field: '/policy',
  });
}

/** What a document leaves out means the same as its default. */
function spelledOut(document: PolicyDocument): PolicyDocument {
  return { ...document, privateKeys: document.privateKeys ?? 'either' };
}

/** While an installation is being set up its people are still to come, so nothing can be said for good. */
async function quorumChecks(
  db: Queryable,
  rules: NamedRule[],
): Promise<Check[]> {
  const people = await listActivePeople(db);
  const severity = (await isSetUpOpen(db)) ? 'warning' : 'blocker';
  const beyond = unreachableRules(rules, people);
  const about = {
    id: 'quorum-can-be-reached',
    title: 'Enough people can approve',
    severity,
  } as const;
  if (beyond.length === 0) {
    return [
      makeCheck({
        ...about,
        passed: true,
        evidence: 'Every rule can be met by the people who are active now.',
      }),
    ];
  }
  return beyond.map(({ label, pointer, rule }) =>
    makeCheck({
      ...about,
      passed: false,
      evidence: `${label}: ${String(rule.approvals)} approvals are asked for, but at most ${String(Math.max(0, mostApprovals(rule, people)))} other people could give one.`,
      field: `/policy${pointer}${pointer.startsWith('/targets/') ? '/rule' : ''}/approvals`,
    }),
  );
}

/** A change that is over before its cool-off is can never start. */
function timeChecks(rules: NamedRule[]): Check[] {
  return rules
    .filter(({ rule }) => rule.coolOffMinutes >= rule.maxExpiryHours * 60)
    .map(({ label, pointer }) =>
      makeCheck({
        id: 'cool-off-ends-in-time',
        title: 'The cool-off ends before the change expires',
        severity: 'blocker',
        passed: false,
        evidence: `${label}: the cool-off is as long as a change may live, so none could ever start.`,
        field: `/policy${pointer}${pointer.startsWith('/targets/') ? '/rule' : ''}/coolOffMinutes`,
      }),
    );
}

function targetChecks(policy: PolicyDocument, observed: Guard): Check[] {
  const seen = new Set<string>();
  return policy.targets.flatMap(({ connectionId, operation }, index) => {
    const field = `/policy/targets/${String(index)}/connectionId`;
    const key = `${connectionId} ${operation ?? '*'}`;
    const isSecond = seen.has(key);
    seen.add(key);
    if (observed.connections[connectionId] === undefined) {
      return [
        failedTarget(
          'connection-exists',
          'The rule’s connection exists',
          'There is no such connection.',
          field,
        ),
      ];
    }
    return isSecond
      ? [
          failedTarget(
            'one-rule-each',
            'One rule for one matter',
            'Another rule above is about the same connection and operation.',
            field,
          ),
        ]
      : [];
  });
}

function failedTarget(
  id: string,
  title: string,
  evidence: string,
  field: string,
): Check {
  return makeCheck({
    id,
    title,
    severity: 'blocker',
    passed: false,
    evidence,
    field,
  });
}

function weakerCheck(
  before: PolicyDocument,
  after: PolicyDocument,
  observed: Guard,
): Check {
  const weaker = whatIsWeaker(
    before,
    after,
    (id) => observed.connections[id] ?? 'a removed connection',
  );
  return makeCheck({
    id: 'not-weaker',
    title:
      weaker.length === 0
        ? 'Asks for no less than before'
        : 'Asks for less than before',
    severity: 'warning',
    passed: weaker.length === 0,
    evidence:
      weaker.length === 0
        ? 'Every operation asks for at least what it asked for before.'
        : weaker.join(' '),
    field: '/policy',
  });
}
