import { useEffect } from 'react';

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)
  );
}

/** `/`, unless somebody is typing, and Ctrl-K or ⌘K, always, open the search; not over a dialog that asks something. */
export function useSearchKeys(onSearch: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const { key, ctrlKey, metaKey, altKey, target } = event;
      const isAsked =
        key === '/'
          ? !ctrlKey && !metaKey && !altKey && !isTyping(target)
          : key.toLowerCase() === 'k' && ctrlKey !== metaKey && !altKey;
      if (!isAsked) return;
      if (document.querySelector('[aria-modal="true"]') !== null) return;
      event.preventDefault();
      onSearch();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => {
      document.removeEventListener('keydown', onKeyDown);
    };
  }, [onSearch]);
}
