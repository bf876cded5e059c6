import { useEffect, useRef, useState } from 'react';

interface Typing {
  /** What the field shows: what is being typed, else what is in force. */
  text: string;
  /** Shows this at once, and puts it in force when typing pauses. */
  type: (text: string) => void;
  /** Puts what the field shows in force without waiting. */
  finish: () => void;
  /** Something was put in force by another way: what is being typed is over. */
  forget: () => void;
}

/** A filter that is typed: what is shown follows every key, what is in force waits for a pause. */
export function useTyping(
  inForce: string,
  pauseMs: number,
  onPause: (text: string) => void,
): Typing {
  const [draft, setDraft] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // Another filter may have changed since the last key.
  const newest = useRef(onPause);
  newest.current = onPause;
  useEffect(
    () => () => {
      clearTimeout(timer.current);
    },
    [],
  );
  const text = draft ?? inForce;
  const forget = (): void => {
    clearTimeout(timer.current);
    setDraft(null);
  };
  const apply = (typed: string): void => {
    forget();
    newest.current(typed);
  };
  return {
    text,
    type(typed) {
      setDraft(typed);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        apply(typed);
      }, pauseMs);
    },
    finish: () => {
      apply(text);
    },
    forget,
  };
}
