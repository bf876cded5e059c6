import type { PolicyDocument } from '@keyward/contract';

type PrivateKeyRule = NonNullable<PolicyDocument['privateKeys']>;

/** What the rule about private keys means for the person who submits a change with one. */
export const PRIVATE_KEY_RULES = {
  either: {
    word: 'As the requester chooses',
    sentence:
      'A private key is sealed with its change and erased when its task ends, or it is supplied after the approval and never kept.',
  },
  late: {
    word: 'Supplied after approval',
    sentence:
      'No private key is kept while approval waits: the requester supplies it when the change is approved.',
  },
} as const satisfies Record<PrivateKeyRule, { word: string; sentence: string }>;

/** A policy that says nothing leaves it to the requester. */
export function privateKeyRule({
  privateKeys = 'either',
}: Pick<PolicyDocument, 'privateKeys'>): PrivateKeyRule {
  return privateKeys;
}
