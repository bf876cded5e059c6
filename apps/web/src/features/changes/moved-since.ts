import type { ChangeDetail, Check } from '@keyward/contract';
import { say } from '@keyward/messages';
import type { Difference } from '@keyward/ui';

import { standingOf } from '../../checks/check-order.ts';
import { movedDifferences } from './moved-differences.ts';

function checkKey(check: Check): string {
  return `${check.id} ${check.field ?? ''}`;
}

const WORDS = {
  forbids: say('changes.forbids'),
  warning: say('changes.warning'),
  note: say('changes.note'),
  passed: say('changes.passed'),
} as const;

function checkText(check: Check): string {
  return `${WORDS[standingOf(check)]}: ${check.evidence}`;
}

function checkDifferences(
  before: readonly Check[],
  now: readonly Check[],
): Difference[] {
  const was = new Map(before.map((check) => [checkKey(check), check]));
  const is = new Map(now.map((check) => [checkKey(check), check]));
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key) => {
    const [old, fresh] = [was.get(key), is.get(key)];
    const texts = {
      before: old === undefined ? null : checkText(old),
      after: fresh === undefined ? null : checkText(fresh),
    };
    return texts.before === texts.after
      ? []
      : [{ label: fresh?.title ?? old?.title ?? key, ...texts }];
  });
}

/** What is no longer as it was when a person began to read: the change itself, the target, the checks. */
export function movedSince(
  seen: ChangeDetail,
  now: ChangeDetail,
): Difference[] {
  const known = new Set(seen.moved.map((fact) => JSON.stringify(fact)));
  return [
    ...(seen.digest === now.digest
      ? []
      : [
          {
            label: say('changes.digest'),
            before: seen.digest,
            after: now.digest,
          },
        ]),
    ...movedDifferences(
      now.moved.filter((fact) => !known.has(JSON.stringify(fact))),
    ),
    ...checkDifferences(seen.checks, now.checks),
  ];
}
