import { type PolicyDocument, ruleLines } from '@keyward/contract';
import { say } from '@keyward/messages';
import type { Difference } from '@keyward/ui';

import { PASSKEY_RULES } from './passkey-rules.ts';
import { placedRules } from './placed-rules.ts';
import { PRIVATE_KEY_RULES, privateKeyRule } from './private-key-rules.ts';

function linesOf(
  policy: PolicyDocument,
  nameOf: (connectionId: string) => string,
): Map<string, { label: string; text: string }> {
  return new Map([
    [
      'passkey',
      {
        label: say('policy.passkeys'),
        text: PASSKEY_RULES[policy.passkey].word,
      },
    ],
    [
      'private-keys',
      {
        label: say('policy.private-keys'),
        text: PRIVATE_KEY_RULES[privateKeyRule(policy)].word,
      },
    ],
    ...placedRules(policy, nameOf).map(
      ({ key, place, note, rule }) =>
        [
          key,
          {
            label: note === null ? place : `${place}, ${note}`,
            text: ruleLines(rule).join('\n'),
          },
        ] as const,
    ),
  ]);
}

/** What one policy says that the other does not, rule by rule. */
export function policyDifferences(
  before: PolicyDocument,
  after: PolicyDocument,
  nameOf: (connectionId: string) => string,
): Difference[] {
  const was = linesOf(before, nameOf);
  const will = linesOf(after, nameOf);
  return [...new Set([...was.keys(), ...will.keys()])].flatMap((key) => {
    const [old, next] = [was.get(key), will.get(key)];
    if (old?.text === next?.text) return [];
    return [
      {
        label: next?.label ?? old?.label ?? '',
        before: old?.text ?? null,
        after: next?.text ?? null,
      },
    ];
  });
}
