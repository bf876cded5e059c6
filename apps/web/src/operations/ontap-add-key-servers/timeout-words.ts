import { say } from '@keyward/messages';

import { numberOf } from '../../form/number-field.tsx';

/** What a timeout means, in words; ONTAP gives two numbers a meaning of their own. */
export function timeoutWords(text: string): string {
  const seconds = numberOf(text);
  if (seconds === undefined) return say('ontap-add-key-servers.left-to-ontap');
  if (seconds === -1) return say('ontap-add-key-servers.wait-for-ever');
  if (seconds === 0) return say('ontap-add-key-servers.do-not-wait');
  return Number.isInteger(seconds) && seconds >= 1 && seconds <= 60
    ? say('ontap-add-key-servers.wait-up-to-s', { seconds })
    : say('ontap-add-key-servers.from-1-to-60');
}
