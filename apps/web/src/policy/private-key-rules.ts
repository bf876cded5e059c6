import type { PolicyDocument } from '@keyward/contract';
import { say } from '@keyward/messages';

type PrivateKeyRule = NonNullable<PolicyDocument['privateKeys']>;

/** What the rule about private keys means for the person who submits a change with one. */
export const PRIVATE_KEY_RULES = {
  either: {
    word: say('policy.as-the-requester-chooses'),
    sentence: say('policy.a-private-key-is-sealed-with-its'),
  },
  late: {
    word: say('policy.supplied-after-approval'),
    sentence: say('policy.no-private-key-is-kept-while-approval'),
  },
} as const satisfies Record<PrivateKeyRule, { word: string; sentence: string }>;

/** A policy that says nothing leaves it to the requester. */
export function privateKeyRule({
  privateKeys = 'either',
}: Pick<PolicyDocument, 'privateKeys'>): PrivateKeyRule {
  return privateKeys;
}
