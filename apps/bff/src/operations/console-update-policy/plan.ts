import {
  json,
  type Plan,
  type PolicyDocument,
  ruleLines,
} from '@keyward/contract';

import { documentBefore, type Guard, type Input, rulesOf } from './guard.ts';

/** Both documents rule by rule, in words. */
export function plan({ policy }: Input, observed: Guard): Plan {
  const before = documentBefore(observed);
  const differences = [
    ...(before.passkey === policy.passkey
      ? []
      : [
          {
            label: 'Passkeys',
            before: PASSKEY_WORDS[before.passkey],
            after: PASSKEY_WORDS[policy.passkey],
          },
        ]),
    ...(keysRule(before) === keysRule(policy)
      ? []
      : [
          {
            label: 'Private keys',
            before: PRIVATE_KEY_WORDS[keysRule(before)],
            after: PRIVATE_KEY_WORDS[keysRule(policy)],
          },
        ]),
    ...differingRules(
      new Map(inWords(rulesOf(before, observed))),
      new Map(inWords(rulesOf(policy, observed))),
    ),
  ];
  const document = json.parse(policy);
  return {
    before: observed.document,
    after: document,
    sentences: [
      `Version ${String(observed.version)} of the policy will be replaced.`,
      ...differences.map(sentenceOf),
      'Changes that wait already keep the policy they were submitted under.',
    ],
    differences,
    request: { method: 'PUT', path: '/policy', body: document },
  };
}

const PASSKEY_WORDS = {
  required: 'Required from everybody who decides',
  preferred: 'Used by whoever has one',
} as const;

const PRIVATE_KEY_WORDS = {
  late: 'Never kept; supplied after the approval',
  either: 'Sealed or supplied after the approval, as the requester chooses',
} as const;

function keysRule({
  privateKeys = 'either',
}: PolicyDocument): keyof typeof PRIVATE_KEY_WORDS {
  return privateKeys;
}

const NO_OWN_RULE = 'No rule of its own';

type Worded = [key: string, words: { label: string; text: string }];

function inWords(rules: ReturnType<typeof rulesOf>): Worded[] {
  return rules.map(({ key, label, rule }) => [
    key,
    { label, text: ruleLines(rule).join(', ') },
  ]);
}

function differingRules(
  before: ReadonlyMap<string, Worded[1]>,
  after: ReadonlyMap<string, Worded[1]>,
): Plan['differences'] {
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  return keys.flatMap((key) => {
    const [was, becomes] = [before.get(key), after.get(key)];
    if (was?.text === becomes?.text) return [];
    return [
      {
        label: was?.label ?? becomes?.label ?? key,
        before: was?.text ?? NO_OWN_RULE,
        after: becomes?.text ?? NO_OWN_RULE,
      },
    ];
  });
}

function sentenceOf({
  label,
  before,
  after,
}: Plan['differences'][number]): string {
  return `${label}: ${after ?? ''} (until now: ${before ?? ''}).`;
}
