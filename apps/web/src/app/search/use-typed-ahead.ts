import { useCallback, useEffect, useRef } from 'react';

/**
 * Keeps what somebody types between asking for the search and its field having the focus, so that no letter is lost
 * while the search is fetched.
 *
 * @returns hands over what was typed so far, once
 */
export function useTypedAhead(isOpen: boolean): () => string {
  const typed = useRef('');
  useEffect(() => {
    if (!isOpen) return undefined;
    const note = (event: KeyboardEvent): void => {
      const { key, ctrlKey, metaKey, altKey, target } = event;
      if (target instanceof HTMLInputElement || ctrlKey || metaKey || altKey) {
        return;
      }
      if (key === 'Backspace') typed.current = typed.current.slice(0, -1);
      else if (key.length === 1) typed.current += key;
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', note, true);
    return () => {
      typed.current = '';
      document.removeEventListener('keydown', note, true);
    };
  }, [isOpen]);
  return useCallback(() => {
    const all = typed.current;
    typed.current = '';
    return all;
  }, []);
}
