import { useRef } from 'react';

/**
 * One Idempotency-Key per content: pressing submit again after a lost answer repeats the same request, while any
 * edit makes a new one. The content itself is compared by identity and short text, so no secret is kept here.
 */
export function useAttemptKey(): (content: readonly unknown[]) => string {
  const last = useRef<{ content: readonly unknown[]; key: string }>(null);
  return (content) => {
    const same =
      last.current?.content.length === content.length &&
      last.current.content.every((part, index) => part === content[index]);
    if (!same || last.current === null) {
      last.current = { content, key: crypto.randomUUID() };
    }
    return last.current.key;
  };
}
