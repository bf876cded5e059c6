/** What this browser keeps under a key; null for nothing, undefined where its storage is switched off. */
export function readStored(key: string): string | null | undefined {
  try {
    return localStorage.getItem(key);
  } catch {
    return undefined;
  }
}

/** Keeps a text under a key. Where storage is switched off or full it is not kept: nothing may depend on it. */
export function store(key: string, text: string): void {
  try {
    localStorage.setItem(key, text);
  } catch {
    // As said above.
  }
}

/** Keys that begin so, with what is kept under them; none where storage is switched off. */
export function storedUnder(beginning: string): [key: string, text: string][] {
  try {
    return Object.entries(localStorage).filter(
      (entry): entry is [string, string] => entry[0].startsWith(beginning),
    );
  } catch {
    return [];
  }
}
