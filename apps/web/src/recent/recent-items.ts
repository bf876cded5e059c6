import { readStored, store } from '../browser/browser-storage.ts';

const STORAGE_KEY = 'keyward-recent';
const MOST = 6;

/** What somebody looked at. Ids and references alone: what they stand for is asked of the console each time. */
export interface RecentItem {
  kind: 'change' | 'task' | 'connection';
  id: string;
  /** `CHG-1042`, `TSK-1042`; empty for a connection. */
  reference: string;
}

function isItem(value: unknown): value is RecentItem {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    (value.kind === 'change' ||
      value.kind === 'task' ||
      value.kind === 'connection') &&
    'id' in value &&
    typeof value.id === 'string' &&
    'reference' in value &&
    typeof value.reference === 'string'
  );
}

/** What this person looked at last on this browser, newest first; nobody else's. */
export function readRecent(personId: string): RecentItem[] {
  try {
    const kept: unknown = JSON.parse(readStored(STORAGE_KEY) ?? '');
    if (typeof kept !== 'object' || kept === null) return [];
    if (!('person' in kept && 'items' in kept)) return [];
    if (kept.person !== personId || !Array.isArray(kept.items)) return [];
    return kept.items.filter(isItem).slice(0, MOST);
  } catch {
    return []; // Nothing kept.
  }
}

/** Puts an item at the head of what this browser remembers, until its person signs out. */
export function noteRecent(personId: string, item: RecentItem): void {
  const others = readRecent(personId).filter(({ id }) => id !== item.id);
  store(
    STORAGE_KEY,
    JSON.stringify({
      person: personId,
      items: [item, ...others].slice(0, MOST),
    }),
  );
}
