import type { PasskeyRule } from '@keyward/contract';

/** What the rule about passkeys means for a person who decides. */
export const PASSKEY_RULES = {
  required: {
    word: 'Required',
    sentence:
      'Every decision is signed with a passkey; without one nobody decides.',
  },
  preferred: {
    word: 'Preferred',
    sentence:
      'Who has a passkey signs with it; who has none needs a sign-in that is at most 15 minutes old.',
  },
} as const satisfies Record<PasskeyRule, { word: string; sentence: string }>;
