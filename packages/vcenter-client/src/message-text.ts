import type { LocalizableMessage } from './wire/vapi.ts';

/** What a message says: its localised text, else the English default, else its id. */
export function messageText(message: LocalizableMessage): string {
  return (
    message.localized ??
    (message.default_message === '' ? message.id : message.default_message)
  );
}
