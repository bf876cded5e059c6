/** Keys of the browser's storage that hold saved views; the list and the person follow. */
export const VIEWS_KEY = 'keyward-views-';

/** Notes the views that are saved in this browser, and gives back what saves them again. */
export function keepViews(): () => void {
  let kept: [string, string][] = [];
  try {
    kept = Object.entries(localStorage).filter(
      (entry): entry is [string, string] => entry[0].startsWith(VIEWS_KEY),
    );
  } catch {
    // Storage can be switched off.
  }
  return () => {
    for (const [key, text] of kept) {
      try {
        localStorage.setItem(key, text);
      } catch {
        // As above.
      }
    }
  };
}
