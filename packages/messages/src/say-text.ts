import type { MessageId } from './message-id.ts';
import { type Part, putTogether } from './parts.ts';

/**
 * The text of a message. The id is written out at the call: the build puts the message itself there, so that a page
 * carries the words it shows and no others.
 */
export function say(
  id: MessageId,
  values: Readonly<Record<string, string | number>> = {},
): string {
  const message: string | readonly Part[] = id;
  if (typeof message === 'string') return message;
  return putTogether<string | number, string>(
    message,
    values,
    String,
    (_, inner) => inner.join(''),
  ).join('');
}
