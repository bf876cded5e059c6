import { useEffect } from 'react';

const USUAL = '/keyward.svg';

/** Shows another picture in the browser's tab while the page is open. Files of the console's own: its policy takes no other. */
export function useTabIcon(address: string | null): void {
  useEffect(() => {
    const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    if (link === null || address === null) return;
    link.href = address;
    return () => {
      link.href = USUAL;
    };
  }, [address]);
}
