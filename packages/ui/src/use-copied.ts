import { useEffect, useState } from 'react';

const SHOWN_MS = 2_000;

/** Copies text, and says for two seconds that it did. */
export function useCopied(): {
  isCopied: boolean;
  copy: (text: string) => void;
} {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => {
      setCopied(false);
    }, SHOWN_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [isCopied]);
  const write = async (text: string): Promise<void> => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return { isCopied, copy: (text) => void write(text) };
}
