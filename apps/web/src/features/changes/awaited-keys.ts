import type { ChangeDetail } from '@keyward/contract';
import { say } from '@keyward/messages';

import { fieldWords } from '../../wording/field-words.ts';

/** A private key that a change waits for: where it belongs, and the public key it must have. */
export interface AwaitedKey {
  pointer: string;
  label: string;
  publicKeySha256: string;
}

/** The keys that a change waits for, in the order in which they are asked for. */
export function awaitedKeys({ secrets }: ChangeDetail): AwaitedKey[] {
  const late = Object.entries(secrets).flatMap(([pointer, binding]) =>
    binding.delivery === 'late'
      ? [{ pointer, publicKeySha256: binding.publicKeySha256 }]
      : [],
  );
  return late.map((each) => ({
    ...each,
    label:
      late.length === 1 ? say('changes.private-key') : fieldWords(each.pointer),
  }));
}
