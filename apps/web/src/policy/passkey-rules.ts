import type { PasskeyRule } from '@keyward/contract';
import { say } from '@keyward/messages';

/** What the rule about passkeys means for a person who decides. */
export const PASSKEY_RULES = {
  required: {
    word: say('policy.required'),
    sentence: say('policy.every-decision-is-signed-with-a-passkey'),
  },
  preferred: {
    word: say('policy.preferred'),
    sentence: say('policy.who-has-a-passkey-signs-with-it'),
  },
} as const satisfies Record<PasskeyRule, { word: string; sentence: string }>;
