import { say } from '@keyward/messages';
import { useEffect, useState } from 'react';

export type Decoded<T> =
  | { state: 'empty' }
  | { state: 'reading' }
  | { state: 'read'; value: T }
  | { state: 'failed'; message: string };

interface Outcome<T> {
  text: string;
  result: Decoded<T>;
}

/**
 * Reads a text with a slow decoder each time it changes. Only the outcome is kept, never a copy of the text in a
 * cache: the text may be a private key. `decode` must be a stable function.
 */
export function useDecoded<T>(
  text: string,
  decode: (text: string) => Promise<T>,
): Decoded<T> {
  const [outcome, setOutcome] = useState<Outcome<T> | null>(null);
  useEffect(() => {
    if (text.trim() === '') return;
    let isCurrent = true;
    decode(text).then(
      (value) => {
        if (isCurrent) setOutcome({ text, result: { state: 'read', value } });
      },
      (error: unknown) => {
        if (isCurrent) {
          setOutcome({
            text,
            result: {
              state: 'failed',
              message:
                error instanceof Error
                  ? error.message
                  : say('certificates.it-cannot-be-read'),
            },
          });
        }
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [text, decode]);
  if (text.trim() === '') return { state: 'empty' };
  return outcome?.text === text ? outcome.result : { state: 'reading' };
}
