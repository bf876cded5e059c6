import type { ToldMessage } from './told-message.ts';

const DEADLINE: Partial<Record<ToldMessage['kind'], string>> = {
  needs_decision: 'Decide by',
  expiring: 'Decide by',
  secret_wanted: 'Supply it by',
  high_risk_approved: 'Can be cancelled until',
};

/** The whole text of an e-mail: what it is about, where to look, until when, and the words to compare. */
export function emailText(message: ToldMessage, link: string): string {
  const { kind, title, deadline, phrase } = message;
  return [
    `${title}.`,
    link,
    deadline === null
      ? null
      : `${DEADLINE[kind] ?? 'Until'}: ${deadline.slice(0, 16).replace('T', ' ')} UTC`,
    phrase === null
      ? null
      : `The four words of this change: ${phrase}\nThey must be the same on the page before you ${kind === 'secret_wanted' ? 'hand over the key' : 'decide'}.`,
    kind === 'secret_wanted'
      ? 'Never send a key by e-mail: supply it on the page of the change, and nowhere else.'
      : null,
    'Nothing can be decided by e-mail. Sign in the way you always do; Keyward never asks for a password here.',
  ]
    .filter((part) => part !== null)
    .join('\n\n')
    .concat('\n');
}
