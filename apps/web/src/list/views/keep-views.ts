import { store, storedUnder } from '../../browser/browser-storage.ts';

/** Keys of the browser's storage that hold saved views; the list and the person follow. */
export const VIEWS_KEY = 'keyward-views-';

/** Notes the views that are saved in this browser, and gives back what saves them again. */
export function keepViews(): () => void {
  const kept = storedUnder(VIEWS_KEY);
  return () => {
    for (const [key, text] of kept) store(key, text);
  };
}
